import Columns
import Diagnostics
import SQL

/// What the columns do not hold, asked of the store.
extension ColumnEngine {
  func customersInStore(where condition: Condition) throws -> CustomerSet {
    let line = ConditionLine(
      text: "",
      isNegated: false,
      condition: condition,
      location: SourceLocation(file: "", line: 1, column: 1)
    )
    let definition = SegmentDefinition(
      name: "",
      title: "",
      description: nil,
      conditions: ConditionGroup(all: [.line(line)]),
      limit: nil
    )
    let segment = Segment(definition: definition, dependencies: [], terms: terms)
    var customers = CustomerSet.none(of: customerCount)
    for row in try ask(segment.query(at: now)) {
      guard case .integer(let key) = row[0], let row = columns.customers.row(ofKey: key)
      else { continue }
      customers.insert(row: row)
    }
    return customers
  }

  /// Each customer's value, as `RankedValues` has them.
  func valuesInStore(of figure: RankedFigure) throws -> [Int64] {
    let compiler = ConditionCompiler(now: now, terms: terms, tables: [:])
    var values = [Int64](repeating: 0, count: customerCount)
    for row in try ask(compiler.values(of: figure)) {
      guard case .integer(let key) = row[0], let index = columns.customers.row(ofKey: key)
      else { continue }
      switch row[1] {
      case .integer(let value): values[index] = value
      case .real(let value): values[index] = value.rank
      default: continue
      }
    }
    return values
  }

  /// Asks the store where a sum may be too great for the columns' arithmetic.
  func unlessInexact(
    _ measure: NumberMeasure,
    _ condition: Condition,
    _ compute: () -> CustomerSet
  ) throws -> CustomerSet {
    sums.areExact(for: measure) ? compute() : try customersInStore(where: condition)
  }
}
