import Foundation
import JSONText

/// What an answer says of a failure, in any of the shapes that Customer.io uses: `meta.error` (a string),
/// `meta.errors` (strings), `errors` (objects with `detail` or `message`, or strings).
struct ErrorBody: Sendable {
  var messages: [String] = []
  /// What Customer.io's support asks for.
  var reference: String?

  init?(_ body: ResponseBody) {
    guard !body.isEmpty, body.size <= 1_000_000, let data = try? body.data(), let json = try? JSONValue(parsing: data)
    else { return nil }
    self.init(json)
  }

  init(_ json: JSONValue) {
    let meta = json["meta"]
    for errors in [meta?["error"], meta?["errors"], json["errors"], json["error"]] {
      guard let errors else { continue }
      for error in errors.arrayValue ?? [errors] { add(error) }
    }
    if messages.isEmpty, let message = json["message"]?.stringValue { messages.append(message) }
  }

  private mutating func add(_ error: JSONValue) {
    if let text = error.stringValue {
      append(text)
    } else if error.objectValue != nil {
      let text = (error["detail"] ?? error["message"] ?? error["title"] ?? error["reason"])?.stringValue
      let place = error["field"]?.stringValue ?? error["source"]?["pointer"]?.stringValue
      append([place, text ?? error["code"]?.stringValue].compactMap { $0 }.joined(separator: ": "))
    }
  }

  private mutating func append(_ text: String) {
    guard !text.isEmpty else { return }
    messages.append(text)
    if reference == nil { reference = Self.reference(in: text) }
  }

  /// The word after "(reference " and before ")".
  private static func reference(in text: String) -> String? {
    guard let start = text.range(of: "(reference ", options: .backwards)?.upperBound,
      let end = text[start...].firstIndex(of: ")")
    else { return nil }
    let reference = text[start..<end]
    return reference.isEmpty ? nil : String(reference)
  }
}

/// A web page that came where JSON was due: a proxy's, a log-in page, a maintenance notice.
enum WebPage {
  static func isOne(_ exchange: Exchange) -> Bool {
    if let type = exchange.header("Content-Type")?.lowercased() { return type.contains("text/html") }
    guard case .memory(let data) = exchange.body else { return false }
    let start = String(decoding: data.prefix(64), as: UTF8.self).lowercased()
    return start.hasPrefix("<!doctype html") || start.hasPrefix("<html")
  }

  /// The page's title, where it has one that fits a line.
  static func title(_ exchange: Exchange) -> String? {
    guard case .memory(let data) = exchange.body else { return nil }
    let text = String(decoding: data.prefix(4096), as: UTF8.self)
    guard let start = text.range(of: "<title", options: .caseInsensitive),
      let open = text[start.upperBound...].firstIndex(of: ">"),
      let end = text.range(of: "</title", options: .caseInsensitive, range: open..<text.endIndex)
    else { return nil }
    let title = text[text.index(after: open)..<end.lowerBound].split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    return title.isEmpty ? nil : String(title.prefix(120))
  }

  static func description(_ exchange: Exchange) -> String {
    title(exchange).map { "a web page came instead of JSON: \"\($0)\"" } ?? "a web page came instead of JSON"
  }
}
