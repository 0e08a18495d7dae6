package import Documents
package import Mail

/// Who gets what and when, as a file of `campaigns/` says it.
package struct Campaign: Sendable {
  /// The file's name, as commands call it.
  package let name: String
  package let path: String
  /// For people: `name` in the file, else the file's name.
  package let title: String
  package let audience: CampaignAudience
  /// At least one; the only one has no name where the file has no `variants`.
  package let variants: [CampaignVariant]
  /// Nil where the campaign is sent by hand.
  package let schedule: CampaignSchedule?
  package let limits: CampaignLimits
  /// After which a message that is refused for now is given up.
  package let giveUpAfter: Duration

  package static let usualGiveUpAfter = Duration.seconds(5 * 86_400)
}

/// Who a campaign is for, before consent and caps.
package struct CampaignAudience: Sendable {
  /// Segments, at least one: who is in any of them.
  package let include: [Located<String>]
  /// Segments: who is in any of them is left out.
  package let exclude: [Located<String>]
  /// The part that gets nothing, to compare with.
  package let holdout: Share?
}

/// One way the campaign is written, for a part of its audience.
package struct CampaignVariant: Sendable {
  package let name: String?
  /// At least 1: its part of the sum of all weights.
  package let weight: Int
  /// What this part gets: the campaign's message with the variant's own keys.
  package let message: CampaignMessage
  /// The name of an offer.
  package let offer: Located<String>?
}

/// What is sent, with Liquid not yet read.
package struct CampaignMessage: Sendable {
  package let from: MailAddress
  package let replyTo: MailAddress?
  package let subject: Localized<DocumentScalar>
  package let preheader: Localized<DocumentScalar>?
  /// The name of a template.
  package let template: Located<String>
}

/// What keeps a campaign from a person.
package struct CampaignLimits: Sendable {
  /// Over all campaigns, beside the shop's own.
  package let perCustomer: FrequencyCap?
  /// The key under which a person is mailed once and never again, by any campaign that has it.
  package let sendOnce: String?
}
