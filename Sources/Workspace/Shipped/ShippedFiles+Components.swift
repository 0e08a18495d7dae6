// swift-format-ignore-file
// Made by scripts/embed-starter.sh from the repository's own workspace.

extension ShippedFiles {
  static let components: [String: String] = [
    "Templates/components/button.liquid": ##"""
      {% doc %}
        A button that leads somewhere. Without an address it is left out.

        @param {string} url - where it leads
        @param {string} [colour] - its colour, dark enough for white letters; the shop's if not given
        @param {string} [align] - left, center or right; left if not given

        @example
        {% button url: shop.url %}Till butiken{% endbutton %}
      {% enddoc %}
      {%- assign background = colour | default: shop.colour -%}
      {%- if url != blank -%}
      <table role="presentation" class="sk-button" width="100%" cellpadding="0" cellspacing="0" border="0">
      <tr>
      <td class="sk-button-place" align="{{ align | default: 'left' }}">
      <table role="presentation" class="sk-button-shape" cellpadding="0" cellspacing="0" border="0">
      <tr>
      <td class="sk-button-face" align="center" bgcolor="{{ background }}" style="background-color:{{ background }};"><a href="{{ url }}" class="sk-button-link">{{ content }}</a></td>
      </tr>
      </table>
      </td>
      </tr>
      </table>
      {%- endif -%}
      {% stylesheet %}
        .sk-button-place { padding: 8px 0 24px; }
        .sk-button-face { border-radius: 6px; mso-padding-alt: 14px 30px; }
        .sk-button-link { display: inline-block; padding: 14px 30px; font-family: Helvetica, Arial, sans-serif; font-size: 16px; line-height: 20px; font-weight: bold; color: #ffffff; text-decoration: none; }
        .sk-button-face p { margin: 0; }
        @media (max-width: 480px) {
          .sk-button-shape { width: 100%; }
          .sk-button-link { display: block; }
        }
        @media (prefers-color-scheme: dark) {
          .sk-button-face { border: 1px solid #5d6468; }
          .sk-button-link { color: #ffffff; }
        }
      {% endstylesheet %}

      """##,
    "Templates/components/column.liquid": ##"""
      {% doc %}
        One of the `columns`. They are equally wide where nothing else is said.

        @param {string} [width] - its share of the width, such as 33%

        @example
        {% columns %}
        {% column width: "35%" %}{% image src: "https://example.com/butik.jpg", alt: "Butiken", width: 180 %}{% endcolumn %}
        {% column %}<p>Välkommen in.</p>{% endcolumn %}
        {% endcolumns %}
      {% enddoc %}
      <td class="sk-column" valign="top" style="width:{{ width | default: 'auto' }};">
      {{ content }}
      </td>
      {% stylesheet %}
        .sk-column { padding: 0 10px; }
        .sk-column h2, .sk-column h3 { margin-top: 0; }
        .sk-column:first-child { padding-left: 0; }
        .sk-column:last-child { padding-right: 0; }
        @media (max-width: 480px) {
          .sk-column { display: block; width: 100%; padding: 0 0 8px; }
        }
      {% endstylesheet %}

      """##,
    "Templates/components/columns.liquid": ##"""
      {% doc %}
        Columns side by side, each a `column`; on a narrow screen one beneath the other.

        @example
        {% columns %}
        {% column %}<p>Öppet alla dagar till klockan 18.</p>{% endcolumn %}
        {% column %}<p>Fri frakt över 300 kronor.</p>{% endcolumn %}
        {% endcolumns %}
      {% enddoc %}
      <table role="presentation" class="sk-columns" width="100%" cellpadding="0" cellspacing="0" border="0">
      <tr>
      {{ content }}
      </tr>
      </table>
      {% stylesheet %}
        .sk-columns { table-layout: fixed; }
      {% endstylesheet %}

      """##,
    "Templates/components/coupon.liquid": ##"""
      {% doc %}
        The campaign's offer to cut out: what it is, the customer's code, how long it holds and from what
        sum. Without an offer and a title it is left out.

        @param {string} [title] - what it is, in words; the offer's title if not given
        @param {string} [code] - a code; the customer's own if not given

        @example
        {% coupon %}
      {% enddoc %}
      {%- assign promise = title | default: offer.title -%}
      {%- assign secret = code | default: offer.code -%}
      {%- if promise != blank -%}
      <table role="presentation" class="sk-coupon" width="100%" cellpadding="0" cellspacing="0" border="0">
      <tr>
      <td class="sk-coupon-place">
      <table role="presentation" class="sk-coupon-paper" width="100%" cellpadding="0" cellspacing="0" border="0">
      <tr>
      <td class="sk-coupon-inside" align="center" bgcolor="#f8f5ef" style="border-color:{{ shop.colour }};">
      <p class="sk-coupon-title">{{ promise }}</p>
      {%- if secret != blank %}
      <p class="sk-coupon-small">{{ "component.coupon.code" | translate }}</p>
      <p class="sk-coupon-code">{{ secret }}</p>
      {%- endif %}
      {%- if offer.valid_until %}
      {%- assign day = offer.valid_until | date: "long" %}
      <p class="sk-coupon-small">{{ "component.coupon.until" | translate: date: day }}</p>
      {%- endif %}
      {%- if offer.minimum %}
      {%- assign coins = offer.minimum | modulo: 100 %}
      {%- if coins == 0 %}{% assign sum = offer.minimum | money: decimals: 0 %}{% else %}{% assign sum = offer.minimum | money %}{% endif %}
      <p class="sk-coupon-small">{{ "component.coupon.minimum" | translate: sum: sum }}</p>
      {%- endif %}
      </td>
      </tr>
      </table>
      </td>
      </tr>
      </table>
      {%- endif -%}
      {% stylesheet %}
        .sk-coupon-place { padding: 12px 0 20px; }
        .sk-coupon-inside { padding: 24px 16px; background-color: #f8f5ef; border: 2px dashed #2b2a27; border-radius: 8px; color: #2b2a27; }
        .sk-coupon-title { margin: 0 0 14px; font-size: 23px; line-height: 30px; }
        .sk-coupon-small { margin: 0; font-family: Helvetica, Arial, sans-serif; font-size: 13px; line-height: 20px; color: #68635a; }
        .sk-coupon-code { margin: 0 0 12px; font-family: 'Courier New', Courier, monospace; font-size: 26px; line-height: 36px; font-weight: bold; letter-spacing: 2px; word-break: break-word; }
        @media (max-width: 480px) {
          .sk-coupon-code { font-size: 21px; letter-spacing: 1px; }
        }
        @media (prefers-color-scheme: dark) {
          .sk-coupon-inside { background-color: #2b2f33; border-color: #7c8580; color: #ece9e3; }
          .sk-coupon-small { color: #b5b1a8; }
        }
      {% endstylesheet %}

      """##,
    "Templates/components/divider.liquid": ##"""
      {% doc %}
        A thin line between two parts.

        @example
        {% divider %}
      {% enddoc %}
      <hr class="sk-divider">
      {% stylesheet %}
        .sk-divider { height: 0; margin: 28px 0; border: 0; border-top: 1px solid #e6dfd2; }
        @media (prefers-color-scheme: dark) {
          .sk-divider { border-color: #3a3e42; }
        }
      {% endstylesheet %}

      """##,
    "Templates/components/hero.liquid": ##"""
      {% doc %}
        The opening of an e-mail: large words on the shop's colour, with a picture above them if there
        is one, and a button beneath. It fills the width of the block `top`.

        @param {string} [image] - the address of a picture, at best 1,200 pixels wide
        @param {string} [alt] - what the picture shows, for those who do not see it
        @param {string} [url] - where the picture and the button lead
        @param {string} [button] - the button's words
        @param {string} [colour] - the background, dark enough for white letters; the shop's if not given

        @example
        {% hero url: shop.url, button: "Se vad som är nytt" %}
        <h1>Välkommen tillbaka</h1>
        <p>Hyllorna är fulla igen.</p>
        {% endhero %}
      {% enddoc %}
      {%- assign background = colour | default: shop.colour -%}
      <table role="presentation" class="sk-hero" width="100%" cellpadding="0" cellspacing="0" border="0">
      {%- if image %}
      <tr>
      <td class="sk-hero-picture">
      {%- if url %}<a href="{{ url }}">{% endif -%}
      <img src="{{ image }}" alt="{{ alt }}" width="600" class="sk-hero-image">
      {%- if url %}</a>{% endif -%}
      </td>
      </tr>
      {%- endif %}
      <tr>
      <td class="sk-hero-words" bgcolor="{{ background }}" style="background-color:{{ background }};">
      {{ content }}
      {%- if url and button %}
      <table role="presentation" class="sk-hero-button" cellpadding="0" cellspacing="0" border="0">
      <tr>
      <td class="sk-hero-face" align="center" bgcolor="#ffffff"><a href="{{ url }}" class="sk-hero-link" style="color:{{ background }};">{{ button }}</a></td>
      </tr>
      </table>
      {%- endif %}
      </td>
      </tr>
      </table>
      {% stylesheet %}
        .sk-hero-image { display: block; width: 100%; height: auto; }
        .sk-hero-words { padding: 36px 44px 28px; font-size: 18px; line-height: 28px; color: #ffffff; }
        .sk-hero h1 { margin: 0 0 12px; font-size: 36px; line-height: 43px; font-weight: normal; color: #ffffff; }
        .sk-hero p { margin: 0 0 12px; color: #ffffff; }
        .sk-hero p a { color: #ffffff; }
        .sk-hero-button { margin: 12px 0; }
        .sk-hero-face { border-radius: 6px; background-color: #ffffff; mso-padding-alt: 14px 30px; }
        .sk-hero-link { display: inline-block; padding: 14px 30px; font-family: Helvetica, Arial, sans-serif; font-size: 16px; line-height: 20px; font-weight: bold; text-decoration: none; }
        @media (max-width: 480px) {
          .sk-hero-words { padding-left: 20px; padding-right: 20px; }
          .sk-hero h1 { font-size: 29px; line-height: 36px; }
          .sk-hero-button { width: 100%; }
          .sk-hero-link { display: block; }
        }
        @media (prefers-color-scheme: dark) {
          .sk-hero h1, .sk-hero p, .sk-hero p a { color: #ffffff; }
          .sk-hero-link { color: #2b2a27; }
        }
      {% endstylesheet %}

      """##,
    "Templates/components/image.liquid": ##"""
      {% doc %}
        A picture, never wider than the place where it stands.

        @param {string} src - the address of the picture
        @param {string} alt - what it shows, for those who do not see it; "" where it only adorns
        @param {number} [width] - its width in pixels; the text's width if not given
        @param {string} [url] - where it leads

        @example
        {% image src: "https://example.com/skyltfonster.jpg", alt: "Skyltfönstret i december", url: shop.url %}
      {% enddoc %}
      {%- assign pixels = width | default: 512 -%}
      <p class="sk-image">
      {%- if url %}<a href="{{ url }}">{% endif -%}
      <img src="{{ src }}" alt="{{ alt }}" width="{{ pixels }}" class="sk-image-picture" style="max-width:{{ pixels }}px;">
      {%- if url %}</a>{% endif -%}
      </p>
      {% stylesheet %}
        .sk-image { margin: 0 0 20px; }
        .sk-image-picture { display: block; width: 100%; height: auto; border-radius: 6px; }
      {% endstylesheet %}

      """##,
    "Templates/components/order_summary.liquid": ##"""
      {% doc %}
        What an order contained, line by line with its prices, and its sum. Without lines it is left out.

        @param {object} order - such as customer.last_order

        @example
        {% order_summary order: customer.last_order %}
      {% enddoc %}
      {%- if order.lines.size > 0 -%}
      {%- assign rest = order.total -%}
      <table role="table" class="sk-order" width="100%" cellpadding="0" cellspacing="0" border="0">
      {%- for line in order.lines %}
      {%- assign rest = rest | minus: line.amount %}
      <tr>
      <td class="sk-order-what">
      {%- if line.image_url %}<img src="{{ line.image_url }}" alt="" width="44" align="left" class="sk-order-picture">{% endif -%}
      <span class="sk-order-words">{% if line.quantity != 1 %}{{ line.quantity | number }} × {% endif %}{{ line.name | default: line.sku }}</span>
      </td>
      <td class="sk-order-amount" align="right" valign="top">{{ line.amount | money }}</td>
      </tr>
      {%- endfor %}
      {%- if rest != 0 %}
      <tr>
      <td class="sk-order-what">{{ "component.order_summary.other" | translate }}</td>
      <td class="sk-order-amount" align="right" valign="top">{{ rest | money }}</td>
      </tr>
      {%- endif %}
      <tr>
      <th class="sk-order-total" scope="row" align="left">{{ "component.order_summary.total" | translate }}</th>
      <td class="sk-order-total" align="right">{{ order.total | money }}</td>
      </tr>
      </table>
      {%- endif -%}
      {% stylesheet %}
        .sk-order-what { padding: 12px 16px 12px 0; border-bottom: 1px solid #e6dfd2; line-height: 24px; word-break: break-word; -webkit-hyphens: auto; hyphens: auto; }
        .sk-order-words { display: block; overflow: hidden; }
        .sk-order-picture { width: 44px; height: auto; margin: 0 14px 0 0; }
        .sk-order-amount { padding: 12px 0; border-bottom: 1px solid #e6dfd2; font-family: Helvetica, Arial, sans-serif; font-size: 15px; line-height: 24px; white-space: nowrap; }
        .sk-order-total { padding: 14px 0 24px; font-family: Helvetica, Arial, sans-serif; font-size: 16px; line-height: 24px; font-weight: bold; white-space: nowrap; }
        @media (prefers-color-scheme: dark) {
          .sk-order-what, .sk-order-amount { border-color: #3a3e42; }
        }
      {% endstylesheet %}

      """##,
    "Templates/components/product_grid.liquid": ##"""
      {% doc %}
        Products as cards: the picture where there is one, the category, the name and the price.

        @param {list} products - such as customer.recommendations
        @param {number} [columns] - how many side by side; 2 if not given
        @param {number} [limit] - how many at most; 6 if not given

        @example
        {% product_grid products: customer.recommendations, limit: 4 %}
      {% enddoc %}
      {%- assign across = columns | default: 2 | at_least: 1 | at_most: 4 -%}
      {%- assign most = limit | default: 6 -%}
      {%- if products.size > 0 -%}
      <table role="presentation" class="sk-products" width="100%" cellpadding="0" cellspacing="0" border="0">
      {%- for product in products limit: most %}
      {%- assign place = forloop.index0 | modulo: across %}
      {%- assign next = forloop.index | modulo: across %}
      {%- if place == 0 %}
      <tr>
      {%- else %}
      <td class="sk-products-gap" width="16">&nbsp;</td>
      {%- endif %}
      <td class="sk-product" valign="top" bgcolor="#ffffff" style="border-top-color:{{ shop.colour }};">
      {%- if product.url %}<a href="{{ product.url }}" class="sk-product-link">{% endif %}
      {%- if product.image_url %}<img src="{{ product.image_url }}" alt="" width="140" class="sk-product-picture">{% endif -%}
      <p class="sk-product-words">
      {%- if product.category %}<span class="sk-product-category">{{ product.category }}</span><br>{% endif -%}
      <span class="sk-product-name">{{ product.name | default: product.sku }}</span>
      {%- if product.price %}
      {%- assign coins = product.price | modulo: 100 %}
      <br><span class="sk-product-price">{% if coins == 0 %}{{ product.price | money: decimals: 0 }}{% else %}{{ product.price | money }}{% endif %}</span>
      {%- endif -%}
      </p>
      {%- if product.url %}</a>{% endif -%}
      </td>
      {%- if next == 0 or forloop.last %}
      </tr>
      <tr><td class="sk-products-row">&nbsp;</td></tr>
      {%- endif %}
      {%- endfor %}
      </table>
      {%- endif -%}
      {% stylesheet %}
        .sk-products { table-layout: fixed; margin: 12px 0 8px; }
        .sk-products-gap, .sk-products-row { font-size: 1px; line-height: 16px; }
        .sk-product { padding: 18px; background-color: #ffffff; border: 1px solid #e6dfd2; border-top: 4px solid #2b2a27; border-radius: 4px; font-size: 17px; line-height: 24px; word-break: break-word; -webkit-hyphens: auto; hyphens: auto; color: #2b2a27; }
        .sk-product-link { color: #2b2a27; text-decoration: none; }
        .sk-product-picture { display: block; width: 140px; height: auto; margin: 0 auto 16px; }
        .sk-product-words { margin: 0; overflow: hidden; }
        .sk-product-category { font-family: Helvetica, Arial, sans-serif; font-size: 12px; color: #68635a; }
        .sk-product-price { font-family: Helvetica, Arial, sans-serif; font-size: 15px; font-weight: bold; white-space: nowrap; }
        @media (max-width: 480px) {
          .sk-products tr { display: block; }
          .sk-product { display: block; overflow: hidden; margin-bottom: 12px; }
          .sk-products-gap, .sk-products-row { display: none; }
          .sk-product-picture { float: left; width: 84px; margin: 0 16px 0 0; }
        }
        @media (prefers-color-scheme: dark) {
          .sk-product { background-color: #212427; border-right-color: #43484d; border-bottom-color: #43484d; border-left-color: #43484d; color: #ece9e3; }
          .sk-product-link { color: #ece9e3; }
          .sk-product-category { color: #b5b1a8; }
        }
      {% endstylesheet %}

      """##,
    "Templates/components/section.liquid": ##"""
      {% doc %}
        A part of the e-mail on a ground of its own. In the blocks `top` and `bottom` it is a band across
        the whole width, elsewhere a panel.

        @param {string} [colour] - the ground, a light colour; a faint tint if not given

        @example
        {% section %}
        <h2>Öppet i jul</h2>
        <p>Alla dagar till klockan 18.</p>
        {% endsection %}
      {% enddoc %}
      {%- assign ground = colour | default: "#f8f5ef" -%}
      <table role="presentation" class="sk-section" width="100%" cellpadding="0" cellspacing="0" border="0">
      <tr>
      <td class="sk-section-inside" bgcolor="{{ ground }}" style="background-color:{{ ground }};">
      {{ content }}
      </td>
      </tr>
      </table>
      {% stylesheet %}
        .sk-section-inside { padding: 32px 44px 16px; }
        .sk-section h2 { margin-top: 0; }
        @media (max-width: 480px) {
          .sk-section-inside { padding-left: 20px; padding-right: 20px; }
        }
        @media (prefers-color-scheme: dark) {
          .sk-section-inside { background-color: #2b2f33; color: #ece9e3; }
        }
      {% endstylesheet %}

      """##,
    "Templates/components/social.liquid": ##"""
      {% doc %}
        Links to where else the shop is found, as words in a row. It shows those that are given.

        @param {string} [instagram] - the address there
        @param {string} [facebook] - the address there
        @param {string} [tiktok] - the address there
        @param {string} [youtube] - the address there
        @param {string} [pinterest] - the address there
        @param {string} [linkedin] - the address there
        @param {string} [bluesky] - the address there
        @param {string} [mastodon] - the address there

        @example
        {% social instagram: "https://www.instagram.com/example", youtube: "https://www.youtube.com/@example" %}
      {% enddoc %}
      <p class="sk-social">
      {%- if instagram %} <a href="{{ instagram }}" class="sk-social-link">Instagram</a> {% endif %}
      {%- if facebook %} <a href="{{ facebook }}" class="sk-social-link">Facebook</a> {% endif %}
      {%- if tiktok %} <a href="{{ tiktok }}" class="sk-social-link">TikTok</a> {% endif %}
      {%- if youtube %} <a href="{{ youtube }}" class="sk-social-link">YouTube</a> {% endif %}
      {%- if pinterest %} <a href="{{ pinterest }}" class="sk-social-link">Pinterest</a> {% endif %}
      {%- if linkedin %} <a href="{{ linkedin }}" class="sk-social-link">LinkedIn</a> {% endif %}
      {%- if bluesky %} <a href="{{ bluesky }}" class="sk-social-link">Bluesky</a> {% endif %}
      {%- if mastodon %} <a href="{{ mastodon }}" class="sk-social-link">Mastodon</a> {% endif %}
      </p>
      {% stylesheet %}
        .sk-social { margin: 12px 0 20px; text-align: center; font-family: Helvetica, Arial, sans-serif; font-size: 14px; line-height: 40px; }
        .sk-social-link { display: inline-block; padding: 0 16px; margin: 0 3px; border: 1px solid #d8cfbf; border-radius: 16px; line-height: 30px; color: #2b2a27; text-decoration: none; }
        @media (prefers-color-scheme: dark) {
          .sk-social-link { border-color: #4a5055; color: #ece9e3; }
        }
      {% endstylesheet %}

      """##,
    "Templates/components/spacer.liquid": ##"""
      {% doc %}
        Empty space between two parts.

        @param {number} [height] - how high, in pixels; 24 if not given

        @example
        {% spacer height: 40 %}
      {% enddoc %}
      {%- assign pixels = height | default: 24 -%}
      <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
      <tr>
      <td class="sk-spacer" height="{{ pixels }}" style="height:{{ pixels }}px;line-height:{{ pixels }}px;">&nbsp;</td>
      </tr>
      </table>
      {% stylesheet %}
        .sk-spacer { font-size: 1px; }
      {% endstylesheet %}

      """##,
  ]
}
