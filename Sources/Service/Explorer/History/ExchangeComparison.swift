import Foundation
import JSONText
import Store

/// What differs between two exchanges: of the request, of the answer's head, and of its body by its structure.
public struct ExchangeComparison: Sendable {
  /// A property of both, such as the status or one header; nil where one of them has none.
  public struct Difference: Hashable, Sendable {
    public let name: String
    public let old: String?
    public let new: String?
  }

  public enum Body: Sendable {
    case same
    /// Differences, to be taken one after another.
    case json(JSONComparison)
    case text(LineComparison)
    /// Bytes that are no text.
    case binary(oldSize: Int, newSize: Int)
  }

  public let old: KeptExchange
  public let new: KeptExchange
  /// Connection, method, URL, status: only what differs.
  public let properties: [Difference]
  /// Of the answers, names in lower case.
  public let headers: [Difference]
  public let requestBody: Body
  public let responseBody: Body
  /// What keeps the comparison from being whole, in words.
  public let notes: [String]

  init(_ old: KeptExchange, _ new: KeptExchange) {
    self.old = old
    self.new = new
    let pairs: [(String, String?, String?)] = [
      ("connection", old.summary.connection, new.summary.connection),
      ("method", old.summary.method, new.summary.method), ("path", old.summary.target, new.summary.target),
      ("status", old.summary.status.map(String.init), new.summary.status.map(String.init)),
      ("message", old.summary.message, new.summary.message),
    ]
    properties = pairs.filter { $0.1 != $0.2 }.map { Difference(name: $0.0, old: $0.1, new: $0.2) }
    headers = Self.differences(Self.headers(old.responseHeaders), Self.headers(new.responseHeaders))
    requestBody = Self.compare(old.requestBody.data, new.requestBody.data)
    responseBody = Self.compare(old.responseBody.data, new.responseBody.data)
    notes = [(old, "older"), (new, "newer")].filter { $0.0.responseBody.isCut }.map { exchange, word in
      "Of the \(word) answer the first \(exchange.responseBody.data.count.formatted()) of "
        + "\(exchange.responseBody.size.formatted()) bytes are kept and compared."
    }
  }

  /// The whole comparison as lines of text.
  public func lines() -> [String] {
    var lines: [String] = []
    for (title, differences) in [("", properties), ("header ", headers)] {
      for difference in differences {
        switch (difference.old, difference.new) {
        case (let old?, let new?): lines.append("~ \(title)\(difference.name): \(old) → \(new)")
        case (let old?, nil): lines.append("- \(title)\(difference.name): \(old)")
        case (nil, let new): lines.append("+ \(title)\(difference.name): \(new ?? "")")
        }
      }
    }
    for (title, body) in [("request", requestBody), ("answer", responseBody)] {
      switch body {
      case .same: continue
      case .json(let changes):
        lines += changes.map { change in title == "answer" ? change.text() : "request \(change.text())" }
      case .text(let comparison):
        lines += comparison.changes.map { "\($0.kind == .added ? "+" : "-") \(title) line \($0.line): \($0.text)" }
      case .binary(let old, let new): lines.append("~ \(title): \(old.formatted()) → \(new.formatted()) bytes")
      }
    }
    return lines
  }

  /// The whole comparison as one object.
  public var json: JSONValue {
    func list(_ differences: [Difference]) -> JSONValue {
      .array(
        differences.map {
          [
            "name": .string($0.name), "old": $0.old.map(JSONValue.string) ?? .null,
            "new": $0.new.map(JSONValue.string) ?? .null,
          ]
        })
    }
    return [
      "old": .string(old.id), "new": .string(new.id), "properties": list(properties), "headers": list(headers),
      "request_body": requestBody.json, "body": responseBody.json, "notes": .array(notes.map(JSONValue.string)),
    ]
  }

  private static func headers(_ text: String) -> [(String, String)] {
    text.split(separator: "\n").map { line in
      let colon = line.firstIndex(of: ":") ?? line.endIndex
      return (line[..<colon].lowercased(), line[colon...].dropFirst().trimmingCharacters(in: .whitespaces))
    }
  }

  private static func differences(_ old: [(String, String)], _ new: [(String, String)]) -> [Difference] {
    let olds = Dictionary(old) { "\($0), \($1)" }
    let news = Dictionary(new) { "\($0), \($1)" }
    return Set(olds.keys).union(news.keys).sorted().filter { olds[$0] != news[$0] }.map {
      Difference(name: $0, old: olds[$0], new: news[$0])
    }
  }

  private static func compare(_ old: Data, _ new: Data) -> Body {
    if old == new { return .same }
    if let a = try? JSONValue(parsing: old), let b = try? JSONValue(parsing: new) {
      return a == b ? .same : .json(JSONComparison(a, b))
    }
    guard let a = String(validating: old, as: UTF8.self), let b = String(validating: new, as: UTF8.self) else {
      return .binary(oldSize: old.count, newSize: new.count)
    }
    return .text(LineComparison(a, b))
  }
}

extension ExchangeComparison.Body {
  /// An array of changes; empty where both are the same.
  var json: JSONValue {
    switch self {
    case .same: []
    case .json(let changes): .array(changes.map(\.json))
    case .text(let comparison):
      .array(
        comparison.changes.map {
          ["kind": .string($0.kind.rawValue), "line": .number(JSONNumber($0.line)), "text": .string($0.text)]
        })
    case .binary(let old, let new):
      [["kind": "changed", "old_size": .number(JSONNumber(old)), "new_size": .number(JSONNumber(new))]]
    }
  }
}

extension ExchangeHistory {
  /// Compares two exchanges; off the main actor, since bodies may be large.
  public func compare(_ old: KeptExchange, _ new: KeptExchange) async -> ExchangeComparison {
    ExchangeComparison(old, new)
  }
}
