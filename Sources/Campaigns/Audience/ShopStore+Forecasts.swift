import Loyalty
import Segmentation
import Shop
import Store

extension ShopStore {
  /// Has the store hold what segments want predicted; nil where they want nothing.
  ///
  /// Whoever asks the store a segment's query calls this first: without it the query finds nobody
  /// by what is predicted.
  func forecast(
    for segments: [Segment],
    terms: ShopTerms,
    at now: Instant
  ) throws -> ShopForecast? {
    try segments.predictionRequest(terms, at: now).map { try forecast($0) }
  }

  /// As above, on a thread of its own.
  func forecast(
    for segments: [Segment],
    terms: ShopTerms,
    at now: Instant
  ) async throws -> ShopForecast? {
    guard let request = segments.predictionRequest(terms, at: now) else { return nil }
    return try await forecast(request)
  }
}

extension [Segment] {
  /// What they want predicted together; nil where they want nothing.
  fileprivate func predictionRequest(_ terms: ShopTerms, at now: Instant) -> PredictionRequest? {
    let wanted = compactMap { $0.predictionHorizons(at: now) }
    guard !wanted.isEmpty else { return nil }
    let horizons = wanted.reduce(into: Set<Int>()) { $0.formUnion($1) }
    return terms.predictionRequest(at: now, horizons: horizons)
  }
}
