import Foundation
import Loyalty
import SQL
import Workspace

extension PreparedCampaign {
  /// The codes of a list: one a line, blank lines and what follows a comma left out.
  func poolCodes(at path: String) throws -> [String] {
    let text = try String(contentsOf: folder.url(path), encoding: .utf8)
    return text.split(whereSeparator: \.isNewline).compactMap { line in
      let code = line.prefix { $0 != "," && $0 != ";" }.trimmingCharacters(in: .whitespaces)
      return code.isEmpty ? nil : code
    }
  }

  /// A code like the one that will be reserved, for looking at: it is nobody's, and the same each
  /// time the customer is looked at.
  func exampleCode(of variant: CampaignContent.Variant, for customer: String) -> String? {
    switch variant.offer?.code {
    case .shared(let code): code
    case .unique(let prefix, let length):
      {
        var random = ExampleRandom(customer: customer)
        return OfferCode.unique(prefix: prefix, length: length, using: &random)
      }()
    case .pool: "EXAMPLE"
    case nil: nil
    }
  }
}

/// Luck that a customer's id decides, for examples only.
private struct ExampleRandom: RandomNumberGenerator {
  private var drawn = 0
  private let customer: String

  init(customer: String) { self.customer = customer }

  mutating func next() -> UInt64 {
    drawn += 1
    let bucket = StableHash.bucket(seed: "example \(drawn)", id: customer)
    return UInt64(bucket) &* 0x9E37_79B9_7F4A_7C15
  }
}
