import Foundation
import JSONText
import Store

/// A TOML file as plain values. Dates come as text.
struct TOMLFile: Sendable {
  static let sizeLimit = 8_000_000

  let path: String
  let text: String
  let root: JSONValue

  /// Nil where there is no such file.
  static func read(_ url: URL) throws(FileProblem) -> TOMLFile? {
    let path = url.path(percentEncoded: false)
    let data: Data
    do { data = try PlainFile(url).read(limit: sizeLimit) } catch {
      if error == .missing { return nil }
      throw FileProblem(file: path, reason: "\(error).")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw FileProblem(file: path, reason: "This is not UTF-8 text.")
    }
    return try TOMLFile(path: path, text: text)
  }

  /// The file, or an empty one where there is none.
  static func readOrNew(_ url: URL) throws(FileProblem) -> TOMLFile {
    if let file = try read(url) { return file }
    return try TOMLFile(path: url.path(percentEncoded: false), text: "")
  }

  init(path: String, text: String) throws(FileProblem) {
    self.path = path
    self.text = text
    do throws(TOMLParser.Fault) { root = try TOMLParser.parse(text) } catch {
      throw FileProblem(file: path, line: error.line, reason: error.reason)
    }
  }

  /// A string, a whole number, a fraction or a truth value, as text.
  static func scalarText(_ value: JSONValue) -> String? {
    switch value {
    case .string(let text): text
    case .number(let number): number.text
    case .boolean(let flag): flag ? "true" : "false"
    case .unpairedString, .object, .array, .null: nil
    }
  }
}
