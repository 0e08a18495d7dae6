/// Sets of branches that messages took, each with the first customer whose message did.
///
/// Keeps so many that every branch is in some, in little memory whatever the audience. What is kept
/// does not depend on the order in which parts of the audience are merged: for each branch the
/// best, and whoever is best of all is best in every part.
struct BranchCombinations: Sendable {
  private static let keptForEachBranch = 8

  /// The customer's position in the audience, by the numbers of the branches.
  private(set) var positions: [Set<Int>: Int] = [:]

  mutating func note(_ branches: Set<Int>, at position: Int) {
    guard !branches.isEmpty else { return }
    positions[branches] = min(position, positions[branches] ?? position)
  }

  mutating func merge(_ other: BranchCombinations) {
    positions.merge(other.positions, uniquingKeysWith: min)
    var kept: [Int: Int] = [:]
    // Messages with many branches come first: fewer of them show everything.
    let ranked = positions.sorted { ($1.key.count, $0.value) < ($0.key.count, $1.value) }
    for (branches, _) in ranked {
      let isWanted = branches.contains { kept[$0, default: 0] < Self.keptForEachBranch }
      if !isWanted { positions[branches] = nil }
      for branch in branches { kept[branch, default: 0] += 1 }
    }
  }

  /// As few customers as show every branch, each with what the ones before do not show: those who
  /// add most first.
  var cover: [PreviewSampling.Choice] {
    var open = positions.keys.reduce(into: Set()) { $0.formUnion($1) }
    var choices: [PreviewSampling.Choice] = []
    while !open.isEmpty {
      let gains = positions.map { (shows: open.intersection($0.key), position: $0.value) }
      guard
        let best = gains.min(by: { ($1.shows.count, $0.position) < ($0.shows.count, $1.position) })
      else { break }
      choices.append(.init(position: best.position, shows: best.shows.sorted()))
      open.subtract(best.shows)
    }
    return choices
  }
}

/// Which messages of an audience are shown: every branch first, then some from all over it.
struct PreviewSampling: Sendable {
  struct Choice: Hashable, Sendable {
    /// In the audience.
    let position: Int
    /// The numbers of branches that no choice before this one shows.
    let shows: [Int]
  }

  /// So many may be shown for the sake of the branches where fewer were asked for.
  private static let mostForBranches = 10

  /// How many were asked for.
  let wanted: Int
  let choices: [Choice]
  /// How many messages show every branch that somebody's message takes.
  let sizeOfCover: Int
  /// How many of these branches are in no message that is shown.
  let branchesLeftOut: Int

  /// At least `count` messages of an audience of that size, as far as there are any; none where
  /// none is wanted.
  init(_ count: Int, of audience: Int, tally: PreviewTally) {
    wanted = count
    let cover = count > 0 ? tally.combinations.cover : []
    let chosen = Array(cover.prefix(max(count, Self.mostForBranches)))
    let taken = Set(chosen.map(\.position)).union(tally.unwritten)
    let others = Self.spread(
      count - chosen.count,
      over: (0..<audience).filter { !taken.contains($0) }
    )
    choices = chosen + others.map { Choice(position: $0, shows: []) }
    sizeOfCover = cover.count
    branchesLeftOut = cover.dropFirst(chosen.count).map(\.shows.count).reduce(0, +)
  }

  /// The one message of the customer at this position, if there is one.
  init(only position: Int?) {
    wanted = 1
    choices = position.map { [Choice(position: $0, shows: [])] } ?? []
    sizeOfCover = 0
    branchesLeftOut = 0
  }

  private static func spread(_ count: Int, over positions: [Int]) -> [Int] {
    guard count > 0, !positions.isEmpty else { return [] }
    let wanted = min(count, positions.count)
    return (0..<wanted).map { positions[$0 * positions.count / wanted] }
  }
}
