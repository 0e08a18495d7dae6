/// What the demo shop sells: invented books, and gift cards.
enum DemoCatalogue {
  struct Product {
    let sku: String
    let title: String
    let category: String
    let brand: String
    /// Whole kronor.
    let price: Int
  }

  private struct Shelf {
    let category: String
    /// How much of the sales.
    let weight: Int
    let prices: [Int]
    let titles: [String]
  }

  private static let publishers = [
    "Norrsken", "Lilla Ugglan", "Bläckhornet", "Fyrbåken", "Kastanj", "Nattfjäril",
  ]

  /// The category of what people buy again and again.
  static let giftCards = "Presentkort"

  /// All products, shelf by shelf.
  static let products: [Product] = shelves.flatMap(products)

  /// The products of each shelf, and how much of the sales it has.
  static let shelvesByWeight: [([Product], Int)] = shelves.map { (products(of: $0), $0.weight) }

  private static func products(of shelf: Shelf) -> [Product] {
    shelf.titles.enumerated().map { index, title in
      let initials = DemoNames.addressPart(shelf.category).prefix(3).uppercased()
      let isCard = shelf.category == giftCards
      return Product(
        sku: "\(initials)-\(101 + index)",
        title: title,
        category: shelf.category,
        brand: isCard ? "" : publishers[(index * 5 + shelf.weight) % publishers.count],
        price: shelf.prices[index % shelf.prices.count]
      )
    }
  }

  private static let shelves = [
    Shelf(
      category: "Romaner",
      weight: 26,
      prices: [229, 89, 269, 249, 79, 239],
      titles: [
        "Huset vid Mälarens slut", "Brev till en granne", "Sommaren utan klockor",
        "Ett rum mot gården", "Kvinnan i växthuset", "Den långa vägen till Arvika",
        "Allt som blev kvar", "Fyrvaktarens dotter", "Tre syskon och ett piano",
        "När isen lade sig", "En sista danslektion", "Grannarna på Fjällgatan",
        "Mjölkbonden som läste", "Vänteläge",
      ]
    ),
    Shelf(
      category: "Deckare",
      weight: 22,
      prices: [219, 79, 199, 259, 89],
      titles: [
        "Döden tar färjan", "Mord i Vätterbygden", "Kommissarie Falk fryser",
        "Den tysta grannen", "Spår i nysnö", "Ett fall för biblioteket", "Sista tåget till Ånge",
        "Giftet i trädgården", "Rättsläkarens semester", "Bron vid Svartån", "Ingen såg Elsa",
        "Arkivet brinner", "Halva sanningen",
      ]
    ),
    Shelf(
      category: "Barn och ungdom",
      weight: 16,
      prices: [139, 99, 159, 119],
      titles: [
        "Grodan som ville bli brandbil", "Ture hittar ett moln", "Spökklubben på vinden",
        "Hemliga hundpatrullen", "Siri och sjörövarna", "Natten då leksakerna rymde",
        "Alla tänder räknas", "Maja bygger en koja", "Drakäggets gåta", "Bästa kompisar, typ",
        "Stjärnpiloterna", "Vem har tagit min vante?", "Räkna med rävar",
      ]
    ),
    Shelf(
      category: "Kokböcker",
      weight: 10,
      prices: [299, 349, 259],
      titles: [
        "Surdeg för otåliga", "Ett år av soppor", "Grönt på bordet", "Fika på riktigt",
        "Husmanskost i ny gryta", "Fisk från båda hållen", "Bullar, bullar, bullar",
        "Kök på två kvadrat", "Bönor och andra nöjen", "Julbord för åtta", "Picknickboken",
        "Syltat, saltat, sparat",
      ]
    ),
    Shelf(
      category: "Biografier",
      weight: 7,
      prices: [279, 299, 249],
      titles: [
        "Mitt liv som lokförare", "Kartritaren", "En röst i radion", "Barnmorskan från Jokkmokk",
        "Flygarens anteckningar", "Hon som byggde broar", "Minnen från ett skyltfönster",
        "Kocken på Svea", "Allting började med en cykel", "Skridskoåren", "Från torp till teater",
      ]
    ),
    Shelf(
      category: "Historia",
      weight: 6,
      prices: [329, 289, 359],
      titles: [
        "Saltets väg genom Norden", "Städerna som flyttade", "Vardag på medeltiden",
        "Kanalen som aldrig blev klar", "Kaffets Sverige", "Åtta krig och en fred",
        "Postryttarna", "När elektriciteten kom till byn", "Glasbruken", "Handelshusen i Visby",
        "Vintern 1709",
      ]
    ),
    Shelf(
      category: "Fantasy",
      weight: 8,
      prices: [199, 239, 99, 219],
      titles: [
        "Sagan om Grå-Stina", "Porten under Kinnekulle", "Norrskensvakten", "Ringen i tjärnen",
        "Trollkarlens lärling slutar", "Skeppet mellan stjärnorna", "Vargsommar",
        "De nio nycklarna", "Askens barn", "Månens bokhållare", "Stenarnas språk",
        "Dimmornas hamn",
      ]
    ),
    Shelf(
      category: "Poesi",
      weight: 3,
      prices: [149, 169],
      titles: [
        "Dikter för en diskbänk", "Vinterljus", "Namnen på fåglar", "Korta brev om regn",
        "Det blå i köket", "Perrong sju", "Innan alla vaknar", "Haiku från E4:an",
        "Längtan, en handbok", "Stilla vatten",
      ]
    ),
    Shelf(
      category: "Hem och trädgård",
      weight: 6,
      prices: [249, 279, 229],
      titles: [
        "Perenner för lata", "Odla i kruka", "Snickra själv", "Rosornas år", "Lilla lagboken",
        "Vitmåla inte allt", "Bin på taket", "Kompost och kärlek", "Sticka för hela huset",
        "Kakelugnen", "Fönsterbrädan",
      ]
    ),
    Shelf(
      category: giftCards,
      weight: 2,
      prices: [200, 300, 500],
      titles: ["Presentkort 200 kr", "Presentkort 300 kr", "Presentkort 500 kr"]
    ),
  ]
}
