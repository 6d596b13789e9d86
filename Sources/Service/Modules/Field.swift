/// One field of a module dialog: the only place where its label, help, limits and default are written.
public struct Field: Sendable, Identifiable {
  public let key: FieldKey
  /// Worded exactly as in the dialog of the Customer.io app.
  public let label: String
  /// One sentence for the status line and for the command's help.
  public let help: String
  public let kind: FieldKind
  public let isMandatory: Bool
  /// Another field that, once filled, makes this one unneeded.
  public let standIn: FieldKey?
  /// Folded under "Show advanced settings".
  public let isAdvanced: Bool
  private let makeDefault: (@Sendable () -> FieldValue)?
  /// An example, shown dimmed while the field is empty.
  public let placeholder: String

  public var id: FieldKey { key }

  init(
    _ key: FieldKey, _ label: String, _ kind: FieldKind, mandatory: Bool = false, unless standIn: FieldKey? = nil,
    advanced: Bool = false,
    default makeDefault: (@Sendable () -> FieldValue)? = nil, placeholder: String = "", help: String
  ) {
    self.key = key
    self.label = label
    self.kind = kind
    self.isMandatory = mandatory
    self.standIn = standIn
    self.isAdvanced = advanced
    self.makeDefault = makeDefault
    self.placeholder = placeholder
    self.help = help
  }

  /// What the field holds before anything is typed; a generated identifier is a new one each time.
  public var defaultValue: FieldValue? { makeDefault?() }

  /// The command-line option that carries the field, without its dashes.
  ///
  /// Secrets are never arguments: their option names a file. A repeated pair has the singular of its field.
  public var option: String {
    if key == .headers { return "header" }
    let name = key.rawValue.replacing("_", with: "-")
    return kind.isSecret ? name + "-file" : name
  }
}

/// What a field holds and how it is edited.
public enum FieldKind: Sendable {
  /// A saved connection, chosen by name.
  case connection
  /// One line of text, at most so many bytes of UTF-8.
  case text(maximumBytes: Int?)
  case email
  /// Hidden while it is typed, never shown, logged or kept outside the vault.
  case secret
  /// A person: an id, an email, or `cio_…`.
  case customer
  /// A manual segment: its number, or chosen by name.
  case segment
  case timestamp
  case select([Choice], allowsOther: Bool)
  /// Several values, one a line.
  case lines
  /// A JSON object: a table of names and typed values, or its text as typed.
  case object
  /// A table of names and text values, as of headers and query parameters.
  case pairs
  /// Text of any length; JSON is checked but not demanded.
  case body
  case toggle

  public var isSecret: Bool {
    if case .secret = self { return true }
    return false
  }
}

/// One of the values that a select field offers.
public struct Choice: Hashable, Sendable {
  /// What is kept and what the command line takes.
  public let value: String
  public let title: String
  public let note: String

  public init(_ value: String, _ title: String, note: String = "") {
    self.value = value
    self.title = title
    self.note = note
  }
}
