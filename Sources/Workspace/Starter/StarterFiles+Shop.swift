// swift-format-ignore-file
// Made by scripts/embed-starter.sh from the repository's own workspace.

extension StarterFiles {
  static let shop: [String: String] = [
    "stamkund.yaml": ##"""
      # The shop. docs/reference.md explains every key of this and the other files.

      name: Bokhandeln
      time_zone: Europe/Stockholm
      currency: SEK
      language: sv

      # How the shop looks in an e-mail. The postal address stands at the end of every one.
      brand:
        sender: Bokhandeln <hej@bokhandeln.example>
        address: Storgatan 1, 111 23 Stockholm
        colour: "#0a5c36"
        url: https://bokhandeln.example
        # logo: https://bokhandeln.example/logo.png

      # Orders with these statuses never were.
      orders: {not_counted: [cancelled, refunded, failed]}

      # Only who has said yes is mailed. Where the law allows it for customers of your own:
      # consent: {basis: customer, within: 12 months}
      consent: {basis: consent}

      # 'stamkund mailbox' listens here and keeps what it gets, so that nothing leaves this machine.
      # A real server is encrypted, and its password stands in the environment, never in this file:
      # smtp: {url: "smtp://mail.bokhandeln.example:587", username: shop, password_env: STAMKUND_SMTP_PASSWORD}
      smtp:
        url: smtp://127.0.0.1:2525
        tls: none
        connections: 4

      # Signs every e-mail, so that receivers know it is yours; 'stamkund dkim new' makes the key
      # (docs/deliverability.md).
      # dkim: {domain: bokhandeln.example, selector: s202611, key_file: keys/s202611.pem}

      # The web address where people unsubscribe by one click; without it, they do by an e-mail
      # to the sender.
      # web: {url: https://post.bokhandeln.example}

      # Nobody gets more than this, all campaigns together.
      limits: {per_customer: 3 per 7 days}

      # The customer club: points for what customers buy, tiers by what they spent, and vouchers.
      # docs/club.md shows how it works.
      loyalty:
        points: 1 per 10 SEK
        expiry: 12 months
        tiers:
          by: spend
          in: 12 months
          levels:
            - {name: brons, from: 0}
            - {name: silver, from: 1500 SEK, benefits: Fri frakt}
            - {name: guld, from: 4000 SEK, benefits: Fri frakt och förtur till författarkvällar}
        stamp_cards:
          - {name: deckare, category: Deckare, every: 5, reward: En valfri pocketdeckare}
        vouchers:
          - {at: 300, worth: 50 SEK, valid: 90 days, prefix: POANG}

      # What 'stamkund import' reads. Headers that are called as ours need no mapping; docs/importing.md
      # shows how to read other files.
      imports:
        - {file: data/customers.csv, as: customers}
        - {file: data/products.csv, as: products}
        - {file: data/orders.csv, as: orders}
        - {file: data/order_lines.csv, as: order_lines}

      """##,
    "offers/anniversary.yaml": ##"""
      title: Fri frakt i 30 dagar
      kind: free_shipping
      valid: 30 days
      code: {unique: {prefix: TACK, length: 8}}

      """##,
    "offers/birthday-gift.yaml": ##"""
      title: En valfri pocketbok
      kind: gift
      valid: 30 days
      code: {unique: {prefix: FEST, length: 8}}

      """##,
    "offers/welcome.yaml": ##"""
      title: 10 % på din nästa beställning
      kind: percent
      value: 10
      valid: 30 days
      code: {shared: HEJ10}

      """##,
    "offers/winback-20.yaml": ##"""
      title: 20 % på nästa köp
      kind: percent
      value: 20
      minimum: 300 SEK
      valid: 14 days
      eligible: lapsed-best-customers
      code: {unique: {prefix: VAR, length: 8}}

      """##,
    "campaigns/anniversary.yaml": ##"""
      name: Årsdagen
      audience:
        include: [anniversary-today]
        exclude: [birthday-today]     # one greeting a day is enough
      message:
        subject:
          sv: "Tack för att du är kund hos oss{% if customer.first_name %}, {{ customer.first_name }}{% endif %}!"
          en: "Thank you for staying with us{% if customer.first_name %}, {{ customer.first_name }}{% endif %}!"
        preheader:
          sv: I dag är det årsdag. Vi bjuder på frakten.
          en: It is our anniversary today. Delivery is on us.
        template: anniversary
      offer: anniversary
      schedule:
        every: day at 09:30
        not_later_than: 6h

      """##,
    "campaigns/birthday.yaml": ##"""
      name: Grattis på födelsedagen
      audience:
        include: [birthday-today]
      message:
        subject:
          sv: "Grattis på födelsedagen{% if customer.first_name %}, {{ customer.first_name }}{% endif %}!"
          en: "Happy birthday{% if customer.first_name %}, {{ customer.first_name }}{% endif %}!"
        preheader:
          sv: Vi bjuder på en pocketbok.
          en: A paperback is on us.
        template: birthday
      offer: birthday-gift
      schedule:
        every: day at 08:30
        not_later_than: 6h          # a greeting in the evening is still one, the day after is not

      """##,
    "campaigns/newsletter.yaml": ##"""
      name: Nyhetsbrevet i december
      audience:
        include: [newsletter]
      message:
        subject:
          sv: Böcker för långa kvällar
          en: Books for long evenings
        preheader:
          sv: Månadens bok, kvällar i butiken och öppettider i jul.
          en: The book of the month, evenings in the shop and opening hours at Christmas.
        template: newsletter
      # Sent by hand: stamkund send newsletter. Or at a time of its own:
      # schedule: {at: 2026-12-01 10:00, not_later_than: 6h}
      # The next issue is a copy of this file and of its templates, under other names.

      """##,
    "campaigns/recommendation.yaml": ##"""
      name: Utvalt för dig
      audience:
        include: [due-for-a-book]
      message:
        subject:
          sv: "Böcker vi tror att du skulle tycka om{% if customer.first_name %}, {{ customer.first_name }}{% endif %}"
          en: "Books we think you would like{% if customer.first_name %}, {{ customer.first_name }}{% endif %}"
        preheader:
          sv: Utvalda efter vad du har läst förut.
          en: Chosen after what you have read before.
        template: recommendation        # leaves out whom we have nothing to recommend to
      schedule:
        every: month on 15 at 16:00
      limits:
        per_customer: 1 per 7 days      # whoever has just had another e-mail waits until next month

      """##,
    "campaigns/thanks.yaml": ##"""
      name: Tack för beställningen
      audience:
        include: [ordered-yesterday]
        exclude: [new-customers]      # a first order is answered by the welcome
      message:
        subject:
          sv: "Tack för din beställning{% if customer.first_name %}, {{ customer.first_name }}{% endif %}!"
          en: "Thank you for your order{% if customer.first_name %}, {{ customer.first_name }}{% endif %}!"
        preheader:
          sv: Här är vad du valde, och något att läsa sedan.
          en: What you chose, and what to read next.
        template: thanks
      schedule:
        every: day at 09:00
        not_later_than: 12h           # after midnight, yesterday is another day

      """##,
    "campaigns/welcome.yaml": ##"""
      name: Välkommen
      audience:
        include: [new-customers]
      message:
        subject:
          sv: "Välkommen till {{ shop.name }}{% if customer.first_name %}, {{ customer.first_name }}{% endif %}!"
          en: "Welcome to {{ shop.name }}{% if customer.first_name %}, {{ customer.first_name }}{% endif %}!"
        preheader:
          sv: "{{ offer.value }} % på din nästa beställning, som tack för att du är här."
          en: "{{ offer.value }}% off your next order, as a thank you for being here."
        template: welcome
      offer: welcome
      schedule:
        every: day at 10:00
      limits:
        send_once: welcome          # once to each person, however long they stay new

      """##,
    "campaigns/winback.yaml": ##"""
      name: Vinn tillbaka våra bästa
      audience:
        include: [lapsed-best-customers]
        holdout: 10%                # gets nothing, so that the rest can be compared with it
      message:
        reply_to: kundtjanst@bokhandeln.example
        subject:
          sv: "{{ customer.first_name | default: 'Hej' }}, vi saknar dig"
          en: "{{ customer.first_name | default: 'Hello' }}, we miss you"
        preheader:
          sv: "{{ offer.title }}: vi har fyllt på hyllorna sedan sist."
          en: "{{ offer.value }}% off your next order: the shelves are full again."
        template: winback
      offer: winback-20
      variants:
        - {name: plain, weight: 50}
        - name: warm
          weight: 50
          subject:
            sv: "Det var länge sedan, {{ customer.first_name | default: 'du' }}"
            en: "It has been a while, {{ customer.first_name | default: 'you' }}"
      # Sent by hand: stamkund send winback. Or at a time of its own:
      # schedule: {at: 2026-12-01 09:00, not_later_than: 3h}
      limits:
        per_customer: 2 per 7 days
        send_once: winback

      """##,
  ]
}
