/// A currency by its ISO 4217 code.
package struct Currency: Hashable, Sendable {
  /// Three capital letters.
  package let code: String

  /// Nil unless the text is three ASCII letters.
  package init?(code: String) {
    let letters = code.uppercased()
    guard letters.utf8.count == 3, letters.utf8.allSatisfy({ (0x41...0x5A).contains($0) })
    else { return nil }
    self.code = letters
  }

  /// Decimals of the currency (ISO 4217): 2 for most, 0 for yen, 3 for dinars.
  package var minorUnitDigits: Int {
    switch code {
    case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI",
      "VND", "VUV", "XAF", "XOF", "XPF":
      0
    case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
    default: 2
    }
  }

  /// Minor units in one major unit: 100 öre in a krona.
  package var minorUnits: Int64 {
    switch minorUnitDigits {
    case 0: 1
    case 3: 1_000
    default: 100
    }
  }
}

/// An amount of money, exact.
package struct Money: Hashable, Sendable {
  /// In minor units: öre, cents.
  package let amount: Int64
  package let currency: Currency

  package init(amount: Int64, currency: Currency) {
    self.amount = amount
    self.currency = currency
  }
}
