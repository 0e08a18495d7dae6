import Loyalty
import Store

extension ShopStore {
  /// Where customers stand in the club, by key, for messages of that frame: all of them in a few
  /// queries, and none where no template shows it.
  func standings(
    of keys: [Int64],
    shown frame: MessageFrame
  ) throws -> [Int64: ClubStanding] {
    guard let club = frame.shopFigures.club else { return [:] }
    return try clubStandings(of: keys, in: club, at: frame.now)
  }

  /// As above, off the shared thread pool.
  func standings(
    of keys: [Int64],
    shown frame: MessageFrame
  ) async throws -> [Int64: ClubStanding] {
    guard let club = frame.shopFigures.club else { return [:] }
    return try await clubStandings(of: keys, in: club, at: frame.now)
  }
}
