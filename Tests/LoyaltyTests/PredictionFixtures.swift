import Foundation
import Loyalty
import Shop
import TestSupport

/// A table of numbers or words beside the tests, without its header.
func rows(ofTable name: String) throws -> [[Substring]] {
  let url = Folder.beside(#filePath).appendingPathComponent("Data/\(name)")
  return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").dropFirst()
    .map { $0.split(separator: ",") }
}

/// The customers of the CD shop CDNOW, as published with the papers of Fader, Hardie and Lee.
enum CDNOW {
  /// The papers fit to the purchases of 39 weeks.
  static let lastDay = CivilDay(iso: "1997-09-30") ?? CivilDay(daysSince1970: 0)
  /// The last day of the 39 weeks that they forecast.
  static let lastDayOfForecast = CivilDay(iso: "1998-06-30") ?? CivilDay(daysSince1970: 0)

  /// All orders of the sample of 2,357 customers, in cents.
  static func sample() throws -> OrderHistory {
    var history = OrderHistory()
    var customer: Substring = ""
    for row in try rows(ofTable: "cdnow-sample.csv") {
      guard let day = CivilDay(iso: row[1]), let amount = Double(row[2]) else { continue }
      if row[0] != customer {
        history.addCustomer()
        customer = row[0]
      }
      history.add(day: day, total: Int64((amount * 100).rounded()))
    }
    return history
  }

  static func sampleSummaries() throws -> [PurchaseSummary] {
    try sample().purchaseSummaries(through: lastDay).compactMap(\.self)
  }

  /// The sample as the paper's authors publish it: weeks rounded to two decimals.
  static func paperSummaries() throws -> [PurchaseSummary] {
    try rows(ofTable: "cdnow-paper-summary.csv").map { row in
      let numbers = row.compactMap { Double($0) }
      return PurchaseSummary(repeats: Int(numbers[0]), recency: numbers[1], age: numbers[2])
    }
  }

  /// All 23,570 customers.
  static func allSummaries() throws -> [PurchaseSummary] {
    try rows(ofTable: "cdnow-all-grouped.csv").flatMap { row in
      let numbers = row.compactMap { Int($0) }
      let summary = PurchaseSummary(
        repeats: numbers[0],
        recency: PurchaseSummary.weeks(numbers[1]),
        age: PurchaseSummary.weeks(numbers[2])
      )
      return Array(repeating: summary, count: numbers[3])
    }
  }
}

/// A shop whose customers behave exactly as the models say.
struct SimulatedShop {
  var model: BGNBD
  var spending = GammaGamma(p: 6, q: 4, v: 15)
  var customers = 1_500
  /// Customers came in at any time within these weeks.
  var weeks = 80.0

  func customers(seed: UInt64) -> [PurchaseSummary] {
    var random = SeededGenerator(seed: seed)
    return (0..<customers).map { _ in customer(&random) }
  }

  private func customer(_ random: inout SeededGenerator) -> PurchaseSummary {
    let age = Double.random(in: 0..<weeks, using: &random)
    let rate = random.gamma(shape: model.r) / model.alpha
    var leaving = 0.0
    if let dropOut = model.dropOut {
      let a = random.gamma(shape: dropOut.a)
      leaving = a / (a + random.gamma(shape: dropOut.b))
    }
    var (time, repeats, recency) = (0.0, 0, 0.0)
    while true {
      time += random.exponential() / rate
      if time > age { break }
      (repeats, recency) = (repeats + 1, time)
      if Double.random(in: 0..<1, using: &random) < leaving { break }
    }
    guard repeats > 0 else { return PurchaseSummary(repeats: 0, recency: 0, age: age) }
    let mean = spending.v / random.gamma(shape: spending.q)
    let spend = mean * random.gamma(shape: spending.p * Double(repeats))
    return PurchaseSummary(
      repeats: repeats,
      recency: recency,
      age: age,
      repeatSpend: max(1, Int64((spend * 100).rounded()))
    )
  }
}

extension SeededGenerator {
  mutating func exponential() -> Double { -log(1 - Double.random(in: 0..<1, using: &self)) }

  private mutating func normal() -> Double {
    (2 * exponential()).squareRoot()
      * cos(2 * .pi * Double.random(in: 0..<1, using: &self))
  }

  /// Marsaglia and Tsang, "A Simple Method for Generating Gamma Variables" (2000); rate 1.
  mutating func gamma(shape: Double) -> Double {
    if shape < 1 {
      let boost = pow(1 - Double.random(in: 0..<1, using: &self), 1 / shape)
      return max(gamma(shape: shape + 1) * boost, 1e-290)
    }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let v = pow(1 + c * x, 3)
      if v > 0, -exponential() < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
    }
  }
}
