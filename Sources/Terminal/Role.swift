/// What a piece of text is, never what it looks like. A theme gives each role its style.
///
/// A role is a small number inside, so that a cell stays flat and comparing frames is cheap; its name is what theme files use.
/// A name with dots takes what it does not say itself from the part before the last dot: `json.key` from `json`.
public struct Role: Hashable, Sendable, RawRepresentable {
  let id: UInt16

  public init(rawValue: String) { id = RoleNames.id(of: rawValue) }
  init(id: UInt16) { self.id = id }

  public var rawValue: String { RoleNames.name(of: id) }

  /// Every role that this library draws with, in the order of this file.
  public static let all: [Role] = RoleNames.known.indices.map { Role(id: UInt16($0)) }

  public static let text = Role(rawValue: "text")
  public static let muted = Role(rawValue: "muted")
  public static let title = Role(rawValue: "title")
  public static let accent = Role(rawValue: "accent")
  public static let rule = Role(rawValue: "rule")
  public static let header = Role(rawValue: "header")
  public static let breadcrumb = Role(rawValue: "breadcrumb")
  public static let status = Role(rawValue: "status")

  public static let label = Role(rawValue: "label")
  public static let labelMandatory = Role(rawValue: "label.mandatory")
  public static let field = Role(rawValue: "field")
  public static let fieldFocused = Role(rawValue: "field.focused")
  public static let fieldPlaceholder = Role(rawValue: "field.placeholder")
  public static let button = Role(rawValue: "button")
  public static let buttonFocused = Role(rawValue: "button.focused")
  public static let buttonDanger = Role(rawValue: "button.danger")
  public static let tab = Role(rawValue: "tab")
  public static let tabSelected = Role(rawValue: "tab.selected")
  public static let columnTitle = Role(rawValue: "column.title")

  public static let selection = Role(rawValue: "selection")
  public static let selectionInactive = Role(rawValue: "selection.inactive")
  public static let match = Role(rawValue: "match")
  public static let matchCurrent = Role(rawValue: "match.current")

  public static let hintKey = Role(rawValue: "hint.key")
  public static let hintText = Role(rawValue: "hint.text")
  public static let disabled = Role(rawValue: "disabled")

  public static let success = Role(rawValue: "success")
  public static let warning = Role(rawValue: "warning")
  public static let danger = Role(rawValue: "danger")
  public static let info = Role(rawValue: "info")
  public static let production = Role(rawValue: "badge.production")
  public static let badge = Role(rawValue: "badge")

  public static let dialog = Role(rawValue: "dialog")
  public static let dialogBorder = Role(rawValue: "dialog.border")
  public static let dialogTitle = Role(rawValue: "dialog.title")

  /// The visible sign that stands for a control or format character of text from outside.
  public static let control = Role(rawValue: "control")

  public static let jsonKey = Role(rawValue: "json.key")
  public static let jsonString = Role(rawValue: "json.string")
  public static let jsonNumber = Role(rawValue: "json.number")
  public static let jsonBoolean = Role(rawValue: "json.boolean")
  public static let jsonNull = Role(rawValue: "json.null")
  public static let jsonPunctuation = Role(rawValue: "json.punctuation")
  public static let jsonSummary = Role(rawValue: "json.summary")
  public static let jsonLineNumber = Role(rawValue: "json.line")
  public static let jsonError = Role(rawValue: "json.error")
}
