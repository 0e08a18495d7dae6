import Database
import Foundation
import Store
import Testing

/// What must hold whatever happens: the counts add up to the audience, nobody got two, who is
/// `accepted` got one, who is not accepted nor in doubt got none, and the store is sound.
struct DeliveryInvariant {
  let ledger: DeliveryLedger
  let run: Run
  /// How often the receiving server has accepted a message, by recipient.
  let taken: [String: Int]

  func check(_ circumstances: String, isOver: Bool = true) throws {
    let counts = try ledger.counts(of: run)
    let sum = MessageState.allCases.reduce(0) { $0 + counts[$1] }
    #expect(sum == run.waterfall.mailed, "\(circumstances)")
    #expect(taken.values.allSatisfy { $0 == 1 }, "somebody got two: \(circumstances)")
    try ledger.forEachMessage(of: run) { message in
      let count = taken[message.email, default: 0]
      switch message.state {
      case .accepted: #expect(count == 1, "accepted, not sent: \(circumstances)")
      case .inDoubt: break
      case .planned, .deferred, .rejected, .skipped, .sending:
        #expect(count == 0, "\(message.state), yet sent: \(circumstances)")
      }
    }
    if isOver { #expect(counts.open == 0, "\(circumstances)") }
    if let database = ledger.database as? SQLiteDatabase {
      #expect(try database.integrityProblems().isEmpty, "\(circumstances)")
    }
  }
}
