/// The values a template is rendered with: immutable, made once, read by any number of renders.
///
/// A campaign's data is one, each recipient's another; a render looks a name up in the first that
/// has it.
package final class TemplateData: @unchecked Sendable {  // never written after `init`
  package static let empty = TemplateData(.object([]))

  /// The values' own memory, and that of others which they point into.
  private let built: DataBuilder.Built

  private init(_ built: consuming DataBuilder.Built) {
    self.built = built
  }

  /// The object at the top.
  var root: Value { built.root }

  /// The fields of an object; any other value has none.
  package convenience init(_ value: LiquidValue) {
    var builder = DataBuilder()
    if case .object(let fields) = value {
      for field in fields { builder.set(Symbol(field.name), field.value) }
    }
    self.init(builder.finish())
  }

  /// Builds the data without a tree of values in between.
  ///
  ///     TemplateData.build { data in
  ///       data.object("customer") { $0.set("first_name", "Anna") }
  ///     }
  package static func build(_ body: (inout DataBuilder) -> Void) -> TemplateData {
    var builder = DataBuilder()
    body(&builder)
    return TemplateData(builder.finish())
  }
}
