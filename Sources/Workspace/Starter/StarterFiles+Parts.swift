// swift-format-ignore-file
// Made by scripts/embed-starter.sh from the repository's own workspace.

extension StarterFiles {
  static let parts: [String: String] = [
    "Templates/layouts/base.html.liquid": ##"""
      <!doctype html>
      <html lang="{{ customer.language | default: shop.language }}">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="supported-color-schemes" content="light dark">
      <meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
      <title>{{ campaign.subject }}</title>
      <style>
        :root { color-scheme: light dark; supported-color-schemes: light dark; }
        body { margin: 0; padding: 0; width: 100%; -webkit-text-size-adjust: 100%; }
        img { border: 0; max-width: 100%; }
        @media (max-width: 480px) {
          .gutter { padding-left: 20px !important; padding-right: 20px !important; }
          .outer { padding: 0 !important; }
          .card { border-radius: 0 !important; border-left: 0 !important; border-right: 0 !important; }
          h1 { font-size: 26px !important; }
          .wide { width: 100% !important; }
          .button a { display: block !important; }
          .code { font-size: 22px !important; letter-spacing: 2px !important; }
        }
        @media (prefers-color-scheme: dark) {
          body, .page { background-color: #16181a !important; }
          .card { background-color: #212427 !important; border-color: #33373b !important; }
          h1, p, td, .strong { color: #ece9e3 !important; }
          .muted, .muted td, .muted p, .muted a { color: #a9a59d !important; }
          .rule { border-color: #3a3e42 !important; }
          .coupon { background-color: #2a2e31 !important; border-color: #6f7a72 !important; }
          .button a, .brand a { color: #ffffff !important; }
        }
      </style>
      </head>
      <body class="page" style="margin:0;padding:0;background-color:#f4f0e8;">
      <div style="display:none;max-height:0;overflow:hidden;">{{ campaign.preheader }}</div>
      <table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:#f4f0e8;">
      <tr>
      <td class="outer" align="center" style="padding:32px 12px;">
      <!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
      <table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;background-color:#ffffff;border:1px solid #e6dfd2;border-radius:10px;overflow:hidden;">
      {% render "header" -%}
      <tr>
      <td class="gutter" style="padding:36px 44px 12px;font-family:Georgia,'Times New Roman',serif;font-size:17px;line-height:27px;color:#2b2a27;">
      {% block content %}{% endblock %}
      </td>
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
    "Templates/partials/button.liquid": ##"""
      <table role="presentation" class="wide" cellpadding="0" cellspacing="0" border="0" style="margin:28px 0;">
      <tr>
      <td class="button" align="center" bgcolor="{{ shop.colour }}" style="border-radius:6px;background-color:{{ shop.colour }};">
      <a href="{{ url }}" style="display:inline-block;padding:14px 30px;font-family:Helvetica,Arial,sans-serif;font-size:16px;line-height:20px;font-weight:bold;color:#ffffff;text-decoration:none;">{{ label }}</a>
      </td>
      </tr>
      </table>

      """##,
    "Templates/partials/coupon.liquid": ##"""
      <table role="presentation" class="coupon" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:28px 0;border:2px dashed {{ shop.colour }};border-radius:8px;background-color:#f7faf8;">
      <tr>
      <td align="center" style="padding:22px 20px;font-family:Helvetica,Arial,sans-serif;color:#2b2a27;">
      <p class="strong" style="margin:0 0 10px;font-family:Georgia,'Times New Roman',serif;font-size:22px;line-height:28px;color:#2b2a27;">{{ title }}</p>
      {%- if offer.code %}
      <p class="muted" style="margin:0;font-size:13px;line-height:18px;color:#6f6a60;">{{ "coupon.code" | translate }}</p>
      <p class="code strong" style="margin:2px 0 10px;font-family:'Courier New',Courier,monospace;font-size:26px;line-height:34px;letter-spacing:3px;font-weight:bold;color:#2b2a27;">{{ offer.code }}</p>
      {%- endif %}
      {%- if offer.valid_until %}
      <p class="muted" style="margin:0;font-size:13px;line-height:18px;color:#6f6a60;">{{ "coupon.until" | translate }} {{ offer.valid_until | date: "long" }}</p>
      {%- endif %}
      {%- if offer.minimum %}
      <p class="muted" style="margin:0;font-size:13px;line-height:18px;color:#6f6a60;">{{ "coupon.minimum" | translate }} {{ offer.minimum | money }}</p>
      {%- endif %}
      </td>
      </tr>
      </table>

      """##,
    "Templates/partials/footer.liquid": ##"""
      <table role="presentation" class="muted" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;">
      <tr>
      <td class="gutter" align="center" style="padding:24px 44px 8px;font-family:Helvetica,Arial,sans-serif;font-size:13px;line-height:20px;color:#6f6a60;">
      <p style="margin:0 0 8px;">{{ "footer.why" | translate }} {{ shop.name }}.</p>
      <p style="margin:0 0 8px;">{{ shop.name }}, {{ shop.address }}</p>
      <p style="margin:0;"><a href="{{ unsubscribe_url }}" style="color:#6f6a60;text-decoration:underline;">{{ "footer.unsubscribe" | translate }}</a></p>
      </td>
      </tr>
      </table>

      """##,
    "Templates/partials/header.liquid": ##"""
      <tr>
      <td class="gutter brand" style="padding:22px 44px;background-color:{{ shop.colour }};">
      {%- if shop.logo %}
      <img src="{{ shop.logo }}" alt="{{ shop.name }}" height="36" style="display:block;height:36px;">
      {%- else %}
      {%- if shop.url %}
      <a href="{{ shop.url }}" style="font-family:Georgia,'Times New Roman',serif;font-size:22px;letter-spacing:.5px;color:#ffffff;text-decoration:none;">{{ shop.name }}</a>
      {%- else %}
      <span style="font-family:Georgia,'Times New Roman',serif;font-size:22px;letter-spacing:.5px;color:#ffffff;">{{ shop.name }}</span>
      {%- endif %}
      {%- endif %}
      </td>
      </tr>

      """##,
    "Templates/partials/product_row.liquid": ##"""
      <tr>
      <td class="rule" style="padding:12px 0;border-top:1px solid #e6dfd2;font-family:Georgia,'Times New Roman',serif;font-size:16px;line-height:22px;color:#2b2a27;">
      <span class="strong">{{ line.name }}</span><br>
      <span class="muted" style="font-family:Helvetica,Arial,sans-serif;font-size:13px;color:#6f6a60;">{{ line.category }}</span>
      </td>
      <td class="rule" align="right" valign="top" style="padding:12px 0;border-top:1px solid #e6dfd2;font-family:Helvetica,Arial,sans-serif;font-size:15px;line-height:22px;white-space:nowrap;color:#2b2a27;">{{ line.amount | money }}</td>
      </tr>

      """##,
  ]
}
