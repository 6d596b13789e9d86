import JSONText

/// Names one person, by one of the identifiers that Customer.io knows.
public enum PersonReference: Hashable, Sendable {
  /// As typed into a dialog's *Customer ID*: Customer.io tells from its shape whether it is an email, a `cio_…` or an id.
  case customerID(String)
  case id(String)
  case email(String)
  /// Without the prefix `cio_`.
  case cioID(String)
  /// In E.164 form; only where the workspace has it enabled.
  case phone(String)

  /// The text itself, as Customer.io's own pages show it.
  public var text: String {
    switch self {
    case .customerID(let text), .id(let text), .email(let text), .phone(let text): text
    case .cioID(let text): "cio_" + text
    }
  }

  /// The kind, decided by shape where it was left open, as the Track API's version 1 does.
  public var resolved: PersonReference {
    guard case .customerID(let text) = self else { return self }
    if let cioID = text.after("cio_") { return .cioID(cioID) }
    return Self.looksLikeEmail(text) ? .email(text) : .id(text)
  }

  static func looksLikeEmail(_ text: String) -> Bool {
    let bytes = text.utf8
    guard let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return false }
    return at != bytes.startIndex && bytes.index(after: at) != bytes.endIndex
  }

  /// Whether a path of the Track API's version 1 names the same person: not ".", "..", and no id that looks like
  /// another kind of identifier.
  var fitsTrackPath: Bool {
    if PathSegment.isDotSegment(text) { return false }
    switch self {
    case .customerID, .cioID: return true
    case .id(let text): return PersonReference.customerID(text).resolved == self
    case .email(let text): return Self.looksLikeEmail(text) && text.after("cio_") == nil
    case .phone: return false
    }
  }

  /// The object `identifiers` of the Track API's version 2, and of merges.
  public var identifiers: JSONValue {
    switch resolved {
    case .customerID(let text), .id(let text): ["id": .string(text)]
    case .email(let text): ["email": .string(text)]
    case .cioID(let text): ["cio_id": .string(text)]
    case .phone(let text): ["phone": .string(text)]
    }
  }
}

/// What can stand where a person is named: a ``PersonReference``, or the text of a dialog's *Customer ID*.
public protocol PersonNaming: Sendable {
  var personReference: PersonReference { get }
}

extension PersonReference: PersonNaming {
  public var personReference: PersonReference { self }
}

extension String: PersonNaming {
  public var personReference: PersonReference { .customerID(self) }
}

/// What kind of identifier a list or a path holds.
public enum IDType: String, CaseIterable, Hashable, Sendable {
  case id
  case email
  case cioID = "cio_id"
  case phone
}

extension String {
  /// What follows these bytes at the beginning; nil where it begins otherwise. Customer.io goes by bytes, where Swift's
  /// own `hasPrefix` goes by characters, which a mark that combines with the prefix's last letter changes.
  public func after(_ prefix: String) -> String? {
    guard utf8.starts(with: prefix.utf8) else { return nil }
    return String(decoding: utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
  }
}
