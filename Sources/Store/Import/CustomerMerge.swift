import SQL

/// How the columns of a customer who is already known are merged.
enum CustomerMerge {
  /// The statement that writes these columns, of which some have a default.
  static func statement(
    _ slots: CustomerSlots,
    fallbacks: [MergeWriter.Constant?],
    dialect: SQLDialect
  ) -> MergeStatement {
    let hasConsent = slots["email_consent"] != nil
    let columns = slots.names.enumerated().map { slot, name in
      MergeStatement.Column(
        name,
        hasFallback: fallbacks[slot] != nil,
        inserted: name == "custom" ? underlay(fallbacks[slot], dialect) : nil,
        merged: merged(name, hasConsent: hasConsent, dialect, fallbacks[slot] != nil)
      )
    }
    let revival = hasConsent && slots["consent_at"] != nil
    return MergeStatement(table: "customers", columns: columns, extra: revival ? [revived] : [])
  }

  /// The defaults of custom columns, under what the row says.
  private static func underlay(
    _ fallback: MergeWriter.Constant?,
    _ dialect: SQLDialect
  ) -> (before: SQLQuery, after: SQLQuery)? {
    guard case .text(let text) = fallback else { return nil }
    let object = String(decoding: text.bytes, as: UTF8.self)
    return switch dialect {
    case .sqlite: ("json_patch(\(object), ", ")")
    case .postgresql: ("(\(object)::jsonb || ", "::jsonb)::text")
    }
  }

  private static func merged(
    _ name: String,
    hasConsent: Bool,
    _ dialect: SQLDialect,
    _ hasFallback: Bool
  ) -> ((inout MergeStatement.Builder) -> Void)? {
    switch name {
    case "email_key": { $0.appendEmailKey() }
    case "custom": { $0.appendCustom(dialect, hasFallback: hasFallback) }
    case "language": { $0.appendUnlessChosen(name, by: "chosen_language") }
    case "email_consent", "consent_at", "consent_source":
      hasConsent ? { $0.appendUnlessRefused(name) } : nil
    default: nil
    }
  }

  /// A consent that is younger than the unsubscription ends it.
  private static var revived: MergeStatement.Extra {
    MergeStatement.Extra(name: "unsubscribed_at") { builder in
      builder.append("CASE WHEN ")
      builder.appendSaid("email_consent")
      builder.append(" = 1 AND ")
      builder.appendSaid("consent_at")
      builder.append(" > ")
      builder.appendStored("unsubscribed_at")
      builder.append(" THEN NULL ELSE ")
      builder.appendStored("unsubscribed_at")
      builder.append(" END")
    }
  }
}

extension MergeStatement.Builder {
  /// The key goes with the address, also where a new address has none.
  fileprivate mutating func appendEmailKey() {
    append("CASE WHEN ")
    appendSaid("email")
    append(" IS NOT NULL THEN ")
    appendSaid("email_key")
    append(" WHEN ")
    appendStored("email")
    append(" IS NOT NULL THEN ")
    appendStored("email_key")
    append(" ELSE ")
    appendValue("email_key")
    append(" END")
  }

  /// What the customer has chosen stays.
  fileprivate mutating func appendUnlessChosen(_ name: String, by chosen: String) {
    append("coalesce(")
    appendStored(chosen)
    append(", ")
    appendUsual(name)
    append(")")
  }

  /// A yes that is not younger than the unsubscription leaves the consent as it is.
  fileprivate mutating func appendUnlessRefused(_ name: String) {
    append("CASE WHEN ")
    appendSaid("email_consent")
    append(" = 1 AND ")
    appendStored("unsubscribed_at")
    append(" IS NOT NULL AND (")
    appendSaid("consent_at")
    append(" > ")
    appendStored("unsubscribed_at")
    append(") IS NOT TRUE THEN ")
    appendStored(name)
    append(" ELSE ")
    appendUsual(name)
    append(" END")
  }

  /// The stored object with what the row says put over it, and what the defaults say under it.
  fileprivate mutating func appendCustom(_ dialect: SQLDialect, hasFallback: Bool) {
    if hasFallback {
      appendPatched(dialect) { builder in
        builder.appendPatched(dialect) {
          $0.appendStored("custom")
        } by: {
          $0.appendValue("custom")
        }
      } by: { builder in
        builder.appendPatched(dialect) {
          $0.appendStored("custom")
        } by: {
          $0.appendSaidObject()
        }
      }
    } else {
      // Most rows say what is stored, which needs no patching.
      append("CASE WHEN ")
      appendStored("custom")
      append(" = ")
      appendValue("custom")
      append(" THEN ")
      appendStored("custom")
      append(" ELSE ")
      appendPatched(dialect) {
        $0.appendStored("custom")
      } by: {
        $0.appendValue("custom")
      }
      append(" END")
    }
  }

  fileprivate mutating func appendSaidObject() {
    append("coalesce(")
    appendSaid("custom")
    append(", '{}')")
  }

  fileprivate mutating func appendPatched(
    _ dialect: SQLDialect,
    _ object: (inout MergeStatement.Builder) -> Void,
    by patch: (inout MergeStatement.Builder) -> Void
  ) {
    switch dialect {
    case .sqlite:
      append("json_patch(")
      object(&self)
      append(", ")
      patch(&self)
      append(")")
    case .postgresql:
      append("(")
      object(&self)
      append("::jsonb || ")
      patch(&self)
      append("::jsonb)::text")
    }
  }
}
