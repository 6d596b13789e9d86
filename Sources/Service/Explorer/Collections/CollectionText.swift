import CustomerIO

/// A saved request as the lines of its file.
enum CollectionText {
  /// The keys that the program writes, in the order in which it does.
  static let keys = ["name", "note", "domain", "method", "path", "query", "headers", "body", "history"]

  /// A whole `[[request]]`.
  static func block(_ request: SavedRequest) -> String {
    "[[request]]\n" + keys.compactMap { statement($0, of: request) }.joined()
  }

  /// One `key = value` with its line break; nil where nothing is to be written.
  static func statement(_ key: String, of request: SavedRequest) -> String? {
    value(key, of: request).map { "\(key) = \($0)\n" }
  }

  private static func value(_ key: String, of request: SavedRequest) -> String? {
    switch key {
    case "name": TOMLText.string(request.name)
    case "note": request.note.isEmpty ? nil : TOMLText.text(request.note)
    case "domain": TOMLText.string(request.domain.rawValue)
    case "method": TOMLText.string(request.method.name)
    case "path": TOMLText.string(request.path)
    case "query": list(request.query, separator: "=")
    case "headers": list(request.headers, separator: ":")
    case "body": request.body.isEmpty ? nil : TOMLText.text(request.body)
    case "history": request.isKept ? nil : "false"
    default: nil
    }
  }

  private static func list(_ pairs: [NameValue], separator: Unicode.Scalar) -> String? {
    guard !pairs.isEmpty else { return nil }
    return TOMLText.list(
      pairs.map { pair in
        // What one text could not be told apart in is written as two.
        guard !pair.name.isEmpty, !pair.name.unicodeScalars.contains(separator),
          separator != ":" || pair.value.utf8.first != UInt8(ascii: " ")
        else {
          return "[\(TOMLText.string(pair.name)), \(TOMLText.string(pair.value))]"
        }
        return TOMLText.string("\(pair.name)\(separator)\(separator == ":" ? " " : "")\(pair.value)")
      })
  }
}
