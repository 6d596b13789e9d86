import Foundation

/// A page of a list: where it begins and how much it holds.
struct Page: Sendable {
  var start: Int
  var limit: Int

  /// Reads `start` and `limit`; nil where either is not what it should be.
  init?(_ call: Call, standard: Int, maximum: Int) {
    limit = standard
    if let text = call.query("limit"), !text.isEmpty {
      guard let value = Int(text), value > 0 else { return nil }
      limit = min(value, maximum)
    }
    start = 0
    if let token = call.query("start"), !token.isEmpty {
      guard let value = Self.position(of: token) else { return nil }
      start = value
    }
  }

  /// An opaque token for a place in a list.
  static func token(_ position: Int) -> String {
    Data("p\(position)".utf8).base64EncodedString().replacingOccurrences(of: "=", with: "")
      .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
  }

  private static func position(of token: String) -> Int? {
    var text = token.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
    while text.count % 4 != 0 { text += "=" }
    guard let data = Data(base64Encoded: text) else { return nil }
    let decoded = String(decoding: data, as: UTF8.self)
    guard decoded.hasPrefix("p"), let position = Int(decoded.dropFirst()), position >= 0 else { return nil }
    return position
  }

  static let malformed = "invalid start or limit"

  /// The items of this page and the token of the next, empty at the end.
  func cut<Item>(_ items: [Item]) -> (items: ArraySlice<Item>, next: String) {
    let first = min(start, items.count)
    let last = min(first + limit, items.count)
    return (items[first..<last], last < items.count ? Self.token(last) : "")
  }
}
