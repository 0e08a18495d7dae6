import CCrypto
import Foundation

/// The style of the pages, with the shop's colour, and the hash by which browsers allow it.
///
/// It stands in the page itself, so that the page needs nothing from anywhere.
struct PageStyle: Sendable {
  let text: String
  /// Allows this style and forms to ourselves, and nothing else: no script, no picture, no frame.
  let contentSecurityPolicy: String

  /// `colour` is `#` and six digits.
  init(colour: String) {
    text = Self.text(colour: colour, onColour: Self.isLight(colour) ? "#111" : "#fff")
    let hash = Data(Self.sha256(text)).base64EncodedString()
    contentSecurityPolicy =
      "default-src 'none'; style-src 'sha256-\(hash)'; form-action 'self'; base-uri 'none'; "
      + "frame-ancestors 'none'"
  }

  /// Whether black is easier to read on the colour than white is (WCAG 2.2, relative luminance).
  private static func isLight(_ colour: String) -> Bool {
    let number = UInt32(colour.dropFirst(), radix: 16) ?? 0
    let weights: [(shift: UInt32, weight: Double)] = [(16, 0.2126), (8, 0.7152), (0, 0.0722)]
    let luminance = weights.reduce(0.0) { sum, part in
      let value = Double(number >> part.shift & 0xFF) / 255
      return sum + part.weight
        * (value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4))
    }
    return luminance > 0.179
  }

  private static func sha256(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    var digest = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    let result = EVP_Digest(bytes, bytes.count, &digest, &length, EVP_sha256(), nil)
    precondition(result == 1 && length == 32, "libcrypto has no SHA-256")
    return digest
  }

  private static func text(colour: String, onColour: String) -> String {
    """
    :root{color-scheme:light dark;--paper:#fff;--ground:#f2f2f0;--ink:#1c1c1a;--soft:#5c5c58;\
    --line:#d6d6d2;--edge:\(colour);--brand:\(colour);--on-brand:\(onColour)}
    @media(prefers-color-scheme:dark){:root{--paper:#222220;--ground:#161615;--ink:#efefec;\
    --soft:#adada8;--line:#454542;--edge:#adada8}}
    *{box-sizing:border-box}
    body{margin:0;padding:1rem;background:var(--ground);color:var(--ink);\
    font:1.0625rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
    main{max-width:34rem;margin:6vh auto;padding:2rem;background:var(--paper);\
    border:1px solid var(--line);border-top:5px solid var(--brand);border-radius:10px}
    @media(max-width:26rem){main{margin:0 auto;padding:1.25rem}}
    .shop{margin:0;font-weight:600;color:var(--soft);overflow-wrap:anywhere}
    h1{margin:.5rem 0;font-size:1.625rem;line-height:1.25;overflow-wrap:anywhere;text-wrap:balance}
    h2{margin:0 0 .75rem;font-size:1rem;font-weight:600}
    p{margin:.5rem 0}
    form{margin:1rem 0 0}
    section>form:first-child{margin:0}
    button,select{font:inherit;min-height:2.75rem;padding:.5rem 1.1rem;border-radius:8px;\
    border:1px solid var(--soft);background:var(--paper);color:var(--ink)}
    button{cursor:pointer}
    button.main{border-color:var(--edge);background:var(--brand);color:var(--on-brand);\
    font-weight:600;width:100%}
    button:focus-visible,select:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
    section{margin-top:2rem;padding-top:1.25rem;border-top:1px solid var(--line)}
    .row{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center}
    .row label{flex:1 0 100%}
    .row select{flex:1 1 9rem}
    .note{padding:.6rem .9rem;border:1px solid var(--line);border-left:5px solid var(--brand);\
    border-radius:8px}
    .small{margin-top:2rem;font-size:.875rem;color:var(--soft);overflow-wrap:anywhere}
    """
  }
}
