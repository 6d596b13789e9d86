/// One field of a form, as its owner declares it.
public struct FormFieldSpec: Sendable, Hashable, Identifiable {
  public enum Kind: Sendable, Hashable {
    case text
    /// Shown as dots, and as it is after F2.
    case secret
    case number
    /// Unix seconds, ISO 8601, `now` or a distance as `-3d`; F2 opens a calendar.
    case timestamp
    /// One of a few values; with `allowsOther` also any other text.
    case select([FormOption], allowsOther: Bool)
    /// One of values that the owner hands in when asked; `addTitle` names an entry that makes a new one.
    case choice(allowsOther: Bool, addTitle: String?)
    /// One entry a line.
    case list
    /// Names and typed values.
    case pairs
    /// Names and values that are all strings.
    case plainPairs
    /// JSON of any kind.
    case json
    /// Text of several lines that is JSON as a rule: coloured and checked, and sent whatever the check says.
    case body
    /// An object, as a table or as JSON, whichever the person likes better.
    case pairsOrJSON
    case toggle
    case readOnly
  }

  public var key: String
  public var label: String
  public var help: String
  public var isMandatory: Bool
  /// Folded away until asked for.
  public var isAdvanced: Bool
  public var kind: Kind
  public var placeholder: String
  /// Of a table of names and values: F2 offers names and values, which the owner hands in when asked.
  public var offersChoices = false
  /// UTF-8 bytes; shown beside the help while the field is edited. Nothing is ever cut.
  public var byteLimit: Int?

  public var id: String { key }

  public init(
    key: String, label: String, help: String = "", isMandatory: Bool = false, isAdvanced: Bool = false,
    kind: Kind = .text, placeholder: String = "", byteLimit: Int? = nil
  ) {
    self.key = key
    self.label = label
    self.help = help
    self.isMandatory = isMandatory
    self.isAdvanced = isAdvanced
    self.kind = kind
    self.placeholder = placeholder
    self.byteLimit = byteLimit
  }
}
