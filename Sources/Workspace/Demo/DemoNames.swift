/// Names and places that are common in the Nordic countries; the people made of them are invented.
enum DemoNames {
  static let women = [
    "Anna", "Maria", "Karin", "Elin", "Sara", "Emma", "Kristina", "Lena", "Eva", "Ingrid", "Malin",
    "Jenny", "Hanna", "Linnéa", "Åsa", "Ida", "Johanna", "Sofia", "Marie", "Birgitta", "Ulla",
    "Cecilia", "Camilla", "Therese", "Frida", "Matilda", "Ebba", "Astrid", "Alma", "Moa", "Tuva",
    "Agnes", "Klara", "Signe", "Annika", "Helena", "Fatima", "Leila", "Zahra", "Aino",
  ]
  static let men = [
    "Lars", "Erik", "Karl", "Anders", "Johan", "Per", "Nils", "Jan", "Mikael", "Fredrik", "Björn",
    "Peter", "Henrik", "Mats", "Oskar", "Gustav", "Viktor", "Emil", "Jonas", "Magnus", "Göran",
    "Åke", "Sven", "Olof", "Axel", "Hugo", "Elias", "Ludvig", "Filip", "Albin", "Rasmus", "Simon",
    "Daniel", "Martin", "Stefan", "Tomas", "Ali", "Omar", "Mikko", "Sindre",
  ]
  static let families = [
    "Andersson", "Johansson", "Karlsson", "Nilsson", "Eriksson", "Larsson", "Olsson", "Persson",
    "Svensson", "Gustafsson", "Pettersson", "Jonsson", "Jansson", "Hansson", "Bengtsson",
    "Jönsson", "Lindberg", "Jakobsson", "Magnusson", "Lindström", "Lindqvist", "Berg", "Lund",
    "Öberg", "Sjöberg", "Åkesson", "Wallin", "Engström", "Sandberg", "Holm", "Björk", "Ström",
    "Nyström", "Hedlund", "Dahl", "Forsberg", "Ek", "Ahmed", "Hassan", "Virtanen",
  ]

  struct Place {
    let city: String
    /// The first three digits of Swedish postal codes; a whole code elsewhere.
    let postalCode: String
    let country: String
    let language: String
  }

  static let places: [(Place, Int)] = [
    (sweden("Stockholm", "114"), 260), (sweden("Göteborg", "413"), 150),
    (sweden("Malmö", "211"), 90), (sweden("Uppsala", "753"), 70), (sweden("Västerås", "722"), 45),
    (sweden("Örebro", "702"), 45), (sweden("Linköping", "582"), 45),
    (sweden("Helsingborg", "252"), 40), (sweden("Norrköping", "602"), 35),
    (sweden("Jönköping", "553"), 35), (sweden("Umeå", "903"), 35), (sweden("Lund", "222"), 35),
    (sweden("Luleå", "972"), 20), (sweden("Visby", "621"), 20), (sweden("Kiruna", "981"), 8),
    (Place(city: "Oslo", postalCode: "0150", country: "NO", language: "nb"), 18),
    (Place(city: "Helsingfors", postalCode: "00100", country: "FI", language: "sv"), 14),
    (Place(city: "København", postalCode: "1050", country: "DK", language: "en"), 14),
    (Place(city: "London", postalCode: "WC1B 3DG", country: "GB", language: "en"), 21),
  ]

  private static func sweden(_ city: String, _ postalCode: String) -> Place {
    Place(city: city, postalCode: postalCode, country: "SE", language: "sv")
  }

  /// Letters that an address of a Swedish company has, for a name: `Åsa Öberg` is `asa.oberg`.
  static func addressPart(_ name: String) -> String {
    let plain: [Character: String] = ["å": "a", "ä": "a", "ö": "o", "é": "e", "ø": "o"]
    return name.lowercased().map { plain[$0] ?? String($0) }.joined()
  }
}
