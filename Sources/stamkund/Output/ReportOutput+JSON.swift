import Loyalty
import Reports
import Shop

extension ReportOutput {
  /// The whole report for programs: shares 0 to 1, money in minor units, null for what is unknown.
  var json: JSONValue {
    var entries: [(String, JSONValue)] = [
      ("as_of", JSONValue(report.terms.now, report.terms.calendar)),
      ("period", json(report.period)),
      ("by", .text(report.terms.unit.rawValue)),
      ("figures", .object(figures(report.figures, report.yearly))),
      (
        "industry",
        JSONValue(IndustryRetention.levels) { level in
          ["industry": .text(level.industry), "retention": .real(level.rate)]
        }
      ),
      (
        "periods",
        .array(
          zip(report.parts, report.yearlyByPart).map { part, yearly in
            .object([("period", json(part.period))] + figures(part, yearly))
          }
        )
      ),
      ("cohorts", JSONValue(report.cohorts, json)),
      ("rfm", rfm),
      (
        "segments",
        JSONValue(report.segments) { segment in
          [
            "name": .text(segment.name), "title": .text(segment.title),
            "customers": JSONValue(segment.customers),
            "figures": .object(figures(segment.figures, segment.yearly)),
          ]
        }
      ),
      ("club", clubJSON),
      ("predictions", predictions),
    ]
    if let change = report.terms.whatIf {
      entries.append(
        (
          "what_if",
          [
            "share": .real(change.share), "increase": .real(change.increase),
            "factor": .real(change.factor),
            "revenue": money(change.revenue(from: report.figures.revenue)),
          ]
        )
      )
    }
    if isExplained {
      entries.append(
        (
          "explanations",
          JSONValue(report.explanations) { explanation in
            [
              "figure": .text(explanation.figure.rawValue), "formula": .text(explanation.formula),
              "numbers": JSONValue(explanation.numbers), "result": .text(explanation.result),
            ]
          }
        )
      )
    }
    return .object(entries)
  }

  private func json(_ period: FigurePeriod) -> JSONValue {
    ["from": .text("\(period.first)"), "to": .text("\(period.last)")]
  }

  func money(_ amount: Int64?) -> JSONValue {
    amount.map { JSONValue(Money(amount: $0, currency: report.terms.currency)) } ?? .null
  }

  private func real(_ number: Double?) -> JSONValue { number.map { .real($0) } ?? .null }

  private func figures(
    _ figures: PeriodFigures,
    _ yearly: ShopReport.YearlyRetention
  ) -> [(String, JSONValue)] {
    let named = ShopFigure.allCases.map { figure -> (String, JSONValue) in
      let value: JSONValue =
        switch figure.value(of: figures) {
        case .share(let number), .number(let number): real(number)
        case .money(let amount): money(amount)
        case .count(let count): JSONValue(count)
        }
      return (figure.rawValue, value)
    }
    return named + [
      ("yearly_retention", real(yearly.retention.rate)),
      ("active_at_start", JSONValue(figures.retention.atStart)),
      ("active_at_end", JSONValue(figures.retention.atEnd)),
      ("new_or_returned", JSONValue(figures.retention.joined)),
      ("repeat_customers", JSONValue(figures.repeatBuyers)),
      ("guest_orders", JSONValue(figures.guestOrders)),
      ("guest_revenue", money(figures.guestRevenue)),
      ("revenue_by_decile", JSONValue(figures.revenueByDecile, money)),
    ]
  }

  private func json(_ cohort: CohortTable.Cohort) -> JSONValue {
    [
      "period": json(cohort.period), "customers": JSONValue(cohort.customers),
      "active": JSONValue(cohort.cells) { JSONValue($0.active) },
      "share": JSONValue(cohort.cells.indices) { .real(cohort.share($0)) },
      "revenue": JSONValue(cohort.cells) { money($0.revenue) },
    ]
  }

  private var rfm: JSONValue {
    [
      "customers": JSONValue(report.rfm.customers),
      "groups": JSONValue(report.rfm.groups) { group in
        [
          "name": .text(group.name.rawValue), "customers": JSONValue(group.customers),
          "spent": money(group.spent),
        ]
      },
      "cells": JSONValue(report.rfm.cells) { cell in
        [
          "recency": JSONValue(cell.recency), "frequency_monetary": JSONValue(cell.strength),
          "name": .text(cell.name.rawValue), "customers": JSONValue(cell.customers),
          "spent": money(cell.spent),
        ]
      },
    ]
  }

  /// Everything that is not known is null, and the notice says why.
  private var predictions: JSONValue {
    let outlook = report.predictions
    let fit = outlook.model.value?.purchases
    return [
      "model": "BG/NBD", "unit": "weeks", "customers": JSONValue(outlook.customers),
      "repeat_customers": JSONValue(outlook.repeatCustomers), "r": real(fit?.model.r),
      "alpha": real(fit?.model.alpha), "a": real(fit?.model.dropOut?.a),
      "b": real(fit?.model.dropOut?.b), "log_likelihood": real(fit?.logLikelihood),
      "drop_out": fit.map { .bool($0.model.dropOut != nil) } ?? .null,
      "notice": JSONValue(outlook.notice),
      "gamma_gamma": gammaGamma, "forecast": forecast, "check": check,
    ]
  }

  private var gammaGamma: JSONValue {
    guard let values = report.predictions.model.value?.values else { return .null }
    let fit = values.value
    return [
      "customers": fit.map { JSONValue($0.customers) } ?? .null, "p": real(fit?.model.p),
      "q": real(fit?.model.q), "v": real(fit?.model.v),
      "log_likelihood": real(fit?.logLikelihood),
      "notice": JSONValue(values.unknownReason.map { "unknown, because \($0)" }),
    ]
  }

  private var forecast: JSONValue {
    guard let forecast = report.predictions.forecast else { return .null }
    let terms = report.predictions.terms
    return [
      "horizon_days": JSONValue(terms.horizonDays),
      "expected_orders": real(forecast.expectedOrders),
      "expected_buying_customers": real(forecast.expectedBuyers),
      "mean_churn_risk": real(forecast.meanChurnRisk),
      "lifetime_days": JSONValue(terms.lifetimeDays), "discount": .real(terms.yearlyDiscount),
      "lifetime_value": money(forecast.lifetimeValue),
    ]
  }

  private var check: JSONValue {
    switch report.predictions.check {
    case .failure(let reason): ["notice": .text("not checked, because \(reason)")]
    case .success(let check):
      [
        "cut_off": .text("\(check.cutOff)"), "last_day": .text("\(check.lastDay)"),
        "predicted_orders": .real(check.predicted), "actual_orders": JSONValue(check.actual),
        "ranking": real(check.ranking), "ranking_by_recency": real(check.rankingByRecency),
        "deciles": JSONValue(check.deciles) { decile in
          [
            "customers": JSONValue(decile.customers), "predicted": .real(decile.predicted),
            "actual": .real(decile.actual),
          ]
        },
      ]
    }
  }
}
