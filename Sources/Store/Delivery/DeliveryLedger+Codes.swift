import Database
import SQL

extension DeliveryLedger {
  /// How many codes of a list are free: those never reserved or given back.
  ///
  /// `listed` are the codes of the list as it is now; codes that other offers hold do not count.
  package func freeCodes(of offer: String, listed: [String]) throws -> Int {
    let taken = try database.blockingRead { connection in
      Set(
        try connection.rows(
          """
          SELECT code FROM offer_codes WHERE state <> 'free' OR offer <> \(offer)
          """
        ) { try $0.text(0) }
      )
    }
    return Set(listed).subtracting(taken).count
  }

  /// Takes the codes of a list into the ledger; those that are known stay as they are.
  ///
  /// A free code that the list no longer has is taken out: it was withdrawn.
  package func stock(_ codes: [String], of offer: String) throws {
    let listed = Set(codes)
    try database.blockingWrite(durability: .normal) { connection in
      let free = try connection.rows(
        "SELECT code FROM offer_codes WHERE offer = \(offer) AND pooled = 1 AND state = 'free'"
      ) { try $0.text(0) }
      for code in free where !listed.contains(code) {
        try connection.execute("DELETE FROM offer_codes WHERE code = \(code)")
      }
      for code in codes {
        try connection.execute(
          """
          INSERT INTO offer_codes (code, offer, pooled, state) VALUES (\(code), \(offer), 1, 'free')
          ON CONFLICT (code) DO NOTHING
          """
        )
      }
    }
  }
}
