import CustomerIO
import Foundation
import JSONText
import Terminal
import Widgets

/// An answer as a tree that folds: a bundle of body, headers and status code, or a single JSON text.
struct AnswerView {
  var view: JSONView
  /// What the tree shows, for copying.
  let text: String
  let bytes: [UInt8]
  /// Body, headers and status code of one exchange.
  let isBundle: Bool
  /// The line that `/` opened.
  var search: FilterField?
  /// What was looked for last.
  var searched = ""
  private var size = Size(columns: 80, rows: 20)

  /// A text by itself, everything open.
  init(text: String) {
    self.text = text
    isBundle = false
    bytes = Array(text.utf8)
    view = JSONView(document: JSONDocument(bytes))
  }

  /// The bundle of an exchange, opened at Body › results where it has those.
  init(status: Int?, headers: [NameValue], body: Data) {
    let text = Self.bundle(status: status, headers: headers, body: body)
    self.text = text
    isBundle = true
    bytes = Array(text.utf8)
    var lines = JSONLines(document: JSONDocument(bytes))
    lines.unfoldAll()
    if let node = try? lines.node(at: JSONPath([.key("Headers")])) { lines.fold(node) }
    view = JSONView(lines: lines)
    view.showsLineNumbers = false
    let paths = [JSONPath([.key("Body"), .key("results")]), JSONPath([.key("Body")])]
    if let node = paths.lazy.compactMap({ try? lines.node(at: $0) }).first { view.select(node) }
  }

  /// A body that is JSON stands in it as it was received, digits and key order kept; any other as a string.
  private static func bundle(status: Int?, headers: [NameValue], body: Data) -> String {
    let isJSON = (try? JSONValue(parsing: body)) != nil
    let bodyText =
      body.isEmpty
      ? "null"
      : isJSON
        ? String(decoding: body, as: UTF8.self)
        : JSONValue.string(String(decoding: body, as: UTF8.self)).compactText
    let members = headers.map { JSONMember(key: $0.name, value: .string($0.value)) }
    let statusText = status.map(String.init) ?? "null"
    return "{\"Body\":\(bodyText),\"Headers\":\(JSONValue.object(members).compactText),\"Status code\":\(statusText)}"
  }

  private func viewArea(in size: Size) -> Rect {
    Rect(column: 0, row: 0, columns: size.columns, rows: max(0, size.rows - (isSearching ? 1 : 0)))
  }

  mutating func layout(in size: Size) {
    self.size = size
    view.layout(in: viewArea(in: size).size)
    search?.layout(in: Size(columns: size.columns, rows: 1))
  }

  mutating func handle(_ event: Event) -> Bool {
    if isSearching { return handleSearch(event) }
    return view.handle(event) != .ignored
  }

  func draw(on canvas: inout Canvas, focused: Bool) {
    canvas.within(viewArea(in: canvas.size)) { view.draw(on: &$0, focused: focused && !isSearching) }
    guard let search else { return }
    canvas.within(Rect(column: 0, row: canvas.size.rows - 1, columns: canvas.size.columns, rows: 1)) {
      search.draw(on: &$0, focused: true)
    }
  }

  /// Where the selected row is in the whole.
  var status: StatusLine? {
    guard let node = view.selected.node else { return nil }
    let path = view.lines.path(of: node)
    guard isBundle else { return StatusLine(text: "\(path)", role: .muted, trailing: view.matchSummary) }
    let places = path.steps.map { step in
      switch step {
      case .key(let key): key
      case .index(let index): "\(index + 1)"
      }
    }
    return StatusLine(
      text: (["Bundle"] + places).joined(separator: " › "), role: .muted, trailing: view.matchSummary)
  }

  var copies: [CopyOffer] {
    var offers: [CopyOffer] = []
    if let node = view.selected.node {
      offers.append(CopyOffer(title: "value", text: view.lines.valueText(of: node)))
      var path = view.lines.path(of: node)
      // What one pastes into jq is a path within the body.
      if isBundle, path.steps.first == .key("Body") { path.steps.removeFirst() }
      offers.append(CopyOffer(title: "path", text: "\(path)"))
    }
    offers.append(CopyOffer(title: "whole answer", text: text))
    return offers
  }
}
