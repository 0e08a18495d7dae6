package import Foundation
import HTML
import Liquid
import Loyalty
package import Mail
package import Shop
import Store
import Workspace

/// The one renderer and composer: preview and sending both write their messages with it.
///
/// A writer belongs to one task; it reuses its buffers.
package final class MessageWriter {
  private let content: CampaignContent
  private let frame: MessageFrame
  private let renderer = Renderer()
  /// What notes how the templates fared, in a dry run.
  private let watch: PreviewWatch?

  package convenience init(content: CampaignContent, frame: MessageFrame) {
    self.init(content: content, frame: frame, watch: nil)
  }

  init(content: CampaignContent, frame: MessageFrame, watch: PreviewWatch?) {
    self.content = content
    self.frame = frame
    self.watch = watch
  }

  /// Renders and composes one recipient's message.
  package func write(_ recipient: Recipient) -> Writing {
    watch?.begin()
    do {
      return try message(for: recipient)
    } catch let skip as SkippedByTemplate {
      return .skipped(reason: skip.reason)
    } catch {
      return .failed(cause: "\(error)")
    }
  }

  private func message(for recipient: Recipient) throws -> Writing {
    let variant = content.variants[recipient.variant]
    let customer = recipient.history.customer
    let language = customer.language
    let links = frame.links(run: recipient.run, customer: recipient.history.key)
    var data = RecipientScope(
      recipient: recipient,
      variant: variant,
      frame: frame,
      unsubscribeURL: links.unsubscribeURL
    )
    let context = frame.context(for: customer)
    let subject = try render(variant.subject.value(for: language), data.layers, context)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    guard !subject.isEmpty else { return .failed(cause: "the subject is empty") }
    data.subject = subject
    if let preheader = variant.preheader?.value(for: language) {
      data.preheader = try render(preheader, data.layers, context)
    }
    let html = try render(variant.html.value(for: language), data.layers, context)
    let text =
      try variant.text.value(for: language).map { try render($0, data.layers, context) }
      ?? PlainText.from(html: html)
    let to = try MailAddress(name: data.fullName, address: recipient.email)
    let mail = MailMessage(
      from: variant.from,
      replyTo: variant.replyTo,
      to: to,
      subject: subject,
      language: variant.html.language(for: language) ?? frame.configuration.language,
      date: recipient.date,
      messageID: frame.messageID(run: recipient.run, customer: recipient.history.key),
      text: text,
      html: html,
      unsubscribe: links.listUnsubscribe,
      listID: frame.listID,
      feedbackID: frame.feedbackID(variant: variant.name, run: recipient.run)
    )
    return .message(
      WrittenMessage(
        subject: subject,
        text: text,
        html: html,
        messageID: mail.messageID.value,
        date: mail.date,
        composed: try mail.compose(),
        envelope: Envelope(
          sender: try frame.sender(of: recipient, from: variant.from),
          recipient: to
        )
      )
    )
  }

  private func render(
    _ template: Template,
    _ data: [TemplateData],
    _ context: RenderContext
  ) throws -> String {
    defer { watch?.note(template, data, by: renderer) }
    switch try renderer.render(template, data, in: context) {
    case .text(let text): return text
    case .skipped(let reason): throw SkippedByTemplate(reason: reason)
    }
  }
}

/// A template's `{% skip %}`.
private struct SkippedByTemplate: Error {
  let reason: String
}

/// One person a message is written for.
package struct Recipient: Sendable {
  package let history: CustomerHistory
  /// Where they stand in the club; nil where no template shows it.
  let standing: ClubStanding?
  /// Where the message goes: the frozen address, or a tester's.
  package let email: String
  /// Which of the campaign's variants, by position.
  let variant: Int
  let offerCode: String?
  let run: RunIdentity
  /// The message's own date: the clock's, whatever moment the templates see.
  let date: Date
}

/// The run that a message belongs to.
package struct RunIdentity: Hashable, Sendable {
  /// The number in tokens and Message-IDs; 0 for messages that belong to no run: proofs and previews.
  package let id: Int64

  package static let none = RunIdentity(id: 0)

  package init(id: Int64) { self.id = id }

  /// As people see it.
  package var name: String { id == 0 ? "preview" : String(id, radix: 36) }
}

/// What became of writing one message.
package enum Writing: Sendable {
  case message(WrittenMessage)
  /// The template said so.
  case skipped(reason: String)
  /// The template or the address failed: never output, never sent.
  case failed(cause: String)
}

/// A message as it was written: ready to be handed over once it is signed.
package struct WrittenMessage: Sendable {
  package let subject: String
  package let text: String
  package let html: String
  package let messageID: String
  /// What its field Date says.
  package let date: Date
  package var composed: ComposedMessage
  package let envelope: Envelope

  /// The message with the shop's signatures; the same where the shop has no key.
  package func signed(by signer: DKIMSigner?) throws -> WrittenMessage {
    guard let signer else { return self }
    var message = self
    message.composed = try signer.sign(composed, at: date)
    return message
  }
}
