extension Segment {
  /// Whether the store must have brought the ledger of points up to date before the segment is
  /// asked.
  package var usesPoints: Bool { (dependencies + [definition]).contains(where: \.usesPoints) }
}
