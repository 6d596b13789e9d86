import Foundation
import GRDB

/// Text on its way into the database. SQLite ends a text at its first NUL, and an identifier may hold one, so NUL is
/// kept as an escape.
struct StoredText: DatabaseValueConvertible, Hashable {
  private static let escape: Unicode.Scalar = "\u{10}"

  let text: String

  init(_ text: String) {
    self.text = text
  }

  var databaseValue: DatabaseValue { Self.escaped(text).databaseValue }

  static func fromDatabaseValue(_ value: DatabaseValue) -> StoredText? {
    String.fromDatabaseValue(value).map { StoredText(unescaped($0)) }
  }

  private static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0 || $0 == 0x10 }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\0": result.append(contentsOf: [escape, "0"])
      case escape: result.append(contentsOf: [escape, escape])
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  private static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(0x10) else { return text }
    var result = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if isEscaped {
        result.append(scalar == "0" ? "\0" : scalar)
        isEscaped = false
      } else if scalar == escape {
        isEscaped = true
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}

extension String {
  /// To be given to a statement, wherever the text is not the program's own.
  var stored: StoredText { StoredText(self) }
}

extension Row {
  /// The column's value; throws, where `row[column]` would end the program, for a file that somebody has edited.
  func value<Value: DatabaseValueConvertible>(_ column: String) throws -> Value {
    try decode(Value.self, forColumn: column)
  }

  func text(_ column: String) throws -> String {
    try decode(StoredText.self, forColumn: column).text
  }

  func optionalText(_ column: String) throws -> String? {
    try decode(StoredText?.self, forColumn: column)?.text
  }

  func time(_ column: String) throws -> Date {
    Date(milliseconds: try decode(Int64.self, forColumn: column))
  }

  func optionalTime(_ column: String) throws -> Date? {
    try decode(Int64?.self, forColumn: column).map(Date.init(milliseconds:))
  }
}
