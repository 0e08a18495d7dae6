/// Which state of which store a file shows.
package struct ColumnsSource: Hashable, Sendable {
  /// Drawn when the file was made, and noted in the store: a store that was put back from a backup
  /// does not know files that were made since.
  package let mark: Int64
  /// How often what had been stored was changed.
  package let revision: Int64
  /// The greatest key of a customer, 0 without any: greater ones have come since.
  package let lastCustomer: Int64
  /// The greatest key of an order.
  package let lastOrder: Int64

  package init(mark: Int64, revision: Int64, lastCustomer: Int64, lastOrder: Int64) {
    self.mark = mark
    self.revision = revision
    self.lastCustomer = lastCustomer
    self.lastOrder = lastOrder
  }
}

/// Why a file of columns cannot be read or written.
package enum ColumnsFailure: Error, Hashable, CustomStringConvertible {
  case cannotRead(path: String, reason: String)
  /// There is no such file.
  case missing(path: String)
  /// It is not whole, or not ours.
  case damaged(path: String, reason: String)
  /// Written by another version of this program.
  case otherVersion(path: String, Int, known: Int)
  case cannotWrite(path: String, reason: String, isFull: Bool)

  package var description: String {
    switch self {
    case .cannotRead(let path, let reason): "cannot read \(path): \(reason)"
    case .missing(let path): "there is no \(path)"
    case .damaged(let path, let reason): "\(path) is damaged: \(reason)"
    case .otherVersion(let path, let version, let known):
      "\(path) has version \(version); this stamkund knows \(known)"
    case .cannotWrite(let path, let reason, _): "cannot write \(path): \(reason)"
    }
  }
}
