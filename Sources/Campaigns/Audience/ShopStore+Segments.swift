import Loyalty
import Segmentation
import Shop
import Store

extension ShopStore {
  /// Has the store hold what segments ask of it besides what was imported: predictions and points.
  ///
  /// Answers the forecast, nil where they want nothing predicted. Whoever asks the store a segment's
  /// query calls this first: without it the query finds nobody by what is predicted, and by points
  /// those who had them when somebody asked last.
  func prepare(
    for segments: [Segment],
    terms: ShopTerms,
    at now: Instant
  ) throws -> ShopForecast? {
    if let club = segments.clubAsked(terms) { try updateClub(club) }
    return try segments.predictionRequest(terms, at: now).map { try forecast($0) }
  }

  /// As above, on a thread of its own.
  func prepare(
    for segments: [Segment],
    terms: ShopTerms,
    at now: Instant
  ) async throws -> ShopForecast? {
    if let club = segments.clubAsked(terms) { try await updateClub(club) }
    guard let request = segments.predictionRequest(terms, at: now) else { return nil }
    return try await forecast(request)
  }
}

extension [Segment] {
  /// The club whose ledger they ask; nil where they ask for no points.
  fileprivate func clubAsked(_ terms: ShopTerms) -> Club? {
    contains(where: \.usesPoints) ? terms.wholeClub : nil
  }

  /// What they want predicted together; nil where they want nothing.
  fileprivate func predictionRequest(_ terms: ShopTerms, at now: Instant) -> PredictionRequest? {
    let wanted = compactMap { $0.predictionHorizons(at: now) }
    guard !wanted.isEmpty else { return nil }
    let horizons = wanted.reduce(into: Set<Int>()) { $0.formUnion($1) }
    return terms.predictionRequest(at: now, horizons: horizons)
  }
}
