import Foundation

/// Changes a collection's text by whole statements, so that comments, unknown keys and everything that was not changed
/// stay byte for byte. What it made is read back before it counts.
struct CollectionEditor {
  private(set) var file: TOMLFile

  struct Refusal: Error {
    let reason: String
  }

  init(_ file: TOMLFile) { self.file = file }

  /// Puts a request in the place of the one named `name`, or behind the last one.
  mutating func put(_ request: SavedRequest, replacing name: String) throws(Refusal) {
    let reader = CollectionReader(file)
    let outline = TOMLOutline(file.text)
    var expected = reader.requests
    if let number = reader.places[name], let old = reader.requests.first(where: { $0.name == name }) {
      guard let block = outline.block("request", number) else { throw Self.unusual }
      expected = expected.map { $0.name == name ? request : $0 }
      try replace(by: Self.edited(outline, block, from: old, to: request), expecting: expected)
    } else {
      expected.append(request)
      var text = file.text
      if !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
      try replace(by: text + (text.isEmpty ? "" : "\n") + CollectionText.block(request), expecting: expected)
    }
  }

  mutating func remove(_ name: String) throws(Refusal) {
    let reader = CollectionReader(file)
    let outline = TOMLOutline(file.text)
    guard let number = reader.places[name], let block = outline.block("request", number) else { throw Self.unusual }
    var end = outline.statements[block.upperBound - 1].range.upperBound
    // One of the blank lines around it goes too.
    if block.upperBound < outline.statements.count {
      let next = outline.statements[block.upperBound]
      if outline.bytes[next.range].allSatisfy({ $0 <= 0x20 }) { end = next.range.upperBound }
    }
    let start = outline.statements[block.lowerBound].range.lowerBound
    let bytes = outline.bytes[..<start] + outline.bytes[end...]
    try replace(
      by: String(decoding: bytes, as: UTF8.self), expecting: reader.requests.filter { $0.name != name })
  }

  /// Adds variables that are not there yet, above the requests.
  mutating func add(variables: [String: String]) throws(Refusal) {
    let reader = CollectionReader(file)
    let missing = variables.filter { reader.variables[$0.key] == nil }.sorted { $0.key < $1.key }
    guard !missing.isEmpty else { return }
    let lines = missing.map { "\(TOMLText.key($0.key)) = \(TOMLText.string($0.value))\n" }.joined()
    let outline = TOMLOutline(file.text)
    let text: String
    if let header = outline.statements.first(where: { $0.kind == .table(["variables"]) }) {
      let end = header.range.upperBound
      text =
        String(decoding: outline.bytes[..<end], as: UTF8.self) + lines
        + String(decoding: outline.bytes[end...], as: UTF8.self)
    } else {
      let start =
        outline.statements.first { $0.kind == .arrayTable(["request"]) }?.range.lowerBound
        ?? outline.bytes.count
      var before = String(decoding: outline.bytes[..<start], as: UTF8.self)
      if !before.isEmpty, !before.hasSuffix("\n") { before += "\n" }
      let after = String(decoding: outline.bytes[start...], as: UTF8.self)
      text = before + "[variables]\n" + lines + (after.isEmpty ? "" : "\n") + after
    }
    try replace(by: text, expecting: reader.requests)
  }

  private static let unusual = Refusal(
    reason: "The file writes its requests in a way that is read but not changed. Edit it by hand.")

  private static func edited(
    _ outline: TOMLOutline, _ block: Range<Int>, from old: SavedRequest, to new: SavedRequest
  ) -> String {
    var replacements: [Int: String] = [:]
    var added = ""
    for key in CollectionText.keys {
      let statement = CollectionText.statement(key, of: new)
      if statement == CollectionText.statement(key, of: old) { continue }
      if let index = outline.pair(key, in: block) {
        replacements[index] = statement ?? ""
      } else if let statement {
        added += statement
      }
    }
    // What is new goes behind the last value of its own table, before any table inside it.
    let last =
      block.dropFirst().prefix { index in
        switch outline.statements[index].kind {
        case .trivia, .pair: true
        case .table, .arrayTable: false
        }
      }.last { outline.statements[$0].kind != .trivia } ?? block.lowerBound
    var text = ""
    for index in outline.statements.indices {
      let range = outline.statements[index].range
      text += replacements[index] ?? String(decoding: outline.bytes[range], as: UTF8.self)
      if index == last, !added.isEmpty {
        if !text.hasSuffix("\n") { text += "\n" }
        text += added
      }
    }
    return text
  }

  private mutating func replace(by text: String, expecting requests: [SavedRequest]) throws(Refusal) {
    guard let made = try? TOMLFile(path: file.path, text: text), CollectionReader(made).requests == requests else {
      throw Self.unusual
    }
    file = made
  }
}
