import CustomerIO
import Foundation
import JSONText
import Service
import Terminal
import Widgets

/// The exact request that a form would send, its secrets masked, before anything is sent.
struct RequestPane {
  private var requests: [PreparedRequest] = []
  private var content = StyledLines()

  /// Beyond this a body is shown in part; it is sent whole.
  private static let shownBody = 64_000

  init() { content.replace([[.init(text: "…", role: .muted)]]) }

  /// - Parameter remark: what is to be known before it is sent.
  mutating func show(_ requests: [PreparedRequest], remark: String? = nil) {
    self.requests = requests
    let remark = remark.map { [[StyledLines.Piece(text: "! " + $0, role: .warning)], []] } ?? []
    content.replace(remark + Self.lines(of: requests))
  }

  /// Names the fields that are needed before there is a request.
  mutating func showMissing(_ labels: [String]) {
    requests = []
    content.replace(
      [
        [.init(text: "The request appears here once these are right:", role: .muted)]
      ] + labels.map { [.init(text: "  " + $0, role: .label)] })
  }

  mutating func showProblem(_ text: String) {
    requests = []
    content.replace([[.init(text: "✗ " + text, role: .danger)]])
  }

  mutating func layout(in size: Size) { content.layout(in: size) }
  mutating func handle(_ event: Event) -> Bool { content.handle(event) }
  func draw(on canvas: inout Canvas, focused: Bool) { content.draw(on: &canvas) }

  var copies: [CopyOffer] {
    guard !requests.isEmpty else { return [] }
    let requests = requests
    let byteCount = requests.reduce(0) { $0 + ($1.body?.count ?? 0) }
    return [
      CopyOffer(title: "request", byteCount: byteCount) { requests.map(\.description).joined(separator: "\n\n") },
      CopyOffer(title: "curl", byteCount: byteCount) { requests.map(\.curl).joined(separator: "\n") },
    ]
  }

  private static func lines(of requests: [PreparedRequest]) -> [[StyledLines.Piece]] {
    var lines: [[StyledLines.Piece]] = []
    for (index, request) in requests.enumerated() {
      if requests.count > 1 {
        if index > 0 { lines.append([]) }
        lines.append([.init(text: "Request \(index + 1) of \(requests.count)", role: .columnTitle)])
      }
      lines += Self.lines(of: request)
    }
    return lines
  }

  private static func lines(of request: PreparedRequest) -> [[StyledLines.Piece]] {
    let width = min(24, request.headers.map { $0.name.count }.max() ?? 0)
    var lines: [[StyledLines.Piece]] = [
      [.init(text: request.method.name, role: .accent), .init(text: " " + request.url, role: .text)]
    ]
    lines += request.headers.map { header in
      let pad = String(repeating: " ", count: max(0, width - header.name.count) + 2)
      return [.init(text: header.name + pad, role: .label), .init(text: header.value, role: .text)]
    }
    guard let body = request.body, !body.isEmpty else { return lines }
    lines.append([])
    if body.count <= shownBody, let json = try? JSONValue(parsing: body) {
      lines += json.prettyText().split(separator: "\n", omittingEmptySubsequences: false)
        .map { JSONLine.pieces(of: String($0)) }
    } else {
      lines += String(decoding: body.prefix(shownBody), as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false).map { [.init(text: String($0), role: .text)] }
      if body.count > shownBody {
        lines.append([.init(text: "… \(body.count.byteCount) in all", role: .muted)])
      }
    }
    return lines
  }

  /// What a question shows of the requests: the lines, and the body cut to what is read at a glance.
  static func summary(of requests: [PreparedRequest]) -> [String] {
    guard let first = requests.first else { return ["Nothing would be sent."] }
    var lines = [first.method.name + " " + first.url]
    if let body = first.body, !body.isEmpty {
      let pretty = (try? JSONValue(parsing: body))?.prettyText() ?? String(decoding: body.prefix(4_000), as: UTF8.self)
      let rows = pretty.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      lines.append("")
      lines += rows.prefix(12)
      if rows.count > 12 { lines.append("… \(Quantity.text(rows.count - 12, "more line", "more lines"))") }
    }
    if requests.count > 1 { lines.append("and \(Quantity.text(requests.count - 1, "more request", "more requests")).") }
    return lines
  }
}

extension PreparedRequest {
  /// The same call by curl; where a secret stands, a variable.
  var curl: String {
    var words = ["curl", "-X", method.name, ShellText.quoted(url)]
    for header in headers {
      let isSecret = header.name.lowercased() == "authorization"
      words += [
        "-H",
        isSecret ? "\"\(header.name): $CIO_AUTHORIZATION\"" : ShellText.quoted("\(header.name): \(header.value)"),
      ]
    }
    if let body, !body.isEmpty {
      words += ["--data-binary", ShellText.quoted(String(decoding: body, as: UTF8.self))]
    }
    return words.joined(separator: " ")
  }
}

/// One line of pretty-printed JSON in the roles of its parts.
enum JSONLine {
  static func pieces(of line: String) -> [StyledLines.Piece] {
    var pieces: [StyledLines.Piece] = []
    let indent = line.prefix { $0 == " " }
    if !indent.isEmpty { pieces.append(.init(text: String(indent), role: .text)) }
    var rest = line[indent.endIndex...]
    if rest.first == "\"", let end = endOfString(rest), rest[end...].hasPrefix(":") {
      pieces.append(.init(text: String(rest[..<end]), role: .jsonKey))
      pieces.append(.init(text: ": ", role: .jsonPunctuation))
      rest = rest[end...].dropFirst(2)
    }
    let comma = rest.hasSuffix(",") ? "," : ""
    let value = comma.isEmpty ? rest : rest.dropLast()
    pieces.append(.init(text: String(value), role: role(of: value)))
    if !comma.isEmpty { pieces.append(.init(text: comma, role: .jsonPunctuation)) }
    return pieces
  }

  private static func endOfString(_ text: Substring) -> Substring.Index? {
    var isEscaped = false
    for index in text.indices.dropFirst() {
      if isEscaped {
        isEscaped = false
      } else if text[index] == "\\" {
        isEscaped = true
      } else if text[index] == "\"" {
        return text.index(after: index)
      }
    }
    return nil
  }

  private static func role(of value: Substring) -> Role {
    switch value.first {
    case "\"": .jsonString
    case "{", "}", "[", "]": .jsonPunctuation
    case "t", "f": .jsonBoolean
    case "n": .jsonNull
    default: .jsonNumber
    }
  }
}
