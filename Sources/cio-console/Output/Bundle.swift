import CustomerIO
import Foundation
import JSONText

/// The answer of `api`: the body alone, or the whole bundle.
struct AnswerBundle {
  let exchange: Exchange

  /// The bundle as one object. The body stands in it as it was received where it is JSON: digits, order of keys and
  /// duplicate keys are kept.
  var json: JSONValue {
    [
      "status": .number(JSONNumber(exchange.status)), "headers": exchange.headers.json, "body": exchange.bodyJSON,
      "timing": [
        "connect_ms": JSONValue(milliseconds: exchange.timing.connect),
        "first_byte_ms": JSONValue(milliseconds: exchange.timing.firstByte),
        "total_ms": JSONValue(milliseconds: exchange.timing.total),
      ],
      "attempts": .number(JSONNumber(exchange.attempts.count)),
    ]
  }

  /// The bundle on one line around the body's own text, for JSON of more levels than a value holds.
  var compactText: String {
    guard let body = try? exchange.body.data(), let members = json.objectValue else { return json.compactText }
    let texts = members.map { member in
      let text = member.key == "body" ? String(decoding: body, as: UTF8.self) : member.value.compactText
      return "\(JSONValue.string(member.key).compactText):\(text)"
    }
    return "{\(texts.joined(separator: ","))}"
  }

  /// The status and the headers, as they stand before a body.
  var head: String {
    (["HTTP \(exchange.status)"] + exchange.headers.map { "\($0.name): \($0.value)" }).joined(separator: "\n") + "\n\n"
  }

  /// Writes the body: as received in a pipe, pretty and harmless at a terminal.
  func writeBody(to output: StandardOutput, pretty: Bool) throws {
    let data = try exchange.body.data()
    guard pretty else { return try output.write(data) }
    guard !data.isEmpty else { return }
    if let value = try? JSONValue(parsing: data) {
      try output.write(JSONOutput.pretty(value, isTerminal: true))
    } else {
      let text = TableText.visible(String(decoding: data, as: UTF8.self))
      try output.write(text.hasSuffix("\n") ? text : text + "\n")
    }
  }
}

extension AnswerBundle {
  /// A body goes into a pipe as it was received; what is told of a failure begins a line of its own where it goes to the
  /// same place.
  func endLine(of output: StandardOutput, pretty: Bool) throws {
    guard !pretty, exchange.status >= 400, StandardError.isSharedWithOutput else { return }
    let data = try exchange.body.data()
    if !data.isEmpty, data.last != UInt8(ascii: "\n") { StandardError.write("\n") }
  }
}

extension Exchange {
  /// Whether the body is valid JSON, and deeper than a value holds.
  var isDeepJSON: Bool {
    guard let data = try? body.data(), (try? JSONValue(parsing: data)) == nil else { return false }
    return JSONDocument(data).verdict() == .valid
  }

  /// The body as JSON, or as a string where it is none.
  var bodyJSON: JSONValue {
    guard let data = try? body.data() else { return .null }
    return (try? JSONValue(parsing: data)) ?? .string(String(decoding: data, as: UTF8.self))
  }
}
