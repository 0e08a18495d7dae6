import Diagnostics
import Documents
import Foundation
import Shop

extension Offer {
  /// The offer, nil where it has errors, and the problems found.
  ///
  /// Where the shop's currency is not known, amounts are not checked. Pool files are looked for in
  /// the folder.
  static func read(
    _ file: SourceFile,
    currency: Currency?,
    folder: WorkspaceFolder,
    references: References
  ) -> (Offer?, [Diagnostic]) {
    let (root, problems) = file.document()
    guard let root else { return (nil, problems) }
    var keys = MappingReader(root, OfferKeys.file)
    keys.report(problems)
    let title = keys.requiredText("title")
    let benefit = benefit(&keys, currency: currency)
    let minimum = keys.money("minimum", in: currency)
    let categories = keys.texts("categories").map(\.value)
    let validity = validity(&keys)
    let eligible = keys.text("eligible")
    keys.report([eligible.flatMap(references.segmentProblem)].compactMap { $0 })
    let code = Code.read(&keys, folder: folder)
    guard !keys.problems.hasErrors, let title, let benefit else { return (nil, keys.problems) }
    let offer = Offer(
      name: file.name,
      path: file.path,
      title: title.value,
      benefit: benefit,
      minimum: minimum?.value,
      categories: categories,
      validity: validity,
      eligible: eligible,
      code: code
    )
    return (offer, keys.problems)
  }

  private static let kinds = ["percent", "amount", "free_shipping", "gift", "points"]

  private static func benefit(_ keys: inout MappingReader, currency: Currency?) -> Benefit? {
    guard keys.required("kind") != nil, let kind = keys.choice("kind", among: kinds) else {
      return nil
    }
    switch kind.value {
    case "percent":
      guard keys.required("value") != nil else { return nil }
      return percent(&keys).map { .percent($0) }
    case "amount":
      guard keys.required("value") != nil else { return nil }
      guard let value = keys.money("value", in: currency) else { return nil }
      if value.value.amount == 0 {
        keys.report(.error("bad-value", "an offer of nothing is none", at: value.location))
      }
      return .amount(value.value)
    case "points":
      guard keys.required("value") != nil else { return nil }
      return keys.integer("value", in: 1...1_000_000).map { .points($0.value) }
    case "gift": return .gift(keys.text("value")?.value)
    default:
      if let value = keys.text("value") {
        keys.report(
          .error("conflict", "free shipping has no 'value'", at: value.location)
        )
      }
      return .freeShipping
    }
  }

  private static func percent(_ keys: inout MappingReader) -> Int? {
    let found = keys.value("value", "a whole percentage from 1 to 100") { text -> Int? in
      let digits = text.hasSuffix("%") ? text.dropLast().trimmingSpaces() : text
      guard let number = Int(digits), (1...100).contains(number) else { return nil }
      return number
    }
    return found?.value
  }

  private static func validity(_ keys: inout MappingReader) -> Validity {
    let span = keys.span("valid")
    let day = keys.value("until", "a date such as 2026-12-31") { CivilDay(iso: $0) }
    if let span, let day {
      let place = span.location.line > day.location.line ? span.location : day.location
      keys.report(.error("conflict", "'valid' and 'until' exclude each other", at: place))
    }
    if let span { return .lasting(span.value) }
    return day.map { .until($0.value) } ?? .unlimited
  }
}

extension Offer.Code {
  fileprivate static func read(
    _ keys: inout MappingReader,
    folder: WorkspaceFolder
  ) -> Offer.Code? {
    guard var code = keys.mapping("code", OfferKeys.code) else { return nil }
    let given = OfferKeys.code.names.filter { code.node($0) != nil }
    if given.count != 1, code.problems.isEmpty {
      code.report(
        .error(
          given.isEmpty ? "missing-key" : "conflict",
          "'code' has one of 'shared', 'unique' and 'pool'",
          at: code.location
        )
      )
    }
    let shared = shared(&code)
    let unique = unique(&code)
    let pool = pool(&code, folder: folder)
    keys.report(code.problems)
    return shared ?? unique ?? pool
  }

  private static func shared(_ keys: inout MappingReader) -> Offer.Code? {
    let found = keys.value("shared", "a code of at most 40 characters without spaces") { text in
      let isCode = (1...40).contains(text.count) && !text.contains { $0.isWhitespace }
      return isCode ? text : nil
    }
    return found.map { .shared($0.value) }
  }

  private static func unique(_ keys: inout MappingReader) -> Offer.Code? {
    guard var unique = keys.mapping("unique", OfferKeys.unique) else { return nil }
    let prefix = unique.codePrefix("prefix")
    let length = unique.integer("length", in: 6...20)
    keys.report(unique.problems)
    return .unique(prefix: prefix?.value ?? "", length: length?.value ?? 8)
  }

  private static func pool(
    _ keys: inout MappingReader,
    folder: WorkspaceFolder
  ) -> Offer.Code? {
    guard let path = keys.text("pool") else { return nil }
    if !FileManager.default.isReadableFile(atPath: folder.url(path.value).path) {
      keys.report(
        .error(
          "missing-file",
          "there is no file '\(path.value)'",
          at: path.location,
          help: "paths begin at the folder of stamkund.yaml"
        )
      )
    }
    return .pool(path)
  }
}
