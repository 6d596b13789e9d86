import JSONText

/// One thing of an App API answer. It keeps the JSON it came in, so that fields nobody foresaw are shown, not lost.
public protocol APIRecord: Sendable {
  /// nil only where the JSON is nothing like it; a missing field is no reason.
  init?(_ json: JSONValue)
  var raw: JSONValue { get }
}

/// A page of a list.
public struct Page<Item: APIRecord>: Sendable {
  public let items: [Item]
  /// Asks for the page after this one; nil at the end.
  public let next: String?
  public let raw: JSONValue

  public init(items: [Item], next: String?, raw: JSONValue) {
    self.items = items
    self.next = next
    self.raw = raw
  }
}

/// Reads fields the way the App API writes them: a number as text, text as a number, null for what is unset.
extension JSONValue {
  /// Text, or the digits of a number; nil where it is missing, null or empty.
  func text(_ key: String) -> String? {
    guard let value = self[key] else { return nil }
    if let text = value.stringValue { return text.isEmpty ? nil : text }
    return value.numberValue?.text
  }

  func integer(_ key: String) -> Int? {
    guard let value = self[key] else { return nil }
    return value.intValue ?? value.stringValue.flatMap { Int($0) }
  }

  /// A boolean, or what counts as one: "true" in any case, "1", 1.
  func flag(_ key: String) -> Bool? {
    guard let value = self[key], !value.isNull else { return nil }
    if let flag = value.boolValue { return flag }
    if let number = value.intValue { return number == 1 }
    return value.stringValue.map { $0.lowercased() == "true" || $0 == "1" }
  }

  func list(_ key: String) -> [JSONValue] { self[key]?.arrayValue ?? [] }

  func texts(_ key: String) -> [String] {
    list(key).compactMap { $0.stringValue ?? $0.numberValue?.text }
  }

  func records<Record: APIRecord>(_ key: String) -> [Record] { list(key).compactMap(Record.init) }
}
