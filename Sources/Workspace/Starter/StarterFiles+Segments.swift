// swift-format-ignore-file
// Made by scripts/embed-starter.sh from the repository's own workspace.

extension StarterFiles {
  static let segments: [String: String] = [
    "segments/anniversary-today.yaml": ##"""
      name: Årsdag i dag
      description: Years to the day since the first order, and still active
      all:
        - anniversary of first order today
        - last order in last 12 months

      """##,
    "segments/big-spenders.yaml": ##"""
      name: Storköpare
      description: The best tenth by what they spent in a year
      all:
        - top 10% by spent in last 12 months

      """##,
    "segments/birthday-this-week.yaml": ##"""
      name: Fyller år i veckan
      description: Adults in the newsletter with a birthday within seven days
      all:
        - birthday in next 7 days
        - age >= 17
        - segment newsletter

      """##,
    "segments/birthday-today.yaml": ##"""
      name: Fyller år i dag
      description: Everyone with a birthday today
      all:
        - birthday today

      """##,
    "segments/cooks.yaml": ##"""
      name: Matlagare
      description: Cookery readers who have not met our books on home and garden
      all:
        - bought category Kokböcker
        - any:
            - average order >= 250 SEK
            - largest order >= 600 SEK
      none:
        - bought category "Hem och trädgård"

      """##,
    "segments/crime-readers.yaml": ##"""
      name: Deckarläsare
      description: Come back for crime fiction
      all:
        - orders of category Deckare >= 2
      any:
        - last order contains category Deckare
        - spent of category Deckare in last 2 years >= 500 SEK

      """##,
    "segments/customers.yaml": ##"""
      name: Kunder
      description: Everyone who has ever bought something
      all:
        - orders >= 1

      """##,
    "segments/due-for-a-book.yaml": ##"""
      name: Dags för nästa bok
      description: Have come back at least once, and have had time to finish what they bought
      all:
        - orders >= 2
        - last order 21..365 days ago

      """##,
    "segments/english-readers.yaml": ##"""
      name: Engelskspråkiga
      description: Want their mail in English
      all:
        - language is en
        - segment newsletter

      """##,
    "segments/first-anniversary.yaml": ##"""
      name: Årsdag
      description: Years since the first order to the week, and still active
      all:
        - anniversary of first order in next 7 days
        - last order in last 12 months

      """##,
    "segments/gift-card-buyers.yaml": ##"""
      name: Presentkortsköpare
      description: Bought gift cards before Christmas or together with a children's book
      any:
        - bought category Presentkort in last 12 months
        - bought category Presentkort and category "Barn och ungdom" together

      """##,
    "segments/gold-members.yaml": ##"""
      name: Guldmedlemmar
      description: On the highest tier of the club, by what they spent in a year
      all:
        - tier is guld

      """##,
    "segments/lapsed-best-customers.yaml": ##"""
      name: Tidigare stamkunder
      description: Spent well over two years, silent for six months
      all:
        - spent in last 2 years >= 1500 SEK
        - orders >= 3
        - last order more than 180 days ago
      none:
        - bought category Presentkort in last 90 days
      limit: top 500 by spent in last 2 years

      """##,
    "segments/loyal-local.yaml": ##"""
      name: Trogna på orten
      description: Regulars in the cities where we have a shop
      all:
        - city in Stockholm, Göteborg, Malmö, Uppsala, Lund, Umeå
        - orders in last 12 months >= 2
      any:
        - distinct categories >= 3
        - days between orders < 120

      """##,
    "segments/new-customers.yaml": ##"""
      name: Nya kunder
      description: First order within the last month, no second one yet
      all:
        - first order in last 30 days
        - orders = 1

      """##,
    "segments/newsletter.yaml": ##"""
      name: Nyhetsbrevet
      description: Everyone who has agreed to e-mail and has an address
      all:
        - email consent is yes
        - email is known

      """##,
    "segments/one-time-buyers.yaml": ##"""
      name: Engångsköpare
      description: Bought once, long enough ago that a second order should have come
      all:
        - orders = 1
        - last order 60..365 days ago
      none:
        - bought category Presentkort

      """##,
    "segments/ordered-yesterday.yaml": ##"""
      name: Handlade i går
      description: Their last order was yesterday
      all:
        - last order yesterday

      """##,
    "segments/parents.yaml": ##"""
      name: Småbarnsföräldrar
      description: Between 25 and 45 and buying children's books
      all:
        - age 25..45
        - items of category "Barn och ungdom" in last 2 years >= 2

      """##,
    "segments/sleeping.yaml": ##"""
      name: Sovande
      description: Was a customer, but has not ordered for a year
      all:
        - segment customers
        - last order more than 12 months ago
      none:
        - segment lapsed-best-customers

      """##,
    "segments/soon-a-voucher.yaml": ##"""
      name: Snart en värdecheck
      description: 60 points or less from the next voucher of the club
      all:
        - points 240..299

      """##,
    "segments/trial-group.yaml": ##"""
      name: Provgrupp
      description: A fixed fifth of the newsletter, to try things out on
      all:
        - segment newsletter
        - sample 20% seed provgrupp

      """##,
    "segments/window-shoppers.yaml": ##"""
      name: Fönstershoppare
      description: Signed up at least a month ago and never bought
      all:
        - segment newsletter
        - signed up more than 30 days ago
      none:
        - segment customers

      """##,
  ]
}
