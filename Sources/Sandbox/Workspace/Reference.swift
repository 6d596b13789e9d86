/// How a call names a person.
enum Reference: Sendable, Equatable {
  case id(String)
  case email(String)
  case phone(String)
  case cioID(String)
  case anonymous(String)

  /// A path identifier of the Track API, whose kind shows in its form.
  init(path text: String) {
    if let cioID = text.after("cio_") {
      self = .cioID(cioID)
    } else if Self.looksLikeEmail(text) {
      self = .email(text)
    } else {
      self = .id(text)
    }
  }

  /// An identifier with its kind said beside it. A `cio_id` may have its prefix or not.
  init?(kind: String?, text: String) {
    switch kind {
    case nil, "", "id": self = .id(text)
    case "email": self = .email(text)
    case "phone": self = .phone(text)
    case "cio_id": self = .cioID(text.after("cio_") ?? text)
    default: return nil
    }
  }

  static func looksLikeEmail(_ text: String) -> Bool {
    let bytes = text.utf8
    guard let at = bytes.firstIndex(of: UInt8(ascii: "@")) else { return false }
    return at > bytes.startIndex && bytes.index(after: at) < bytes.endIndex
  }

  /// Whether a `cio_id` is written as one: letters and digits of ASCII only.
  var isWellFormed: Bool {
    guard case .cioID(let text) = self else { return true }
    return !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      }
  }

  /// What is kept in the list of suppressed identifiers.
  var suppressionKey: ExactText? {
    switch self {
    case .id(let text): return ExactText("id:" + text)
    case .email(let text): return ExactText("email:" + text.lowercased())
    case .phone(let text): return ExactText("phone:" + text)
    case .cioID, .anonymous: return nil
    }
  }
}
