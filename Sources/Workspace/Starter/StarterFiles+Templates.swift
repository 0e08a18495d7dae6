// swift-format-ignore-file
// Made by scripts/embed-starter.sh from the repository's own workspace.

extension StarterFiles {
  static let templates: [String: String] = [
    "Templates/anniversary.en.html.liquid": ##"""
      {% layout "base" %}
      {% block top %}
      {%- assign first_year = customer.first_order_at | date: "%Y" %}
      {%- assign years = now | date: "%Y" | minus: first_year %}
      {% hero %}
      <h1>{% if years == 1 %}A year{% else %}{{ years }} years{% endif %} together</h1>
      <p>It is {% if years == 1 %}a year{% else %}{{ years }} years{% endif %} today since your first order with us.</p>
      {% endhero %}
      {% endblock %}
      {% block content %}
      <p>Thank you for coming back{% if customer.first_name %}, {{ customer.first_name }}{% endif %}!{% if customer.orders > 1 %} There have been {{ customer.orders }} orders, and each one made us just as happy.{% endif %} A bookshop lives by its readers, so this month delivery is on us:</p>
      {% coupon title: "Free delivery for 30 days" %}
      {% button url: shop.url %}Find something new to read{% endbutton %}
      <p>See you among the shelves!<br>{{ shop.name }}</p>
      {% endblock %}

      """##,
    "Templates/anniversary.html.liquid": ##"""
      {% layout "base" %}
      {% block top %}
      {%- assign first_year = customer.first_order_at | date: "%Y" %}
      {%- assign years = now | date: "%Y" | minus: first_year %}
      {% hero %}
      <h1>{% if years == 1 %}Ett{% else %}{{ years }}{% endif %} år tillsammans</h1>
      <p>I dag är det {% if years == 1 %}ett{% else %}{{ years }}{% endif %} år sedan din första beställning hos oss.</p>
      {% endhero %}
      {% endblock %}
      {% block content %}
      <p>Tack för att du kommer tillbaka{% if customer.first_name %}, {{ customer.first_name }}{% endif %}!{% if customer.orders > 1 %} Det har blivit {{ customer.orders }} beställningar, och varje gång blir vi lika glada.{% endif %} En bokhandel lever av sina läsare, så den här månaden bjuder vi på frakten:</p>
      {% coupon %}
      {% button url: shop.url %}Hitta något nytt att läsa{% endbutton %}
      <p>Vi ses bland hyllorna!<br>{{ shop.name }}</p>
      {% endblock %}

      """##,
    "Templates/birthday.en.html.liquid": ##"""
      {% layout "base" %}
      {% block top %}
      {% hero %}
      <h1>Happy birthday{% if customer.first_name %}, {{ customer.first_name }}{% endif %}!</h1>
      <p>On a day like this you should be left in peace with a book, and with cake within reach.</p>
      {% endhero %}
      {% endblock %}
      {% block content %}
      <p>The book is on us. Choose any paperback you like and enter the code at the checkout.</p>
      {% coupon title: "Any paperback, on us" %}
      {%- if customer.favourite_category and customer.favourite_category != "Presentkort" %}
      <p>Not sure which? You usually find something on the {{ customer.favourite_category }} shelf.</p>
      {%- endif %}
      {% button url: shop.url %}Choose your book{% endbutton %}
      <p>Have a lovely day!<br>{{ shop.name }}</p>
      {% endblock %}

      """##,
    "Templates/birthday.html.liquid": ##"""
      {% layout "base" %}
      {% block top %}
      {% hero %}
      <h1>Grattis på födelsedagen{% if customer.first_name %}, {{ customer.first_name }}{% endif %}!</h1>
      <p>En dag som i dag ska man få läsa ostört, gärna med en tårtbit inom räckhåll.</p>
      {% endhero %}
      {% endblock %}
      {% block content %}
      <p>Boken bjuder vi på. Välj vilken pocketbok du vill och skriv in koden i kassan.</p>
      {% coupon %}
      {%- if customer.favourite_category and customer.favourite_category != "Presentkort" %}
      <p>Vet du inte vilken? På hyllan {{ customer.favourite_category }} brukar du hitta något.</p>
      {%- endif %}
      {% button url: shop.url %}Välj din bok{% endbutton %}
      <p>Ha en fin dag!<br>{{ shop.name }}</p>
      {% endblock %}

      """##,
    "Templates/newsletter.en.md.liquid": ##"""
      {% layout "base" %}

      # Books for long evenings

      Hello{% if customer.first_name %} {{ customer.first_name }}{% endif %}!

      Darkness has one advantage: nobody asks why you stay in and read. We have picked the best excuses of
      the winter, and lit candles in the shop window.

      {% section %}
      ## Book of the month

      **När isen lade sig** is about three siblings, a house by the water and a promise that nobody quite
      remembers. We read it in one sitting, and began again.

      {% button url: shop.url %}
      More about the book
      {% endbutton %}
      {% endsection %}

      ## In the shop

      - **3 December at 18:00:** an evening of poetry and mulled wine. Admission is free, so bring a
        friend.
      - **10 December at 16:00:** we read aloud for children between three and six.
      - **All of December:** we wrap your Christmas presents.

      ## Open at Christmas

      | Day | Open |
      |---|--:|
      | 23 December | 9–20 |
      | Christmas Eve | 9–13 |
      | Christmas Day | closed |
      | Boxing Day | 12–17 |

      {% if customer.recommendations.size > 0 %}
      ## Picked for you

      {% product_grid products: customer.recommendations, limit: 4 %}
      {% endif %}

      Warm regards\
      {{ shop.name }}

      """##,
    "Templates/newsletter.md.liquid": ##"""
      {% layout "base" %}

      # Böcker för långa kvällar

      Hej{% if customer.first_name %} {{ customer.first_name }}{% endif %}!

      Mörkret har en fördel: ingen undrar varför man sitter inne och läser. Vi har valt ut vinterns bästa
      ursäkter, och tänt ljus i skyltfönstret.

      {% section %}
      ## Månadens bok

      **När isen lade sig** handlar om tre syskon, ett hus vid vattnet och ett löfte som ingen riktigt
      minns. Vi läste den i ett svep, och började om.

      {% button url: shop.url %}
      Läs mer om boken
      {% endbutton %}
      {% endsection %}

      ## På gång i butiken

      - **3 december klockan 18:** poesikväll med glögg. Fri entré, ta gärna med en vän.
      - **10 december klockan 16:** vi läser högt för barn mellan tre och sex år.
      - **Hela december:** vi slår in dina julklappar.

      ## Öppet i jul

      | Dag | Öppet |
      |---|--:|
      | 23 december | 9–20 |
      | Julafton | 9–13 |
      | Juldagen | stängt |
      | Annandag jul | 12–17 |

      {% if customer.recommendations.size > 0 %}
      ## Utvalt för dig

      {% product_grid products: customer.recommendations, limit: 4 %}
      {% endif %}

      Varma hälsningar\
      {{ shop.name }}

      """##,
    "Templates/recommendation.en.html.liquid": ##"""
      {% layout "base" %}
      {% block content %}
      {%- if customer.recommendations.size == 0 %}{% skip "nothing to recommend" %}{% endif %}
      <h1>Picked for you{% if customer.first_name %}, {{ customer.first_name }}{% endif %}</h1>
      <p>We walked along the shelves with you in mind. We think you would like these:</p>
      {% product_grid products: customer.recommendations, limit: 6 %}
      {% button url: shop.url, align: "center" %}See more books{% endbutton %}
      <p>Would you rather have something else altogether? Reply to this e-mail and tell us what you read last, and we will keep looking.</p>
      <p>Happy reading!<br>{{ shop.name }}</p>
      {% endblock %}

      """##,
    "Templates/recommendation.html.liquid": ##"""
      {% layout "base" %}
      {% block content %}
      {%- if customer.recommendations.size == 0 %}{% skip "nothing to recommend" %}{% endif %}
      <h1>Utvalt för dig{% if customer.first_name %}, {{ customer.first_name }}{% endif %}</h1>
      <p>Vi har gått längs hyllorna med dig i tankarna. De här tror vi att du skulle tycka om:</p>
      {% product_grid products: customer.recommendations, limit: 6 %}
      {% button url: shop.url, align: "center" %}Se fler böcker{% endbutton %}
      <p>Vill du hellre ha något helt annat? Svara på det här brevet och berätta vad du läste senast, så letar vi vidare.</p>
      <p>Trevlig läsning!<br>{{ shop.name }}</p>
      {% endblock %}

      """##,
    "Templates/thanks.en.html.liquid": ##"""
      {% layout "base" %}
      {% block content %}
      <h1>Thank you for your order{% if customer.first_name %}, {{ customer.first_name }}{% endif %}!</h1>
      <p>This is what you chose on {{ customer.last_order.placed_at | date: "long" }}:</p>
      {% order_summary order: customer.last_order %}
      {%- if customer.points > 0 %}
      <p>You have {{ customer.points | number }} points in our club
      {%- if customer.points_expiring > 0 %}, {{ customer.points_expiring | number }} of which expire soon{% endif %}.
      {%- if customer.spend_to_next_tier %} Another {{ customer.spend_to_next_tier | money }} takes you to the level {{ customer.next_tier }}.{% endif %}</p>
      {%- endif %}
      {%- for voucher in customer.vouchers limit: 1 %}
      <p>Remember that you have {% if voucher.worth %}a voucher for {{ voucher.worth | money }}{% else %}a reward: {{ voucher.reward }}{% endif %}. The code is <strong>{{ voucher.code }}</strong>
      {%- if voucher.valid_until %}, valid through {{ voucher.valid_until | date: "long" }}{% endif %}.</p>
      {%- endfor %}
      <p>Is anything not as it should be? Reply to this e-mail and we will put it right.</p>
      <p>Happy reading!<br>{{ shop.name }}</p>
      {% endblock %}
      {% block bottom %}
      {%- if customer.recommendations.size > 0 %}
      {% section %}
      <h2>For when you have turned the last page</h2>
      <p>We think you would like these next:</p>
      {% product_grid products: customer.recommendations, limit: 4 %}
      {% endsection %}
      {%- endif %}
      {% endblock %}

      """##,
    "Templates/thanks.html.liquid": ##"""
      {% layout "base" %}
      {% block content %}
      <h1>Tack för din beställning{% if customer.first_name %}, {{ customer.first_name }}{% endif %}!</h1>
      <p>Det här valde du den {{ customer.last_order.placed_at | date: "long" }}:</p>
      {% order_summary order: customer.last_order %}
      {%- if customer.points > 0 %}
      <p>Du har {{ customer.points | number }} poäng i kundklubben
      {%- if customer.points_expiring > 0 %}, varav {{ customer.points_expiring | number }} snart går ut{% endif %}.
      {%- if customer.spend_to_next_tier %} Handla för {{ customer.spend_to_next_tier | money }} till, så når du nivån {{ customer.next_tier }}.{% endif %}</p>
      {%- endif %}
      {%- for voucher in customer.vouchers limit: 1 %}
      <p>Glöm inte att du har {% if voucher.worth %}en värdecheck på {{ voucher.worth | money }}{% else %}en belöning: {{ voucher.reward }}{% endif %}. Koden är <strong>{{ voucher.code }}</strong>
      {%- if voucher.valid_until %} och gäller till och med {{ voucher.valid_until | date: "long" }}{% endif %}.</p>
      {%- endfor %}
      <p>Är det något som inte stämmer? Svara på det här brevet, så ordnar vi det.</p>
      <p>Trevlig läsning!<br>{{ shop.name }}</p>
      {% endblock %}
      {% block bottom %}
      {%- if customer.recommendations.size > 0 %}
      {% section %}
      <h2>När du har läst ut</h2>
      <p>De här tror vi att du skulle tycka om sedan:</p>
      {% product_grid products: customer.recommendations, limit: 4 %}
      {% endsection %}
      {%- endif %}
      {% endblock %}

      """##,
    "Templates/welcome.en.html.liquid": ##"""
      {% layout "base" %}
      {% block top %}
      {% hero %}
      <h1>Welcome{% if customer.first_name %}, {{ customer.first_name }}{% endif %}!</h1>
      <p>How nice that you found us.</p>
      {% endhero %}
      {% endblock %}
      {% block content %}
      <p>Everyone who works here reads, and we only write when we have something to say: a book we cannot stop thinking about, a visit by an author, or an offer that is yours.</p>
      <p>The first one comes right away, as a thank you for being here:</p>
      {% capture title %}{{ offer.value }}% off your next order{% endcapture %}
      {% coupon title: title %}
      {% button url: shop.url %}To the shelves{% endbutton %}
      <p>Not sure where to begin? Reply to this e-mail and tell us what you read last, and we will suggest the next book.</p>
      <p>Happy reading!<br>{{ shop.name }}</p>
      {% endblock %}

      """##,
    "Templates/welcome.html.liquid": ##"""
      {% layout "base" %}
      {% block top %}
      {% hero %}
      <h1>Välkommen{% if customer.first_name %}, {{ customer.first_name }}{% endif %}!</h1>
      <p>Vad roligt att du har hittat hit.</p>
      {% endhero %}
      {% endblock %}
      {% block content %}
      <p>Här läser alla som arbetar, och vi skriver bara när vi har något att säga: en bok vi inte kan sluta tänka på, ett besök av en författare eller ett erbjudande som är ditt.</p>
      <p>Det första kommer redan nu, som tack för att du är här:</p>
      {% coupon %}
      {% button url: shop.url %}Till bokhyllorna{% endbutton %}
      <p>Vet du inte var du ska börja? Svara på det här brevet och berätta vad du läste senast, så föreslår vi nästa bok.</p>
      <p>Trevlig läsning!<br>{{ shop.name }}</p>
      {% endblock %}

      """##,
    "Templates/winback.en.html.liquid": ##"""
      {% layout "base" %}
      {% block top %}
      {% hero %}
      <h1>{{ customer.first_name | default: "Hello" }}, we miss you</h1>
      <p>It has been {{ customer.days_since_last_order }} days since you were here. Not that we are counting.</p>
      {% endhero %}
      {% endblock %}
      {% block content %}
      <p>{% if customer.favourite_category and customer.favourite_category != "Presentkort" %}Since then the {{ customer.favourite_category }} shelf has been filled with books we think you would like. {% endif %}Come back, and let us treat you:</p>
      {% capture title %}{{ offer.value }}% off your next order{% endcapture %}
      {% coupon title: title %}
      {% button url: shop.url %}See what is new{% endbutton %}
      {%- if customer.last_order.lines.size > 0 %}
      <h2>Last time you took home</h2>
      {% product_grid products: customer.last_order.lines, limit: 4 %}
      <p>Wondering what to read after that? Just reply to this e-mail and we will suggest something.</p>
      {%- endif %}
      <p>Warm regards,<br>{{ shop.name }}</p>
      {% endblock %}

      """##,
    "Templates/winback.html.liquid": ##"""
      {% layout "base" %}
      {% block top %}
      {% hero %}
      <h1>{{ customer.first_name | default: "Hej" }}, vi saknar dig</h1>
      <p>Det är {{ customer.days_since_last_order }} dagar sedan du var här sist. Inte för att vi räknar.</p>
      {% endhero %}
      {% endblock %}
      {% block content %}
      <p>{% if customer.favourite_category and customer.favourite_category != "Presentkort" %}Sedan dess har hyllan {{ customer.favourite_category }} fyllts på med sådant som vi tror att du skulle tycka om. {% endif %}Kom tillbaka, så bjuder vi på något:</p>
      {% coupon %}
      {% button url: shop.url %}Se vad som är nytt{% endbutton %}
      {%- if customer.last_order.lines.size > 0 %}
      <h2>Sist tog du hem</h2>
      {% product_grid products: customer.last_order.lines, limit: 4 %}
      <p>Undrar du vad man läser efter det? Svara på det här brevet, så föreslår vi något.</p>
      {%- endif %}
      <p>Varma hälsningar,<br>{{ shop.name }}</p>
      {% endblock %}

      """##,
    "Templates/locales/en.yaml": ##"""
      footer:
        why: You are receiving this e-mail because you said yes to mail from
        unsubscribe: Unsubscribe

      """##,
    "Templates/locales/sv.yaml": ##"""
      footer:
        why: Du får det här brevet för att du har sagt ja till post från
        unsubscribe: Avsluta prenumerationen

      """##,
  ]
}
