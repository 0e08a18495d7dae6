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
      unsubscribe_page:
        title: "E-mails fra {{ shop }}"
        active: "Vil du ikke længere have e-mails fra {{ shop }}?"
        active_more: "Det gælder med det samme, og du behøver ikke at logge ind."
        unsubscribe: "Afmeld mig"
        stopped: "Du er afmeldt"
        stopped_more: "Du får ikke flere e-mails fra {{ shop }}. En, der allerede var på vej, kan stadig nå frem."
        subscribe: "Tilmeld mig igen"
        subscribe_more: "Var det en fejl?"
        subscribed: "Du får e-mails igen"
        subscribed_more: "{{ shop }} sender dig e-mails som før."
        paused: "Ingen e-mails til og med {{ date }}"
        paused_more: "Derefter får du igen e-mails fra {{ shop }}."
        resume: "Afslut pausen nu"
        rather: "Eller vælg noget andet"
        pause: "Hold pause i 30 dage"
        language: "Sprog i e-mails"
        save: "Gem"
        saved: "Dit valg er gemt."
        address: "Adresse: {{ address }}"
        test: "Linket kommer fra en testmail: knapperne ændrer ingenting."
        broken: "Linket virker ikke"
        broken_more: "Det kan være blevet afkortet undervejs. Åbn det en gang til fra e-mailen, eller svar på e-mailen og skriv, at du ikke vil have flere."
        busy: "Det lykkedes ikke lige nu"
        busy_more: "Intet er ændret. Prøv igen om et minut."

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
      unsubscribe_page:
        title: "E-Mails von {{ shop }}"
        active: "Keine E-Mails mehr von {{ shop }}?"
        active_more: "Es gilt sofort, und Sie müssen sich nicht anmelden."
        unsubscribe: "Abmelden"
        stopped: "Sie sind abgemeldet"
        stopped_more: "Sie bekommen keine E-Mails mehr von {{ shop }}. Eine, die schon unterwegs war, kann noch ankommen."
        subscribe: "Wieder anmelden"
        subscribe_more: "War das ein Versehen?"
        subscribed: "Sie bekommen wieder E-Mails"
        subscribed_more: "{{ shop }} schickt Ihnen E-Mails wie zuvor."
        paused: "Keine E-Mails bis einschließlich {{ date }}"
        paused_more: "Danach bekommen Sie wieder E-Mails von {{ shop }}."
        resume: "Pause jetzt beenden"
        rather: "Oder wählen Sie etwas anderes"
        pause: "30 Tage Pause"
        language: "Sprache der E-Mails"
        save: "Speichern"
        saved: "Ihre Wahl ist gespeichert."
        address: "Adresse: {{ address }}"
        test: "Der Link stammt aus einer Testnachricht: Die Knöpfe ändern nichts."
        broken: "Dieser Link funktioniert nicht"
        broken_more: "Vielleicht wurde er unterwegs abgeschnitten. Öffnen Sie ihn noch einmal aus der E-Mail, oder antworten Sie auf die E-Mail und schreiben Sie, dass Sie keine mehr möchten."
        busy: "Das hat gerade nicht geklappt"
        busy_more: "Es wurde nichts geändert. Bitte versuchen Sie es in einer Minute noch einmal."

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
      unsubscribe_page:
        title: "E-mails from {{ shop }}"
        active: "Stop e-mails from {{ shop }}?"
        active_more: "It takes effect at once, and you need not log in."
        unsubscribe: "Unsubscribe"
        stopped: "You are unsubscribed"
        stopped_more: "You get no more e-mails from {{ shop }}. One that was already on its way may still arrive."
        subscribe: "Subscribe again"
        subscribe_more: "Was that a mistake?"
        subscribed: "You get e-mails again"
        subscribed_more: "{{ shop }} sends you e-mails as before."
        paused: "No e-mails until {{ date }}"
        paused_more: "After that you get e-mails from {{ shop }} again."
        resume: "End the pause now"
        rather: "Or choose something else"
        pause: "Pause for 30 days"
        language: "Language of the e-mails"
        save: "Save"
        saved: "Your choice is saved."
        address: "Address: {{ address }}"
        test: "This link comes from a test message: the buttons change nothing."
        broken: "This link does not work"
        broken_more: "It may have been cut off on its way. Open it once more from the e-mail, or answer the e-mail and say that you want no more."
        busy: "That did not work just now"
        busy_more: "Nothing has been changed. Please try again in a minute."

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
      unsubscribe_page:
        title: "Sähköpostit: {{ shop }}"
        active: "Haluatko lopettaa sähköpostit ({{ shop }})?"
        active_more: "Peruutus tulee voimaan heti, eikä kirjautumista tarvita."
        unsubscribe: "Peruuta tilaus"
        stopped: "Tilauksesi on peruttu"
        stopped_more: "{{ shop }} ei lähetä sinulle enää sähköpostia. Jo matkalla ollut viesti voi vielä saapua."
        subscribe: "Tilaa uudelleen"
        subscribe_more: "Kävikö vahinko?"
        subscribed: "Saat taas sähköpostia"
        subscribed_more: "{{ shop }} lähettää sinulle sähköpostia kuten ennenkin."
        paused: "Ei sähköpostia {{ date }} asti"
        paused_more: "Sen jälkeen {{ shop }} lähettää sinulle taas sähköpostia."
        resume: "Lopeta tauko nyt"
        rather: "Tai valitse jotain muuta"
        pause: "Pidä 30 päivän tauko"
        language: "Sähköpostien kieli"
        save: "Tallenna"
        saved: "Valintasi on tallennettu."
        address: "Osoite: {{ address }}"
        test: "Linkki on testiviestistä: painikkeet eivät muuta mitään."
        broken: "Linkki ei toimi"
        broken_more: "Se on ehkä katkennut matkalla. Avaa se uudelleen sähköpostista tai vastaa sähköpostiin ja kerro, ettet halua enempää."
        busy: "Se ei onnistunut juuri nyt"
        busy_more: "Mitään ei muutettu. Yritä uudelleen hetken kuluttua."

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
      unsubscribe_page:
        title: "E-post fra {{ shop }}"
        active: "Vil du slutte å få e-post fra {{ shop }}?"
        active_more: "Det gjelder med en gang, og du trenger ikke å logge inn."
        unsubscribe: "Meld meg av"
        stopped: "Du er meldt av"
        stopped_more: "Du får ikke flere e-poster fra {{ shop }}. En som allerede var på vei, kan likevel komme fram."
        subscribe: "Abonner igjen"
        subscribe_more: "Ble det feil?"
        subscribed: "Du får e-post igjen"
        subscribed_more: "{{ shop }} sender deg e-post som før."
        paused: "Ingen e-post til og med {{ date }}"
        paused_more: "Etter det får du e-post fra {{ shop }} igjen."
        resume: "Avslutt pausen nå"
        rather: "Eller velg noe annet"
        pause: "Ta pause i 30 dager"
        language: "Språk i e-postene"
        save: "Lagre"
        saved: "Valget ditt er lagret."
        address: "Adresse: {{ address }}"
        test: "Lenken kommer fra en testmelding: knappene endrer ingenting."
        broken: "Lenken virker ikke"
        broken_more: "Den kan ha blitt kuttet underveis. Åpne den en gang til fra e-posten, eller svar på e-posten og skriv at du ikke vil ha flere."
        busy: "Det gikk ikke akkurat nå"
        busy_more: "Ingenting er endret. Prøv igjen om et minutt."

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
      unsubscribe_page:
        title: "E-post från {{ shop }}"
        active: "Vill du sluta få e-post från {{ shop }}?"
        active_more: "Det gäller genast, och du behöver inte logga in."
        unsubscribe: "Avsluta prenumerationen"
        stopped: "Du är avanmäld"
        stopped_more: "Du får inga fler e-brev från {{ shop }}. Ett som redan var på väg kan ändå komma fram."
        subscribe: "Prenumerera igen"
        subscribe_more: "Blev det fel?"
        subscribed: "Du får e-post igen"
        subscribed_more: "{{ shop }} skickar dig e-post som förut."
        paused: "Ingen e-post till och med {{ date }}"
        paused_more: "Därefter får du e-post från {{ shop }} igen."
        resume: "Avsluta pausen nu"
        rather: "Eller välj något annat"
        pause: "Pausa i 30 dagar"
        language: "Språk i e-posten"
        save: "Spara"
        saved: "Ditt val är sparat."
        address: "Adress: {{ address }}"
        test: "Länken kommer från ett testutskick: knapparna ändrar ingenting."
        broken: "Länken fungerar inte"
        broken_more: "Den kan ha blivit avklippt på vägen. Öppna den en gång till från e-brevet, eller svara på e-brevet och skriv att du inte vill ha fler."
        busy: "Det gick inte just nu"
        busy_more: "Ingenting har ändrats. Försök igen om en minut."

      """##,
  ]
}
