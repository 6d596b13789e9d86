import Synchronization

/// The names behind the numbers of roles: those of this library first, then any that a program adds.
enum RoleNames {
  /// The position of a name here is its role's number; `text` must stay the first.
  static let known: [String] = [
    "text",
    "muted",
    "title",
    "accent",
    "rule",
    "header",
    "breadcrumb",
    "status",
    "label",
    "label.mandatory",
    "field",
    "field.focused",
    "field.placeholder",
    "button",
    "button.focused",
    "button.danger",
    "tab",
    "tab.selected",
    "column.title",
    "selection",
    "selection.inactive",
    "match",
    "match.current",
    "hint.key",
    "hint.text",
    "disabled",
    "success",
    "warning",
    "danger",
    "info",
    "badge.production",
    "badge",
    "dialog",
    "dialog.border",
    "dialog.title",
    "control",
    "json.key",
    "json.string",
    "json.number",
    "json.boolean",
    "json.null",
    "json.punctuation",
    "json.summary",
    "json.line",
    "json.error",
  ]

  private struct Table {
    var names = known
    var ids = Dictionary(uniqueKeysWithValues: known.enumerated().map { ($1, UInt16($0)) })
  }

  private static let table = Mutex(Table())

  /// A table that is full answers `text`: more than 60,000 names can only be a mistake, and it must not trap.
  static func id(of name: String) -> UInt16 {
    table.withLock { table in
      if let id = table.ids[name] { return id }
      guard table.names.count < 60_000 else { return 0 }
      let id = UInt16(table.names.count)
      table.names.append(name)
      table.ids[name] = id
      return id
    }
  }

  static func name(of id: UInt16) -> String {
    table.withLock { $0.names.indices.contains(Int(id)) ? $0.names[Int(id)] : "text" }
  }
}
