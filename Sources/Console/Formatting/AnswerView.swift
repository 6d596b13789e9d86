import CustomerIO
import Foundation
import JSONText
import Terminal
import Widgets

/// An answer as a tree that folds: a bundle of body, headers and status code, or a single JSON text.
struct AnswerView {
  private(set) var view: JSONView
  /// The bytes that the tree shows, for copying.
  let text: String

  /// A text by itself, everything open.
  init(text: String) {
    self.text = text
    view = JSONView(document: JSONDocument(text))
  }

  /// The bundle of an exchange, opened at Body › results where it has those.
  init(status: Int?, headers: [NameValue], body: Data) {
    let text = Self.bundle(status: status, headers: headers, body: body)
    self.text = text
    var lines = JSONLines(document: JSONDocument(text))
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

  mutating func layout(in size: Size) { view.layout(in: size) }
  mutating func handle(_ event: Event) -> Bool { view.handle(event) != .ignored }
  func draw(on canvas: inout Canvas, focused: Bool) { view.draw(on: &canvas, focused: focused) }

  var copies: [CopyOffer] {
    var offers: [CopyOffer] = []
    if let node = view.selected.node {
      offers.append(CopyOffer(title: "value", text: view.lines.valueText(of: node)))
      offers.append(CopyOffer(title: "path", text: "\(view.lines.path(of: node))"))
    }
    offers.append(CopyOffer(title: "whole answer", text: text))
    return offers
  }
}
