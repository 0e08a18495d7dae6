import Documents

/// The keys of `stamkund.yaml`.
enum ConfigurationKeys {
  static let file = KeyTable(
    "stamkund.yaml",
    [
      Key("name", "a text", .required, "The shop's name, as customers know it."),
      Key(
        "time_zone",
        "a time zone such as `Europe/Stockholm`",
        .required,
        "Where days begin and end for segments and schedules."
      ),
      Key(
        "currency",
        "a currency such as `SEK`",
        .required,
        "What every amount is in: imports, segments, offers and e-mails."
      ),
      Key(
        "language",
        "a language such as `sv`",
        .required,
        "The language of the templates and of customers whose own is not known."
      ),
      Key(
        "store",
        "`sqlite`",
        .default("sqlite"),
        "Where imported data and the send log are kept."
      ),
      Key("orders", "keys below", .optional, "Which orders count.", keys: orders),
      Key("consent", "keys below", .optional, "Who may be mailed at all.", keys: consent),
      Key("brand", "keys below", .required, "How the shop looks in an e-mail.", keys: brand),
      Key("smtp", "keys below, or a list of them", .required, "The mail server.", keys: server),
      Key(
        "dkim",
        "keys below, or a list of them",
        .optional,
        "Keys that sign every e-mail, each with a signature of its own.",
        keys: dkim
      ),
      Key("limits", "keys below", .optional, "How much mail a person gets.", keys: limits),
      Key(
        "bounces",
        "keys below",
        .optional,
        "Where undeliverable mail returns to.",
        keys: bounces
      ),
      Key(
        "web",
        "keys below",
        .optional,
        "The web address where people unsubscribe by one click; `stamkund serve` answers there.",
        keys: web
      ),
      Key(
        "loyalty",
        "keys below",
        .optional,
        "How loyalty is predicted, and the customer club; [club.md](club.md) has examples.",
        keys: loyalty
      ),
      Key("imports", "a list", .optional, "The files of customers, products and orders."),
    ]
  )

  static let orders = KeyTable(
    "'orders'",
    [
      Key(
        "not_counted",
        "a list of statuses",
        .default("[cancelled, refunded, failed]"),
        "Orders with these statuses never were, whatever their case."
      ),
      Key(
        "active_window",
        "a span such as `365 days`",
        .default("365 days"),
        "How long after a purchase a customer counts as active."
      ),
    ]
  )

  static let consent = KeyTable(
    "'consent'",
    [
      Key(
        "basis",
        "`consent` or `customer`",
        .default("consent"),
        "`consent`: who has said yes. `customer`: also who has bought lately and not said no."
      ),
      Key(
        "within",
        "a span such as `12 months`",
        .default("12 months"),
        "With `customer`: how lately."
      ),
    ]
  )

  static let brand = KeyTable(
    "'brand'",
    [
      Key(
        "sender",
        "an address such as `Bokhandeln <hej@bokhandeln.example>`",
        .required,
        "Who the e-mails are from, where a campaign does not say."
      ),
      Key("address", "a text", .required, "The postal address that every e-mail shows."),
      Key("logo", "a web address", .optional, "The picture at the top of every e-mail."),
      Key(
        "colour",
        "a colour such as `#0a5c36`",
        .default("#333333"),
        "The colour of buttons and links."
      ),
      Key("url", "a web address", .optional, "The shop itself."),
    ]
  )

  static let server = KeyTable(
    "'smtp'",
    [
      Key(
        "url",
        "`smtp://HOST:PORT` or `smtps://HOST:PORT`",
        .required,
        "The mail server; without a port 587, with `smtps` 465."
      ),
      Key("username", "a text", .optional, "The account at the server."),
      Key(
        "password_env",
        "the name of an environment variable",
        .optional,
        "Which variable holds the account's password."
      ),
      Key("password_file", "a path", .optional, "Which file holds the account's password."),
      Key(
        "tls",
        "`required`, `opportunistic` or `none`",
        .default("required; none on this machine"),
        "Whether the connection must be encrypted. `none` is for this machine only."
      ),
      Key(
        "ca_file",
        "a path",
        .optional,
        "Certificates (PEM) to trust instead of the system's, for a server of your own."
      ),
      Key(
        "connections",
        "a whole number from 1 to 500",
        .default("10"),
        "How many connections are open at once."
      ),
      Key(
        "weight",
        "a whole number from 1 to 1000",
        .default("1"),
        "With several servers: its part of the mail."
      ),
      Key(
        "rate",
        "a rate such as `50/s`",
        .optional,
        "How many e-mails go out by this server in a time at most."
      ),
      Key(
        "per_domain",
        "for each domain or `default`: `connections` and `rate`",
        .optional,
        "Limits for the customers' own mail providers."
      ),
      Key(
        "warm_up",
        "a list of whole numbers such as `[200, 500, 2000]`",
        .optional,
        "For a new server: how many e-mails go out by it on the first, the second … day on which it sends; after the list there is no limit."
      ),
    ],
    refused: [
      "password": "a password does not belong in a file under version control: use 'password_env'",
      "user": "did you mean 'username'?",
      "host": "write 'url: smtp://HOST:PORT'",
      "port": "write 'url: smtp://HOST:PORT'",
    ]
  )

  static let domainLimits = KeyTable(
    "a domain of 'per_domain'",
    [
      Key("connections", "a whole number", .optional, "How many connections at once."),
      Key("rate", "a rate such as `20/s`", .optional, "How many e-mails at most."),
    ]
  )

  static let dkim = KeyTable(
    "'dkim'",
    [
      Key("domain", "a domain", .required, "The domain that signs: that of the sender."),
      Key(
        "selector",
        "letters, digits and hyphens, such as `s202611`",
        .required,
        "The name of the key in the domain's DNS."
      ),
      Key(
        "key_file",
        "a path",
        .required,
        "The private key (PEM), RSA or Ed25519; `stamkund dkim new` makes one."
      ),
    ]
  )

  static let limits = KeyTable(
    "'limits'",
    [
      Key(
        "per_customer",
        "a cap such as `3 per 7 days`",
        .optional,
        "How many e-mails a person gets at most, all campaigns together."
      ),
      Key(
        "quiet_hours",
        "a stretch of the day such as `21:00-08:00`",
        .optional,
        "When nobody is mailed, by the clock where they live: who has no time zone has the shop's."
      ),
      Key(
        "rate",
        "a rate such as `100/s`",
        .optional,
        "How many e-mails go out in a time at most, by all servers together."
      ),
    ]
  )

  static let bounces = KeyTable(
    "'bounces'",
    [
      Key(
        "domain",
        "a domain",
        .required,
        "Every e-mail's envelope sender is an address of its own at this domain."
      )
    ]
  )

  static let web = KeyTable(
    "'web'",
    [
      Key(
        "url",
        "a web address with `https`",
        .required,
        "Where unsubscribe links lead; without it they are e-mails to the sender."
      ),
      Key(
        "secret_env",
        "the name of an environment variable",
        .optional,
        "Which variable holds the secret that links are signed with; else the store has its own."
      ),
    ],
    refused: ["secret": "a secret does not belong in a file: use 'secret_env'"]
  )
}
