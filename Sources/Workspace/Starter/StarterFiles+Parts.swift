// swift-format-ignore-file
// Made by scripts/embed-starter.sh from the repository's own workspace.

extension StarterFiles {
  static let parts: [String: String] = [
    "Templates/layouts/base.html.liquid": ##"""
      <!doctype html>
      <html lang="{{ "component.language" | translate }}">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="supported-color-schemes" content="light dark">
      <meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
      <title>{{ campaign.subject }}</title>
      <style>
        :root { color-scheme: light dark; supported-color-schemes: light dark; }

        /* The page, and the card in its middle. */
        body { margin: 0; padding: 0; width: 100%; background-color: #f4f0e8; -webkit-text-size-adjust: 100%; }
        .preheader { display: none; max-height: 0; overflow: hidden; }
        .page { background-color: #f4f0e8; }
        .outer { padding: 32px 12px; }
        .card { max-width: 600px; background-color: #ffffff; border: 1px solid #e6dfd2; border-radius: 10px; overflow: hidden; }
        .footer { max-width: 600px; }

        /* The name or the logo. */
        .header { padding: 22px 44px; background-color: {{ shop.colour }}; }
        .header-logo { padding: 22px 44px; background-color: #ffffff; border-top: 4px solid {{ shop.colour }}; }
        .name { font-family: Georgia, 'Times New Roman', serif; font-size: 22px; line-height: 30px; letter-spacing: 0.5px; color: #ffffff; text-decoration: none; }
        .logo { display: block; height: 40px; font-family: Georgia, 'Times New Roman', serif; font-size: 22px; color: #2b2a27; }

        /* What the e-mail says. */
        .top, .content, .bottom { font-family: Georgia, 'Times New Roman', serif; font-size: 17px; line-height: 27px; color: #2b2a27; word-break: break-word; }
        .content { padding: 36px 44px 20px; }
        h1 { margin: 0 0 18px; font-size: 31px; line-height: 38px; font-weight: normal; }
        h2 { margin: 32px 0 12px; font-size: 23px; line-height: 30px; font-weight: normal; }
        h3 { margin: 28px 0 8px; font-size: 18px; line-height: 26px; }
        p, ul, ol, blockquote { margin: 0 0 16px; }
        ul, ol { padding-left: 24px; }
        li { margin: 0 0 6px; }
        a { color: {{ shop.colour }}; }
        img { border: 0; max-width: 100%; }
        blockquote { padding-left: 18px; border-left: 3px solid {{ shop.colour }}; font-style: italic; }
        blockquote p { margin: 0 0 8px; }
        hr { height: 0; margin: 28px 0; border: 0; border-top: 1px solid #e6dfd2; }
        table:not([role]) { margin: 0 0 16px; border-collapse: collapse; }
        table:not([role]) th, table:not([role]) td { padding: 7px 20px 7px 0; border-bottom: 1px solid #e6dfd2; vertical-align: top; }
        table:not([role]) th:not([align]) { text-align: left; }
        code, pre { font-family: 'Courier New', Courier, monospace; font-size: 15px; }
        pre { margin: 0 0 16px; white-space: pre-wrap; }
        .content .sk-hero, .content .sk-section { margin: 8px 0 28px; border-radius: 8px; overflow: hidden; }
        .content .sk-section-inside { padding: 24px 24px 8px; }

        /* Who sends it, and how to stop it. */
        .sender { padding: 24px 44px 8px; font-family: Helvetica, Arial, sans-serif; font-size: 13px; line-height: 20px; color: #68635a; }
        .sender p { margin: 0 0 8px; }
        .sender a { color: #68635a; text-decoration: underline; }

        @media (max-width: 480px) {
          .outer { padding: 0 0 16px; }
          .card { border-radius: 0; border-left: 0; border-right: 0; }
          .header, .header-logo, .content, .sender { padding-left: 20px; padding-right: 20px; }
          h1 { font-size: 27px; line-height: 34px; }
        }
        @media (prefers-color-scheme: dark) {
          body, .page { background-color: #16181a; }
          .card { background-color: #212427; border-color: #33373b; }
          .top, .content, .bottom { color: #ece9e3; }
          a { color: #ece9e3; }
          .name { color: #ffffff; }
          hr, table:not([role]) th, table:not([role]) td { border-color: #3a3e42; }
          .sender, .sender a { color: #a9a59d; }
        }
      </style>
      <!--[if mso]><style>td, p, h1, h2, h3, li { font-family: Georgia, serif; }</style><![endif]-->
      </head>
      <body class="page">
      <div class="preheader">{{ campaign.preheader }}</div>
      <table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0">
      <tr>
      <td class="outer" align="center">
      <!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
      <table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" border="0">
      {% render "header" -%}
      <tr>
      <td class="top">{% block top %}{% endblock %}</td>
      </tr>
      <tr>
      <td class="content">
      {% block content %}{% endblock %}
      </td>
      </tr>
      <tr>
      <td class="bottom">{% block bottom %}{% endblock %}</td>
      </tr>
      </table>
      {% render "footer" -%}
      <!--[if mso]></td></tr></table><![endif]-->
      </td>
      </tr>
      </table>
      </body>
      </html>

      """##,
    "Templates/partials/footer.liquid": ##"""
      <table role="presentation" class="footer" width="100%" cellpadding="0" cellspacing="0" border="0">
      <tr>
      <td class="sender" align="center">
      <p>{{ "footer.why" | translate }} {{ shop.name }}.</p>
      <p>{{ shop.name }}, {{ shop.address }}</p>
      <p><a href="{{ unsubscribe_url }}">{{ "footer.unsubscribe" | translate }}</a></p>
      </td>
      </tr>
      </table>

      """##,
    "Templates/partials/header.liquid": ##"""
      <tr>
      {%- if shop.logo %}
      <td class="header-logo">
      {%- if shop.url %}<a href="{{ shop.url }}">{% endif -%}
      <img src="{{ shop.logo }}" alt="{{ shop.name }}" height="40" class="logo">
      {%- if shop.url %}</a>{% endif -%}
      </td>
      {%- elsif shop.url %}
      <td class="header"><a href="{{ shop.url }}" class="name">{{ shop.name }}</a></td>
      {%- else %}
      <td class="header"><span class="name">{{ shop.name }}</span></td>
      {%- endif %}
      </tr>

      """##,
  ]
}
