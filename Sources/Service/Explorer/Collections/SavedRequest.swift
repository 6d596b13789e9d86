import CustomerIO
import Foundation

/// A call to any route, kept under a name: what the *Make an API call* dialog holds, with its variables as typed. It
/// never holds a secret.
public struct SavedRequest: Hashable, Sendable {
  /// One line, unique in its collection.
  public var name: String
  /// What it is for.
  public var note: String
  public var domain: Domain
  public var method: HTTPMethod
  /// The path below the domain's address; it may carry a query.
  public var path: String
  /// Comes after the query in ``path``.
  public var query: [NameValue]
  public var headers: [NameValue]
  public var body: String
  /// Whether its exchanges are kept in the history.
  public var isKept: Bool

  public init(
    name: String, domain: Domain, method: HTTPMethod, path: String, query: [NameValue] = [],
    headers: [NameValue] = [], body: String = "", note: String = "", isKept: Bool = true
  ) {
    self.name = name
    self.note = note
    self.domain = domain
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
    self.isKept = isKept
  }

  /// Why a text can't be a request's name; nil where it can.
  public static func problem(withName name: String) -> String? {
    if name.isEmpty { return "A name is needed." }
    if name.utf8.count > 200 { return "Too long: 200 bytes are the most." }
    if name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) || name.contains("\n") {
      return "A name is one line of text."
    }
    if name.first?.isWhitespace == true || name.last?.isWhitespace == true {
      return "A name neither begins nor ends with a space."
    }
    return nil
  }
}

/// Headers whose values are secrets: they are added when a request is sent, and kept nowhere.
enum SecretHeaders {
  private static let names: Set<String> = ["authorization", "proxy-authorization", "cookie", "set-cookie"]

  static func contains(_ name: String) -> Bool {
    names.contains(name.lowercased().trimmingCharacters(in: .whitespaces))
  }
}
