/// Reads and shows faults as JSON.
extension Fault {
  /// Every name that a fault can have.
  static let names = [
    "kind", "domain", "method", "path", "count", "percent", "status", "delay_ms", "retry_after", "location",
    "certificate", "applied",
  ]

  static func read(_ body: JSONObject) -> Result<Fault, Refusal> {
    do throws(Refusal) { return .success(try Fault(body)) } catch { return .failure(error) }
  }

  private init(_ body: JSONObject) throws(Refusal) {
    let aliases = ["malformed_json": "malformed", "429": "rate_limit", "redirection": "redirect"]
    let name = body["kind"]?.string ?? ""
    guard let kind = Kind(rawValue: aliases[name] ?? name) else {
      throw Refusal(messages: ["kind must be one of \(Kind.allCases.map(\.rawValue).joined(separator: ", "))"])
    }
    self.init(kind: kind)
    domain = try Self.choice("domain", body)
    certificate = try Self.choice("certificate", body, except: .valid)
    method = body["method"]?.string
    path = body["path"]?.string
    count = try Self.number("count", body, in: 1...Int(Int32.max))
    percent = try Self.number("percent", body, in: 0...100)
    status = try Self.number("status", body, in: 200...599)
    delayMilliseconds = try Self.number("delay_ms", body, in: 0...3_600_000)
    if let value = body["retry_after"], !value.isNull { retryAfter = value.attributeText }
    location = body["location"]?.string
    applied = body["applied"]?.bool
    if kind == .redirect, location == nil { throw Refusal(messages: ["redirect needs a location"]) }
    if kind == .certificate, method != nil || path != nil {
      throw Refusal(messages: ["a certificate is shown before method and path are known: leave them out"])
    }
  }

  private static func choice<Choice>(
    _ name: String, _ body: JSONObject, except none: Choice? = nil
  ) throws(Refusal) -> Choice? where Choice: RawRepresentable<String> & CaseIterable & Equatable {
    guard let value = body[name], !value.isNull else { return nil }
    guard let choice = value.string.flatMap({ Choice(rawValue: $0) }), choice != none else {
      let choices = Choice.allCases.filter { $0 != none }.map(\.rawValue).joined(separator: ", ")
      throw Refusal(messages: ["\(name) must be one of \(choices)"])
    }
    return choice
  }

  private static func number(
    _ name: String, _ body: JSONObject, in range: ClosedRange<Int>
  ) throws(Refusal) -> Int? {
    guard let value = body[name], !value.isNull else { return nil }
    guard let number = value.looseInteger, range.contains(number) else {
      throw Refusal(messages: ["\(name) must be a number from \(range.lowerBound) to \(range.upperBound)"])
    }
    return number
  }

  var json: JSON {
    [
      "id": .integer(id), "kind": .string(kind.rawValue), "domain": .text(domain?.rawValue), "method": .text(method),
      "path": .text(path), "count": .integer(count), "percent": .integer(percent), "status": .integer(status),
      "delay_ms": .integer(delayMilliseconds), "retry_after": .text(retryAfter), "location": .text(location),
      "certificate": .text(certificate?.rawValue), "applied": applied.map { .bool($0) } ?? nil,
      "hits": .integer(hits),
    ]
  }
}
