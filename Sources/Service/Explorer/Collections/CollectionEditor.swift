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
    try put([(request, name)])
  }

  /// Puts requests in the places of those of their names, and the others behind the last one, all in one pass.
  mutating func put(_ requests: [SavedRequest]) throws(Refusal) {
    try put(requests.map { ($0, $0.name) })
  }

  private mutating func put(_ requests: [(request: SavedRequest, name: String)]) throws(Refusal) {
    let reader = CollectionReader(file)
    let outline = TOMLOutline(file.text)
    let blocks = outline.blocks("request")
    let known = Dictionary(uniqueKeysWithValues: reader.requests.enumerated().map { ($1.name, $0) })
    var expected = reader.requests
    var edit = Edit()
    var added = ""
    for (request, name) in requests {
      if let number = reader.places[name], let index = known[name] {
        guard blocks.indices.contains(number) else { throw Self.unusual }
        edit.change(outline, blocks[number], from: reader.requests[index], to: request)
        expected[index] = request
      } else {
        added += "\n" + CollectionText.block(request)
        expected.append(request)
      }
    }
    var text = edit.text(of: outline)
    if !added.isEmpty {
      if !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
      text += text.isEmpty ? String(added.dropFirst()) : added
    }
    try replace(by: text, expecting: expected)
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

  /// What becomes of single statements.
  private struct Edit {
    private var replacements: [Int: String] = [:]
    private var additions: [Int: String] = [:]

    mutating func change(
      _ outline: TOMLOutline, _ block: Range<Int>, from old: SavedRequest, to new: SavedRequest
    ) {
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
      guard !added.isEmpty else { return }
      // What is new goes behind the last value of its own table, before any table inside it.
      let last =
        block.dropFirst().prefix { index in
          switch outline.statements[index].kind {
          case .trivia, .pair: true
          case .table, .arrayTable: false
          }
        }.last { outline.statements[$0].kind != .trivia } ?? block.lowerBound
      additions[last] = added
    }

    func text(of outline: TOMLOutline) -> String {
      if replacements.isEmpty, additions.isEmpty { return String(decoding: outline.bytes, as: UTF8.self) }
      var text = ""
      for index in outline.statements.indices {
        text +=
          replacements[index] ?? String(decoding: outline.bytes[outline.statements[index].range], as: UTF8.self)
        guard let added = additions[index] else { continue }
        if !text.hasSuffix("\n") { text += "\n" }
        text += added
      }
      return text
    }
  }

  private mutating func replace(by text: String, expecting requests: [SavedRequest]) throws(Refusal) {
    guard let made = try? TOMLFile(path: file.path, text: text), CollectionReader(made).requests == requests else {
      throw Self.unusual
    }
    file = made
  }
}
