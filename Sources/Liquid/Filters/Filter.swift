/// All filters, by the names that templates use.
enum Filter: UInt8, CaseIterable {
  case abs, append, atLeast, atMost, base64Decode, base64Encode, base64URLSafeDecode
  case base64URLSafeEncode, capitalize, ceil, compact, concat, date, `default`, dividedBy, downcase
  case escape, escapeOnce, find, findIndex, first, floor, has, join, last, list, lstrip, map, minus
  case modulo, money, newlineToBr, number, percent, plus, pluralize, possessive, prepend, raw
  case reject, remove, removeFirst, removeLast, replace, replaceFirst, replaceLast, reverse, round
  case rstrip, sample, shuffle, size, slice, sort, sortNatural, split, strip, stripHTML
  case stripNewlines, sum, timeZone, times, translate, truncate, truncateWords, uniq, upcase
  case urlDecode, urlEncode, `where`

  /// How a filter is called.
  struct Signature {
    let filter: Filter
    let minimum: Int
    let maximum: Int
    let keywords: Set<String>
    /// Whether any other argument may be named, too.
    let isOpen: Bool
  }

  static let signatures: [String: Signature] = {
    var all: [String: Signature] = [:]
    func add(
      _ name: String,
      _ filter: Filter,
      _ counts: ClosedRange<Int> = 0...0,
      _ keywords: Set<String> = [],
      isOpen: Bool = false
    ) {
      all[name] = Signature(
        filter: filter,
        minimum: counts.lowerBound,
        maximum: counts.upperBound,
        keywords: keywords,
        isOpen: isOpen
      )
    }
    addNumbers(add)
    addTexts(add)
    addLists(add)
    add("date", .date, 1...1)
    add("default", .default, 0...1, ["allow_false"])
    add("list", .list)
    add("money", .money, 0...0, ["decimals", "currency"])
    add("number", .number, 0...0, ["decimals"])
    add("percent", .percent, 0...0, ["decimals"])
    add("pluralize", .pluralize, 2...2)
    add("possessive", .possessive)
    add("raw", .raw)
    add("sample", .sample)
    add("shuffle", .shuffle)
    add("time_zone", .timeZone, 1...1)
    add("translate", .translate, isOpen: true)
    add("t", .translate, isOpen: true)
    return all
  }()

  private typealias Add = (String, Filter, ClosedRange<Int>, Set<String>, Bool) -> Void

  private static func addNumbers(_ add: Add) {
    add("abs", .abs, 0...0, [], false)
    add("at_least", .atLeast, 1...1, [], false)
    add("at_most", .atMost, 1...1, [], false)
    add("ceil", .ceil, 0...0, [], false)
    add("divided_by", .dividedBy, 1...1, [], false)
    add("floor", .floor, 0...0, [], false)
    add("minus", .minus, 1...1, [], false)
    add("modulo", .modulo, 1...1, [], false)
    add("plus", .plus, 1...1, [], false)
    add("round", .round, 0...1, [], false)
    add("times", .times, 1...1, [], false)
  }

  private static func addTexts(_ add: Add) {
    add("append", .append, 1...1, [], false)
    add("base64_decode", .base64Decode, 0...0, [], false)
    add("base64_encode", .base64Encode, 0...0, [], false)
    add("base64_url_safe_decode", .base64URLSafeDecode, 0...0, [], false)
    add("base64_url_safe_encode", .base64URLSafeEncode, 0...0, [], false)
    add("capitalize", .capitalize, 0...0, [], false)
    add("downcase", .downcase, 0...0, [], false)
    add("escape", .escape, 0...0, [], false)
    add("h", .escape, 0...0, [], false)
    add("escape_once", .escapeOnce, 0...0, [], false)
    add("lstrip", .lstrip, 0...0, [], false)
    add("newline_to_br", .newlineToBr, 0...0, [], false)
    add("prepend", .prepend, 1...1, [], false)
    add("remove", .remove, 1...1, [], false)
    add("remove_first", .removeFirst, 1...1, [], false)
    add("remove_last", .removeLast, 1...1, [], false)
    add("replace", .replace, 1...2, [], false)
    add("replace_first", .replaceFirst, 1...2, [], false)
    add("replace_last", .replaceLast, 2...2, [], false)
    add("rstrip", .rstrip, 0...0, [], false)
    add("split", .split, 1...1, [], false)
    add("strip", .strip, 0...0, [], false)
    add("strip_html", .stripHTML, 0...0, [], false)
    add("strip_newlines", .stripNewlines, 0...0, [], false)
    add("truncate", .truncate, 0...2, [], false)
    add("truncatewords", .truncateWords, 0...2, [], false)
    add("upcase", .upcase, 0...0, [], false)
    add("url_decode", .urlDecode, 0...0, [], false)
    add("url_encode", .urlEncode, 0...0, [], false)
  }

  private static func addLists(_ add: Add) {
    add("compact", .compact, 0...1, [], false)
    add("concat", .concat, 1...1, [], false)
    add("find", .find, 1...2, [], false)
    add("find_index", .findIndex, 1...2, [], false)
    add("first", .first, 0...0, [], false)
    add("has", .has, 1...2, [], false)
    add("join", .join, 0...1, [], false)
    add("last", .last, 0...0, [], false)
    add("map", .map, 1...1, [], false)
    add("reject", .reject, 1...2, [], false)
    add("reverse", .reverse, 0...0, [], false)
    add("size", .size, 0...0, [], false)
    add("slice", .slice, 1...2, [], false)
    add("sort", .sort, 0...1, [], false)
    add("sort_natural", .sortNatural, 0...1, [], false)
    add("sum", .sum, 0...1, [], false)
    add("uniq", .uniq, 0...1, [], false)
    add("where", .where, 1...2, [], false)
  }

  /// Writes straight into the output instead of making a value.
  var isFormatter: Bool {
    switch self {
    case .date, .money, .number, .percent: true
    default: false
    }
  }
}
