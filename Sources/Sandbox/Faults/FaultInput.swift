/// Reads and shows faults as JSON.
extension Fault {
  static func read(_ body: JSONObject) -> Result<Fault, Refusal> {
    let aliases = ["malformed_json": "malformed", "429": "rate_limit", "redirection": "redirect"]
    let name = body["kind"]?.string ?? ""
    guard let kind = Kind(rawValue: aliases[name] ?? name) else {
      return .failure(
        Refusal(messages: ["kind must be one of \(Kind.allCases.map(\.rawValue).joined(separator: ", "))"]))
    }
    var fault = Fault(kind: kind)
    if let text = body["domain"]?.string {
      guard let domain = Domain(rawValue: text) else {
        return .failure(Refusal(messages: ["domain must be one of track, app, beta, pipelines"]))
      }
      fault.domain = domain
    }
    fault.method = body["method"]?.string
    fault.path = body["path"]?.string
    fault.count = body["count"]?.looseInteger
    fault.percent = body["percent"]?.looseInteger
    fault.status = body["status"]?.looseInteger
    if let status = fault.status, !(200...599).contains(status) {
      return .failure(Refusal(messages: ["status must be 200 to 599"]))
    }
    fault.delayMilliseconds = body["delay_ms"]?.looseInteger.map { min(max(0, $0), 3_600_000) }
    if let value = body["retry_after"], !value.isNull { fault.retryAfter = value.attributeText }
    fault.location = body["location"]?.string
    fault.applied = body["applied"]?.bool
    if kind == .redirect, fault.location == nil {
      return .failure(Refusal(messages: ["redirect needs a location"]))
    }
    return .success(fault)
  }

  var json: JSON {
    [
      "id": .integer(id), "kind": .string(kind.rawValue), "domain": .text(domain?.rawValue), "method": .text(method),
      "path": .text(path), "count": .integer(count), "percent": .integer(percent), "status": .integer(status),
      "delay_ms": .integer(delayMilliseconds), "retry_after": .text(retryAfter), "location": .text(location),
      "applied": applied.map { .bool($0) } ?? nil, "hits": .integer(hits),
    ]
  }
}
