import Foundation

/// BG/NBD as it describes a shop's customers best, by maximum likelihood.
package struct BGNBDFit: Hashable, Sendable {
  /// Its drop-out is nil where the likelihood is greatest at a/(a+b) → 0: "no detectable drop-out".
  package let model: BGNBD
  /// The maximum, in the unit of time of the customers: a unit k times shorter lowers it by
  /// Σx · ln k and multiplies α by k, and changes nothing else.
  package let logLikelihood: Double
  package let customers: Int
  package let repeatCustomers: Int

  package init(model: BGNBD, logLikelihood: Double, customers: Int, repeatCustomers: Int) {
    self.model = model
    self.logLikelihood = logLikelihood
    self.customers = customers
    self.repeatCustomers = repeatCustomers
  }

  /// Fewer customers with repeat purchases tell too little.
  package static let neededRepeatCustomers = 50

  /// Fits the model; all customers' times must be in one unit.
  package static func fit(_ customers: [PurchaseSummary]) -> Estimate<BGNBDFit> {
    guard !customers.isEmpty else { return .unknown(.noCustomers) }
    let repeatCustomers = customers.count { $0.repeats > 0 }
    guard repeatCustomers >= neededRepeatCustomers else {
      return .unknown(.tooFewRepeatBuyers(repeatCustomers, needed: neededRepeatCustomers))
    }
    let groups = PurchaseGroups(customers)
    guard !groups.areIdentical else { return .unknown(.identicalHistories) }
    let sample = groups.customers <= 2 * sampleSize ? groups : thinned(customers)
    return Search(groups: groups, sample: sample).run()
  }

  /// Enough customers to tell good starts from bad ones.
  private static let sampleSize = 25_000

  private static func thinned(_ customers: [PurchaseSummary]) -> PurchaseGroups {
    let step = customers.count / sampleSize
    return PurchaseGroups(stride(from: 0, to: customers.count, by: step).map { customers[$0] })
  }
}

/// The way to the maximum: the likelihood may have several hills, ridges and a flat edge, so that
/// one climb from one start does not do.
private struct Search {
  let groups: PurchaseGroups
  /// All the customers of a small shop, some of a large one: where starts are compared.
  let sample: PurchaseGroups

  /// A gain in log-likelihood by drop-out that is less than this is none.
  private static let detectableGain = 0.01

  /// Logarithms of r, α, a and b stay within these: beyond, the customers are as good as equal in
  /// their rates or chances to drop out, and nothing changes any more.
  private static let bounds = [-11.5...11.5, -25.0...25.0, -11.5...11.5, -11.5...11.5]

  func run() -> Estimate<BGNBDFit> {
    let likelihood = PurchaseLikelihood(groups: groups)
    let narrow = NewtonSearch(bounds: Array(Self.bounds.prefix(2)))
    let staying = rateStarts.compactMap { narrow.climb(from: $0, likelihood.withoutDropOut) }
      .max { $0.value < $1.value }
    var starts = self.starts
    if let staying {
      starts += [[log(0.1), 0], [log(0.5), log(30)]].map { staying.position + $0 }
    }
    let full = NewtonSearch(bounds: Self.bounds)
    let leaving = summits(from: starts).compactMap {
      full.climb(from: $0, likelihood.callAsFunction)
    }
    return choice(staying: staying, leaving: leaving).map { .known(fit(at: $0)) }
      ?? .unknown(.noMaximum)
  }

  /// The highest point, where it is one that means something.
  ///
  /// With a, b → 0 the chance to drop out is 0 for some and 1 for the others: a limit that says of
  /// nobody with two repeat purchases or more that they may have left, and to which a few customers
  /// who came back just once can lead by chance. It counts only where it is better by what the
  /// information criterion of Schwarz (1978) asks for its two parameters, ln n.
  private func choice(
    staying: NewtonSearch.Point?,
    leaving: [NewtonSearch.Point]
  ) -> NewtonSearch.Point? {
    func isHigher(_ left: NewtonSearch.Point, _ right: NewtonSearch.Point) -> Bool {
      left.value > right.value
    }
    let extreme = leaving.filter(isAllOrNothing).min(by: isHigher)
    var best = leaving.filter { !isAllOrNothing($0) }.min(by: isHigher)
    if let staying, (best?.value ?? -.infinity) - staying.value < Self.detectableGain {
      best = staying
    }
    guard let extreme, let usual = best else { return best ?? extreme }
    return extreme.value - usual.value > log(Double(groups.customers)) ? extreme : usual
  }

  private func isAllOrNothing(_ point: NewtonSearch.Point) -> Bool {
    exp(point.position[2]) + exp(point.position[3]) < 0.01
  }

  /// Where climbs on the sample end, the highest first and each place once.
  private func summits(from starts: [[Double]]) -> [[Double]] {
    let likelihood = PurchaseLikelihood(groups: sample)
    let search = NewtonSearch(bounds: Self.bounds)
    let climbed = starts.compactMap { search.climb(from: $0, likelihood.callAsFunction) }
      .sorted { $0.value > $1.value }
    var summits: [[Double]] = []
    for point in climbed {
      let isNew = summits.allSatisfy { summit in
        zip(summit, point.position).contains { abs($0 - $1) > 0.5 }
      }
      if isNew { summits.append(point.position) }
    }
    return Array(summits.prefix(3))
  }

  /// The most likely points of a coarse grid, one for each of four shapes of the rates.
  private var starts: [[Double]] {
    let likelihood = PurchaseLikelihood(groups: sample)
    return rateStarts.compactMap { rates in
      var best: (position: [Double], value: Double)?
      for faster in [0, 1.0] {
        for mean in [0.02, 0.15, 0.5] {
          for weight in [0.8, 4, 30] {
            let position = [
              rates[0], rates[1] - faster, log(weight * mean), log(weight * (1 - mean)),
            ]
            let value = likelihood(position).value
            if value > best?.value ?? -.infinity { best = (position, value) }
          }
        }
      }
      return best?.position
    }
  }

  /// Logarithms of r and α from nearly equal to very unequal rates, with the mean rate that the
  /// customers would have if nobody had left.
  private var rateStarts: [[Double]] {
    let rate = Double(sample.repeats) / Double(sample.customers)
    return [0.25, 1, 5, 50].map { [log($0), log($0 / rate)] }
  }

  private func fit(at point: NewtonSearch.Point) -> BGNBDFit {
    let values = point.position.map { exp($0) }
    return BGNBDFit(
      model: BGNBD(
        r: values[0],
        alpha: values[1] * groups.timeScale,
        dropOut: values.count < 4 ? nil : BGNBD.DropOut(a: values[2], b: values[3])
      ),
      logLikelihood: point.value - Double(groups.repeats) * log(groups.timeScale),
      customers: groups.customers,
      repeatCustomers: groups.repeatCustomers
    )
  }
}
