extension Grammar {
  /// What a value's mark in a draft looks like: between U+FDD0 and U+FDD1, which have no escapes.
  private static let mark = String(
    decoding: [0xEF, 0xB7, 0x90, 0x37, 0xEF, 0xB7, 0x91],
    as: UTF8.self
  )

  static let texts = [
    "x", " ", "\n", "\r\n", "&", "é", "\u{1F600}", "<b>", "</b>", "<a href=\"", "<img src='", "\">",
    "'>", "<td width=", ">", "<!--", "-->", "https://", "?a=", "javascript:", "<style>", "</style>",
    "@", "@", "{% layout 'l' %}", "{% stylesheet %}b{}{% endstylesheet %}", mark,
    "\u{F003C}", "\u{F0000}", "*", "_", "# ",
  ]

  static let names = [
    "a", "b", "c", "i", "x", "v", "name", "list", "url", "n", "customer", "customer.name",
    "customer.note", "customer.url", "customer.at", "customer.born", "customer.share", "products",
    "products[0].tags", "products.first.name", "list[4].x", "list[-1]", "list.size", "forloop",
    "forloop.index", "forloop.parentloop.index", "tablerowloop.col", "i[0]", "i.name", "[c]",
    "shop.name", "shop.url", "shop.year", "content", "title", "customer[name]", "(1..3)", "(a..x)",
    "nothing", "empty_text",
  ]

  static let literals = [
    "0", "1", "-1", "2", "3", "7", "300", "0.5", "-0.0", "2.50", "9223372036854775807",
    "-9223372036854775808", "0.0000000000000000000000000000000001",
    "-0.0000000000000000000000000000000001", "123456789012345678901234567890.5", "''", "' '", "'x'",
    "'p'", "','", "'name'", "'a b  c'", "'<b>&amp;</b>'", "'&lt;'", "'%3Cb%3E'", "'PGI+'",
    "'Zoë’s ÅÄÖ'", "'1e3'", "'0e9'", "'1e-400'", "'12.'", "'2026-11-22'",
    "'2026-03-29T02:30:00+01:00'", "'now'", "'%Y-%m-%d %A %j %U %G %N %s %^B %-5d'", "'long'",
    "'relative'", "'Asia/Tokyo'", "'hi'", "nil", "true", "false", "blank", "empty",
  ]

  static let filters = [
    "abs", "append: $", "at_least: $", "at_most: $", "base64_decode", "base64_encode",
    "base64_url_safe_decode", "base64_url_safe_encode", "capitalize", "ceil", "compact",
    "compact: $", "concat: $", "date: $", "default: $", "default: $, allow_false: $",
    "divided_by: $", "downcase", "escape", "escape_once", "find: $, $", "find_index: $, $", "first",
    "floor", "has: $, $", "join", "join: $", "last", "list", "lstrip", "map: $", "minus: $",
    "modulo: $", "money", "money: decimals: $", "money: currency: $", "newline_to_br", "number",
    "number: decimals: $", "percent", "percent: decimals: $", "plus: $", "pluralize: $, $",
    "possessive", "prepend: $", "raw", "reject: $, $", "remove: $", "remove_first: $",
    "remove_last: $", "replace: $, $", "replace_first: $, $", "replace_last: $, $", "reverse",
    "round", "round: $", "rstrip", "sample", "shuffle", "size", "slice: $", "slice: $, $", "sort",
    "sort: $", "sort_natural", "sort_natural: $", "split: $", "strip", "strip_html",
    "strip_newlines", "sum", "sum: $", "t", "t: name: $, a: $", "time_zone: $", "times: $",
    "truncate", "truncate: $", "truncate: $, $", "truncatewords: $", "truncatewords: $, $", "uniq",
    "uniq: $", "upcase", "url_decode", "url_encode", "where: $", "where: $, $",
  ]

  static let data = [
    "null", "true", "false", "0", "-1", "7", "19900", "9223372036854775807", "-9223372036854775808",
    "92233720368547758080", "0.1", "-0.0", "1e308", "1e-300", "123456789.123456789", "\"\"",
    "\" \"", "\"x\"", "\"<i>&\"", "\"0e99\"", "\"1e-99\"", "\"-7.5\"", "\"a,b,,c\"",
    "\"2026-11-22T09:00:00Z\"", "\"javascript:x\"", "\"{{ a }}{% if %}\"", "\"\\u00e5\\n\"",
    "\"%41+%zz\"", "\"PGI+\"", "[]", "{}",
  ]
}
