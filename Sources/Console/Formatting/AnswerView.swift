import CustomerIO
import Foundation
import JSONText
import Terminal
import Widgets

/// An answer in a pane: the bundle of body, headers and status code as one tree; by itself a body that is large, or that is no JSON and
/// has to be shown for what it is.
@MainActor struct AnswerView {
  let reader: Reader
  /// Body, headers and status code of one exchange are shown as one.
  let isBundle: Bool
  /// What stands over it.
  let heading: String

  /// Larger bodies are shown by themselves, in bytes: making one text of them and their headers would take time that grows.
  static let bundleLimit = 256 << 10

  /// The bundle of an exchange, opened at Body › results where it has those.
  init(
    status: Int?, headers: [NameValue], body: ResponseBody, keeping holder: (any Sendable)? = nil,
    host: (any LayerHost)?
  ) {
    let small = body.size <= Self.bundleLimit ? try? body.data() : nil
    guard let small, small.isEmpty || Self.isPlainJSON(small) else {
      let source = BodySource(body, keeping: holder)
      reader = Reader(
        document: source.document, mediaType: headers.first { $0.name.lowercased() == "content-type" }?.value,
        isEmbedded: true, host: host)
      isBundle = false
      heading = Self.heading(status: status, headers: headers, size: body.size)
      source.start { [weak reader] in reader?.documentGrew(problem: $0) }
      return
    }
    let document = JSONDocument(Self.bundle(status: status, headers: headers, body: small))
    var lines = JSONLines(document: document)
    if let node = try? lines.node(at: JSONPath([.key("Headers")])) { lines.fold(node) }
    reader = Reader(document: document, isEmbedded: true, host: host)
    reader.show(lines)
    reader.tree.showsLineNumbers = false
    isBundle = true
    heading = "Bundle"
    // Filters are written for the body.
    reader.filterDocument = JSONDocument(small)
    let paths = [JSONPath([.key("Body"), .key("results")]), JSONPath([.key("Body")])]
    if let node = paths.lazy.compactMap({ try? lines.node(at: $0) }).first { reader.tree.select(node) }
  }

  /// A body that is still arriving.
  init(arriving reader: Reader, heading: String) {
    self.reader = reader
    isBundle = false
    self.heading = heading
  }

  static func heading(status: Int?, headers: [NameValue], size: Int) -> String {
    "Body \(size.byteCount) · Headers \(headers.count) · Status code \(status.map(String.init) ?? "–")"
  }

  /// Whether a body can stand in a larger text as it is: one value, strictly valid, without a byte order mark before it.
  private static func isPlainJSON(_ body: Data) -> Bool {
    guard body.first != 0xEF, case .valid = JSONDocument(body).verdict(allowingSequence: false) else { return false }
    return true
  }

  /// The body stands in it as it was received, digits and key order kept.
  private static func bundle(status: Int?, headers: [NameValue], body: Data) -> String {
    let bodyText = body.isEmpty ? "null" : String(decoding: body, as: UTF8.self)
    let members = headers.map { JSONMember(key: $0.name, value: .string($0.value)) }
    let statusText = status.map(String.init) ?? "null"
    return "{\"Body\":\(bodyText),\"Headers\":\(JSONValue.object(members).compactText),\"Status code\":\(statusText)}"
  }

  var isTyping: Bool { reader.isTyping }
  var waiting: Waiting? { reader.waiting }
  func cancel() { reader.cancel() }
  func close() { reader.close() }
  var actions: [Action] { reader.actions }

  func layout(in size: Size) { reader.layout(in: size) }
  func handle(_ event: Event) -> Bool { reader.handle(event) }
  func draw(on canvas: inout Canvas, focused: Bool) { reader.draw(on: &canvas, focused: focused) }

  /// Where the selected row is in the whole.
  var status: StatusLine? {
    guard isBundle, reader.shown === reader.document, let node = reader.tree.selected.node else { return reader.status }
    let places = reader.tree.lines.path(of: node).steps.map { step in
      switch step {
      case .key(let key): key
      case .index(let index): "[\(index)]"
      }
    }
    return StatusLine(
      text: (["Bundle"] + places).joined(separator: " › "), role: .muted, trailing: reader.tree.matchSummary)
  }

  var copies: [CopyOffer] {
    var offers = reader.copies
    // What one pastes into jq is a path within the body.
    if isBundle, let node = reader.tree.selected.node, let index = offers.firstIndex(where: { $0.title == "path" }) {
      var path = reader.tree.lines.path(of: node)
      if path.steps.first == .key("Body") { path.steps.removeFirst() }
      offers[index] = CopyOffer(title: "path", text: "\(path)")
    }
    return offers
  }
}
