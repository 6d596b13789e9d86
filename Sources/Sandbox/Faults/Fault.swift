/// One thing that is to go wrong, for the calls that it fits.
struct Fault: Sendable {
  enum Kind: String, Sendable, CaseIterable {
    /// Applied, answered after `delay_ms`.
    case delay
    /// Applied, the answer comes byte by byte, `delay_ms` apart.
    case drip
    /// Applied, the connection ends in the middle of the answer.
    case cut
    /// Not applied, the connection is reset.
    case reset
    /// Not applied, answered with `status`, and with Retry-After where `retry_after` is given.
    case status
    /// As `status` with 429.
    case rateLimit = "rate_limit"
    /// Applied, the answer is no JSON.
    case malformed
    /// A page of HTML, as from a proxy: with `status`, 502 unless given; applied where that is below 400.
    case html
    /// Applied, the length is said to be more than what comes before the connection ends.
    case wrongLength = "wrong_length"
    /// Applied, the answer never ends.
    case endless
    /// Not applied, never answered.
    case hang
    /// Not applied, sent to `location` with `status`, 307 unless given.
    case redirect
    /// Applied, with a header of 128 KiB.
    case bigHeader = "big_header"
    /// Not applied: a new connection over TLS is shown `certificate`, expired unless given.
    case certificate
  }

  var id = 0
  var kind: Kind
  var domain: Domain?
  var method: String?
  /// A path, a template with `{…}`, or a beginning that ends with `*`.
  var path: String?
  /// How many calls it holds for; nil: until it is taken away.
  var count: Int?
  /// How many of a hundred fitting calls it holds for; nil: all.
  var percent: Int?
  var status: Int?
  var delayMilliseconds: Int?
  /// Seconds, or a date as HTTP writes it.
  var retryAfter: String?
  var location: String?
  var certificate: SandboxConfiguration.Certificate?
  /// Whether the call is applied, where the kind's own way is not wanted.
  var applied: Bool?
  /// How often it held so far.
  var hits = 0

  func fits(_ call: Call) -> Bool {
    if kind == .certificate { return false }
    if let domain, domain != call.domain { return false }
    if let method, method.uppercased() != call.method { return false }
    guard let path else { return true }
    if path.hasSuffix("*") { return call.rawPath.hasPrefix(path.dropLast()) }
    return path == call.rawPath || RouteTable.match(RouteTable.pieces(of: path), call.segments) != nil
  }

  /// Whether the call is answered without being applied.
  private var refuses: Bool {
    if let applied { return !applied }
    switch kind {
    case .reset, .status, .rateLimit, .hang, .redirect: return true
    case .html: return (status ?? 502) >= 400
    case .delay, .drip, .cut, .malformed, .wrongLength, .endless, .bigHeader, .certificate: return false
    }
  }

  /// Whether the caller sees no status at all.
  var hidesAnswer: Bool { kind == .reset || kind == .hang }
}

/// The faults that are on, in the order they were asked for. The first that fits a call holds for it.
struct FaultList: Sendable {
  private(set) var faults: [Fault] = []
  private var nextID = 1
  private var throwCount = 0

  mutating func add(_ fault: Fault) -> Fault {
    var fault = fault
    fault.id = nextID
    nextID += 1
    faults.append(fault)
    return fault
  }

  mutating func take(for call: Call) -> Fault? {
    take { $0.fits(call) }
  }

  /// The certificate that a new connection is to be shown in place of the usual one.
  mutating func takeCertificate(for domain: Domain) -> SandboxConfiguration.Certificate? {
    take { $0.kind == .certificate && ($0.domain ?? domain) == domain }.map { $0.certificate ?? .expired }
  }

  private mutating func take(where fits: (Fault) -> Bool) -> Fault? {
    guard !faults.isEmpty else { return nil }
    for index in faults.indices where fits(faults[index]) {
      if let percent = faults[index].percent {
        throwCount += 1
        guard Int(Dice.mix(UInt64(throwCount)) % 100) < percent else { continue }
      }
      faults[index].hits += 1
      let taken = faults[index]
      if let count = taken.count {
        faults[index].count = count - 1
        if count <= 1 { faults.remove(at: index) }
      }
      return taken
    }
    return nil
  }
}
extension Fault {
  /// The answer in place of the real one, where the call is not applied.
  func refusal(to call: Call) -> Answer? {
    guard refuses else { return nil }
    switch kind {
    case .redirect: return redirect(call)
    case .html: return page
    case .status, .rateLimit: return failure(call)
    default: return .empty(status ?? 200)
    }
  }

  /// The real answer, changed.
  func altered(_ answer: Answer) -> Answer {
    var answer = answer
    switch kind {
    case .malformed: answer.body = Array(#"{"results": [{"id": "ada", "#.utf8)
    case .html: return page
    case .bigHeader: answer = answer.header("X-Padding", String(repeating: "x", count: 128 * 1024))
    case .status, .rateLimit: answer.status = code
    default: break
    }
    return answer
  }

  private var code: Int { status ?? (kind == .rateLimit ? 429 : 500) }

  private var page: Answer {
    Answer(
      status: status ?? 502, contentType: "text/html; charset=utf-8",
      body: Array("<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>\n".utf8))
  }

  private func failure(_ call: Call) -> Answer {
    let isApp = call.domain == .app || call.domain == .beta
    var answer: Answer
    switch (code, isApp) {
    case (429, true): answer = AppAnswer.error(429, "rate limited to 10 requests per 1s")
    case (429, false): answer = TrackAnswer.refused(429, "rate limit exceeded")
    case (401, false): answer = TrackAnswer.unauthorized
    case (_, true): answer = AppAnswer.error(code, "the sandbox was told to fail")
    case (_, false): answer = TrackAnswer.refused(code, "the sandbox was told to fail")
    }
    if let retryAfter { answer = answer.header("Retry-After", retryAfter) }
    return answer
  }

  private func redirect(_ call: Call) -> Answer {
    var target = location ?? ""
    let hasPath = target.split(separator: "/", omittingEmptySubsequences: false).count > 3
    if !hasPath { target += call.rawPath + (call.rawQuery.isEmpty ? "" : "?" + call.rawQuery) }
    return Answer.empty(status ?? 307).header("Location", target)
  }
}
