import Diagnostics
import Documents
import Mail
import Testing
import Workspace

@Suite struct CampaignTests {
  private func campaign(
    _ text: String,
    with files: [String: String] = [:],
    _ body: (Campaign) throws -> Void
  ) async throws {
    let files = files.merging(["campaigns/it.yaml": text]) { first, _ in first }
    try await TestWorkspace.load(with: files) { workspace in
      #expect(workspace.problems.isEmpty)
      try body(try #require(workspace.campaigns["it"]))
    }
  }

  @Test func theWholeExampleIsRead() async throws {
    let text = """
      name: Vinn tillbaka våra bästa
      audience:
        include: [lapsed-best-customers]
        exclude: [open-complaints]
        holdout: 10%
      message:
        from: Bokhandeln <hej@bokhandeln.example>
        reply_to: kundtjanst@bokhandeln.example
        subject: "{{ customer.first_name | default: 'Hej' }}, vi saknar dig"
        preheader: "{{ offer.title }}"
        template: winback
      offer: winback-20
      variants:
        - {name: plain, weight: 50}
        - {name: warm, weight: 50, subject: "Det var länge sedan, {{ customer.first_name | default: 'du' }}"}
      schedule:
        at: 2026-12-01 09:00
        time_zone: Europe/Stockholm
        not_later_than: 3h
      limits:
        per_customer: 2 per 7 days
        send_once: winback-2026
      """
    try await campaign(text, with: ["segments/open-complaints.yaml": "all: [everyone]"]) { it in
      #expect(it.title == "Vinn tillbaka våra bästa")
      #expect(it.audience.include.map(\.value) == ["lapsed-best-customers"])
      #expect(it.audience.exclude.map(\.value) == ["open-complaints"])
      #expect(it.audience.holdout == Share(millionths: 100_000))
      #expect(it.variants.map(\.name) == ["plain", "warm"])
      #expect(it.variants.map(\.offer?.value) == ["winback-20", "winback-20"])
      #expect(it.variants[0].message.subject.base.text.hasSuffix("vi saknar dig"))
      #expect(it.variants[1].message.subject.base.text.hasPrefix("Det var länge sedan"))
      #expect(it.variants[1].message.preheader?.base.text == "{{ offer.title }}")
      #expect(it.variants[1].message.replyTo?.address == "kundtjanst@bokhandeln.example")
      #expect(it.schedule?.notLaterThan == .seconds(10_800))
      #expect(it.limits.perCustomer?.description == "2 per 7 days")
      #expect(it.limits.sendOnce == "winback-2026")
      #expect(it.giveUpAfter == Campaign.usualGiveUpAfter)
    }
  }

  @Test func whatIsLeftOutHasADefault() async throws {
    let text = """
      audience: {include: new-customers}
      message: {subject: Hej, template: winback}
      """
    try await campaign(text) { it in
      #expect(it.title == "it")
      #expect(it.variants.count == 1)
      #expect(it.variants[0].name == nil)
      #expect(it.variants[0].message.from.address == "hej@bokhandeln.example")
      #expect(it.variants[0].offer == nil)
      #expect(it.audience.holdout == nil)
      #expect(it.schedule == nil)
      #expect(it.limits.sendOnce == nil)
    }
  }

  @Test func aSubjectMayBeWrittenInSeveralLanguages() async throws {
    let text = """
      audience: {include: new-customers}
      message: {subject: {sv: Hej, en: Hello, en-GB: Good day}, template: winback}
      """
    try await campaign(text) { it in
      let subject = it.variants[0].message.subject
      #expect(subject.value(for: nil).text == "Hej")
      #expect(subject.value(for: "de").text == "Hej")
      #expect(subject.value(for: "EN").text == "Hello")
      #expect(subject.value(for: "en_US").text == "Hello")
      #expect(subject.value(for: "en-gb").text == "Good day")
      #expect(subject.all.map(\.value.text) == ["Hej", "Hello", "Good day"])
    }
  }

  @Test func aVariantMayHaveItsOwnOfferTemplateAndSender() async throws {
    let text = """
      audience: {include: new-customers}
      message: {subject: Hej, template: winback}
      variants:
        - {name: a, template: other, offer: winback-20, from: a@bokhandeln.example}
        - {name: b, weight: 3}
      """
    try await campaign(text, with: ["Templates/other.html.liquid": "<p>"]) { it in
      #expect(it.variants.map(\.message.template.value) == ["other", "winback"])
      #expect(it.variants.map(\.offer?.value) == ["winback-20", nil])
      #expect(it.variants.map(\.weight) == [1, 3])
      #expect(it.variants[0].message.from.address == "a@bokhandeln.example")
    }
  }

  @Test func aSubjectKnowsItsPlaceForWhatIsWrittenInIt() async throws {
    let text = """
      audience: {include: new-customers}
      message:
        subject: "Hej {{ name }}"
        template: winback
      """
    try await campaign(text) { it in
      let place = it.variants[0].message.subject.base.location(offset: 7, length: 4)
      #expect(place.line == 3)
      #expect(place.column == 20)
      #expect(place.file == "campaigns/it.yaml")
    }
  }
}
