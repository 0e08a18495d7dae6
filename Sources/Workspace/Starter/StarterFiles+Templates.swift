// swift-format-ignore-file
// Made by scripts/embed-starter.sh from the repository's own workspace.

extension StarterFiles {
  static let templates: [String: String] = [
    "Templates/birthday.en.html.liquid": ##"""
      {% layout "base" %}
      {% block content %}
      <h1 style="margin:0 0 18px;font-weight:normal;font-size:31px;line-height:38px;">Happy birthday{% if customer.first_name %}, {{ customer.first_name }}{% endif %}!</h1>
      <p style="margin:0 0 16px;">On a day like this one should be left alone with a book, and with cake within reach. The book is on us: choose any paperback you like.</p>
      {% render "coupon", title: "Any paperback, on us" %}
      {%- if customer.favourite_category %}
      <p style="margin:0;">Not sure which? You usually find something on the shelf {{ customer.favourite_category }}.</p>
      {%- endif %}
      {%- if shop.url %}
      {% render "button", label: "Choose your book", url: shop.url %}
      {%- endif %}
      <p style="margin:0 0 28px;">Have a lovely day!<br>{{ shop.name }}</p>
      {% endblock %}

      """##,
    "Templates/birthday.html.liquid": ##"""
      {% layout "base" %}
      {% block content %}
      <h1 style="margin:0 0 18px;font-weight:normal;font-size:31px;line-height:38px;">Grattis på födelsedagen{% if customer.first_name %}, {{ customer.first_name }}{% endif %}!</h1>
      <p style="margin:0 0 16px;">En dag som i dag ska man få läsa ostört, gärna med en bit tårta inom räckhåll. Vi bjuder på boken: välj vilken pocketbok du vill.</p>
      {% render "coupon", title: offer.title %}
      {%- if customer.favourite_category %}
      <p style="margin:0;">Vet du inte vilken? På hyllan {{ customer.favourite_category }} brukar du hitta något.</p>
      {%- endif %}
      {%- if shop.url %}
      {% render "button", label: "Välj din bok", url: shop.url %}
      {%- endif %}
      <p style="margin:0 0 28px;">Ha en fin dag!<br>{{ shop.name }}</p>
      {% endblock %}

      """##,
    "Templates/welcome.en.html.liquid": ##"""
      {% layout "base" %}
      {% block content %}
      <h1 style="margin:0 0 18px;font-weight:normal;font-size:31px;line-height:38px;">Welcome{% if customer.first_name %}, {{ customer.first_name }}{% endif %}!</h1>
      <p style="margin:0 0 16px;">How nice that you found us. Everyone who works here reads, and we only write when we have something to say: a book we cannot stop thinking about, a visit by an author, or an offer that is yours.</p>
      <p style="margin:0;">As a thank you for being here, take this along to your next order:</p>
      {% capture title %}{{ offer.value }}% off your next order{% endcapture %}
      {% render "coupon", title: title %}
      <p style="margin:0;">Not sure where to begin? Answer this e-mail and tell us what you read last, and we will suggest the next book.</p>
      {%- if shop.url %}
      {% render "button", label: "To the shelves", url: shop.url %}
      {%- endif %}
      <p style="margin:0 0 28px;">Happy reading!<br>{{ shop.name }}</p>
      {% endblock %}

      """##,
    "Templates/welcome.html.liquid": ##"""
      {% layout "base" %}
      {% block content %}
      <h1 style="margin:0 0 18px;font-weight:normal;font-size:31px;line-height:38px;">Välkommen{% if customer.first_name %}, {{ customer.first_name }}{% endif %}!</h1>
      <p style="margin:0 0 16px;">Vad roligt att du har hittat hit. Hos oss läser alla som arbetar här, och vi skriver bara när vi har något att säga: en bok vi inte kan sluta tänka på, ett besök av en författare eller ett erbjudande som är ditt.</p>
      <p style="margin:0;">Som tack för att du är här får du något med dig till nästa beställning:</p>
      {% render "coupon", title: offer.title %}
      <p style="margin:0;">Vet du inte var du ska börja? Svara på det här brevet och berätta vad du läste senast, så föreslår vi nästa bok.</p>
      {%- if shop.url %}
      {% render "button", label: "Till bokhyllorna", url: shop.url %}
      {%- endif %}
      <p style="margin:0 0 28px;">Trevlig läsning!<br>{{ shop.name }}</p>
      {% endblock %}

      """##,
    "Templates/winback.en.html.liquid": ##"""
      {% layout "base" %}
      {% block content %}
      <h1 style="margin:0 0 18px;font-weight:normal;font-size:31px;line-height:38px;">{{ customer.first_name | default: "Hello" }}, we miss you</h1>
      <p style="margin:0 0 16px;">It is {{ customer.days_since_last_order }} days since you were here last.{% if customer.favourite_category %} The shelf {{ customer.favourite_category }} has been filled with books since that we think you would like.{% endif %}</p>
      {%- if customer.last_order.lines.size > 0 %}
      <p style="margin:0 0 8px;">Last time you took home:</p>
      <table width="100%" cellpadding="0" cellspacing="0" border="0">
      {%- for line in customer.last_order.lines limit: 3 %}
      {% render "product_row", line: line -%}
      {%- endfor %}
      </table>
      {%- endif %}
      <p style="margin:24px 0 0;">Come back, and let us treat you:</p>
      {% capture title %}{{ offer.value }}% off your next order{% endcapture %}
      {% render "coupon", title: title %}
      {%- if shop.url %}
      {% render "button", label: "See what is new", url: shop.url %}
      {%- endif %}
      <p style="margin:0 0 28px;">Warm regards,<br>{{ shop.name }}</p>
      {% endblock %}

      """##,
    "Templates/winback.html.liquid": ##"""
      {% layout "base" %}
      {% block content %}
      <h1 style="margin:0 0 18px;font-weight:normal;font-size:31px;line-height:38px;">{{ customer.first_name | default: "Hej" }}, vi saknar dig</h1>
      <p style="margin:0 0 16px;">Det är {{ customer.days_since_last_order }} dagar sedan du var här sist.{% if customer.favourite_category %} Sedan dess har hyllan {{ customer.favourite_category }} fyllts på med sådant som vi tror att du skulle tycka om.{% endif %}</p>
      {%- if customer.last_order.lines.size > 0 %}
      <p style="margin:0 0 8px;">Sist tog du hem:</p>
      <table width="100%" cellpadding="0" cellspacing="0" border="0">
      {%- for line in customer.last_order.lines limit: 3 %}
      {% render "product_row", line: line -%}
      {%- endfor %}
      </table>
      {%- endif %}
      <p style="margin:24px 0 0;">Kom tillbaka, så bjuder vi på något:</p>
      {% render "coupon", title: offer.title %}
      {%- if shop.url %}
      {% render "button", label: "Se vad som är nytt", url: shop.url %}
      {%- endif %}
      <p style="margin:0 0 28px;">Varma hälsningar,<br>{{ shop.name }}</p>
      {% endblock %}

      """##,
    "Templates/locales/en.yaml": ##"""
      coupon:
        code: Your code
        until: Valid until
        minimum: On orders of at least
      footer:
        why: You are receiving this e-mail because you said yes to mail from
        unsubscribe: Unsubscribe

      """##,
    "Templates/locales/sv.yaml": ##"""
      coupon:
        code: Din kod
        until: Gäller till och med
        minimum: Vid köp för minst
      footer:
        why: Du får det här brevet för att du har sagt ja till post från
        unsubscribe: Avsluta prenumerationen

      """##,
  ]
}
