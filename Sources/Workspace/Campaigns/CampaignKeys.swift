import Documents

/// The keys of the files in `campaigns/`.
enum CampaignKeys {
  static let file = KeyTable(
    "a campaign",
    [
      Key("name", "a text", .default("the file's name"), "What people call the campaign."),
      Key("audience", "keys below", .required, "Who it is for.", keys: audience),
      Key("message", "keys below", .required, "What is sent.", keys: message),
      Key("offer", "an offer", .optional, "What the customer gets, with a code where it has one."),
      Key(
        "variants",
        "a list with the keys below",
        .optional,
        "Different e-mails for parts of the audience, to compare.",
        keys: variant
      ),
      Key("schedule", "keys below", .optional, "When it is sent; else by hand.", keys: schedule),
      Key("limits", "keys below", .optional, "What keeps it from a person.", keys: limits),
      Key(
        "give_up_after",
        "a time such as `5 days`",
        .default("5 days"),
        "How long a message is tried again that a mail server refuses for now."
      ),
    ]
  )

  static let audience = KeyTable(
    "'audience'",
    [
      Key("include", "a segment or a list of them", .required, "Who is in any of these."),
      Key("exclude", "a segment or a list of them", .optional, "Less who is in any of these."),
      Key(
        "holdout",
        "a share such as `10%`",
        .optional,
        "The part that gets nothing, drawn once and for all, to compare with."
      ),
    ]
  )

  static let message = KeyTable(
    "'message'",
    [
      Key("from", "an address", .default("`brand.sender`"), "Who the e-mail is from."),
      Key("reply_to", "an address", .optional, "Where answers go, if not to the sender."),
      Key(
        "subject",
        "a text, or one for each language: `{sv: …, en: …}`",
        .required,
        "The subject. May have Liquid."
      ),
      Key(
        "preheader",
        "a text, or one for each language",
        .optional,
        "What mail programs show beside the subject. May have Liquid."
      ),
      Key("template", "a template", .required, "The e-mail: a file of `Templates/`."),
    ]
  )

  static let variant = KeyTable(
    "a variant",
    [
      Key("name", "a text", .required, "What the log and the results call it."),
      Key("weight", "a whole number from 1 to 1000", .default("1"), "Its part of the audience."),
      Key("from", "as in `message`", .default("the message's"), "Its own sender."),
      Key("reply_to", "as in `message`", .default("the message's"), "Its own address for answers."),
      Key("subject", "as in `message`", .default("the message's"), "Its own subject."),
      Key("preheader", "as in `message`", .default("the message's"), "Its own preheader."),
      Key("template", "as in `message`", .default("the message's"), "Its own e-mail."),
      Key("offer", "an offer", .default("the campaign's"), "Its own offer."),
    ]
  )

  static let schedule = KeyTable(
    "'schedule'",
    [
      Key("at", "a time such as `2026-12-01 09:00`", .optional, "Once, at this time."),
      Key(
        "every",
        "`day at 08:30`, `tuesday at 10:00` and the like",
        .optional,
        "Again and again; each time is a run of its own."
      ),
      Key(
        "cron",
        "five fields such as `30 8 * * 1-5`",
        .optional,
        "The same, for those who know cron."
      ),
      Key(
        "time_zone",
        "a time zone such as `Europe/Stockholm`, or `recipient`",
        .default("the shop's"),
        "Whose clock. With `recipient` each customer's own: who has no time zone has the shop's."
      ),
      Key(
        "not_later_than",
        "a time such as `3h`",
        .default("3h"),
        "A start that is missed by more than this waits for a person."
      ),
    ]
  )

  static let limits = KeyTable(
    "'limits'",
    [
      Key(
        "per_customer",
        "a cap such as `2 per 7 days`",
        .optional,
        "Nobody gets this who would then have had more, all campaigns together."
      ),
      Key(
        "send_once",
        "a word such as `winback-2026`",
        .optional,
        "Nobody gets two e-mails of campaigns with the same word, ever."
      ),
    ]
  )
}
