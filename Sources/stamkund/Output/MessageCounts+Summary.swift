import Store

extension MessageCounts {
  /// The states that occur, with their counts: `90 accepted, 3 rejected`.
  var summary: String {
    let states = MessageState.allCases.filter { self[$0] > 0 }
      .map { "\(Figures.number(self[$0])) \($0.rawValue)" }
    return states.isEmpty ? "none" : states.joined(separator: ", ")
  }
}
