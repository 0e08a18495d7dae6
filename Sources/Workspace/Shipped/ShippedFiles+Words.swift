// swift-format-ignore-file
// Made by scripts/embed-starter.sh from the repository's own workspace.

extension ShippedFiles {
  static let words: [String: String] = [
    "Sources/Workspace/Shipped/Words/da.yaml": ##"""
      component:
        language: da
        coupon:
          code: Din kode
          until: "Gælder til og med {{ date }}"
          minimum: "Ved køb for mindst {{ sum }}"
        order_summary:
          other: Fragt, rabatter og andet
          total: I alt

      """##,
    "Sources/Workspace/Shipped/Words/de.yaml": ##"""
      component:
        language: de
        coupon:
          code: Ihr Code
          until: "Gültig bis {{ date }}"
          minimum: "Ab einem Bestellwert von {{ sum }}"
        order_summary:
          other: Versand, Rabatte und anderes
          total: Summe

      """##,
    "Sources/Workspace/Shipped/Words/en.yaml": ##"""
      component:
        language: en
        coupon:
          code: Your code
          until: "Valid until {{ date }}"
          minimum: "On orders of at least {{ sum }}"
        order_summary:
          other: Delivery, discounts and other
          total: Total

      """##,
    "Sources/Workspace/Shipped/Words/fi.yaml": ##"""
      component:
        language: fi
        coupon:
          code: Koodisi
          until: "Voimassa {{ date }} asti"
          minimum: "Kun ostat vähintään {{ sum }}"
        order_summary:
          other: Toimitus, alennukset ja muut
          total: Yhteensä

      """##,
    "Sources/Workspace/Shipped/Words/nb.yaml": ##"""
      component:
        language: nb
        coupon:
          code: Din kode
          until: "Gjelder til og med {{ date }}"
          minimum: "Ved kjøp for minst {{ sum }}"
        order_summary:
          other: Frakt, rabatter og annet
          total: Sum

      """##,
    "Sources/Workspace/Shipped/Words/sv.yaml": ##"""
      component:
        language: sv
        coupon:
          code: Din kod
          until: "Gäller till och med {{ date }}"
          minimum: "Vid köp för minst {{ sum }}"
        order_summary:
          other: Frakt, rabatter och annat
          total: Summa

      """##,
  ]
}
