import Foundation

/// Saved requests under one name: a TOML file in the person's own folder, or in one that a team shares.
///
/// ```toml
/// # Comments stay.
/// [variables]
/// customer_id = "ada"
///
/// [[request]]
/// name = "Attributes of one person"
/// domain = "app"
/// method = "GET"
/// path = "/v1/customers/{{customer_id}}/attributes"
/// query = [
///   "id_type=id",
/// ]
/// ```
public struct RequestCollection: Hashable, Sendable, Identifiable {
  /// The file's name without its ending.
  public let name: String
  public let file: URL
  /// Whether it lies in the person's own folder.
  public let isOwn: Bool
  public let requests: [SavedRequest]
  /// Values for variables that no set has.
  public let variables: [String: String]
  /// What could not be read: a request with a problem is left out, and all of them where the file is no TOML.
  public let problems: [FileProblem]

  /// The file's path.
  public var id: String { file.path(percentEncoded: false) }

  public subscript(name: String) -> SavedRequest? { requests.first { $0.name == name } }

  /// Why a text can't be a collection's name; nil where it can. A name becomes the name of a file, never a path.
  public static func problem(withName name: String) -> String? {
    if name.isEmpty { return "A name is needed." }
    if name.utf8.count > 100 { return "Too long: 100 bytes are the most." }
    if name == "variables" { return "variables is the name of the file of variables. Choose another." }
    if name.hasPrefix(".") || name.hasPrefix("-") { return "A name begins with neither a dot nor a dash." }
    if name.first?.isWhitespace == true || name.last?.isWhitespace == true {
      return "A name neither begins nor ends with a space."
    }
    let isPlain = name.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
      default: !"/\\:*?\"<>|".unicodeScalars.contains(scalar)
      }
    }
    return isPlain ? nil : "A name holds none of / \\ : * ? \" < > | and no control characters."
  }
}
