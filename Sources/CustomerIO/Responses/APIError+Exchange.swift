import Foundation
import JSONText

extension APIError {
  /// The failure that an answer reports; nil where it reports none.
  /// - Parameters:
  ///   - changes: whether the call changes something. Then `errors` in a 2xx tell what was refused; in what a call reads
  ///     they are its content.
  ///   - now: the moment against which a Retry-After date is read.
  public init?(_ exchange: Exchange, domain: Domain, changes: Bool = true, now: Date = Date()) {
    let body = ErrorBody(exchange.body)
    var messages = body?.messages ?? []
    var detail: String?
    let kind: Kind
    switch exchange.status {
    case 200..<300:
      if WebPage.isOne(exchange) {
        // A log-in page of the network in between, most likely: nothing reached Customer.io.
        kind = .unreadable
      } else {
        guard changes, let body, body.reportsErrors(exchange) else { return nil }
        kind = .refused
      }
    case 300..<400:
      kind = .redirected
      detail = exchange.header("Location").map { "to \(Self.place($0))" }
    case 401: kind = .credentials
    case 403: kind = .scope
    case 404: kind = .notFound
    case 408: kind = .timedOut
    case 429:
      let wait = exchange.header("Retry-After").flatMap { RetryAfter.parse($0, now: now) }
      // The Track API gives no header and has no quota: a moment's wait is enough.
      kind = .rateLimited(retryAfter: wait ?? (domain == .track || domain == .pipelines ? .seconds(1) : nil))
    case 400..<500: kind = .refused
    default: kind = .server
    }
    if messages.isEmpty, WebPage.isOne(exchange) { messages = [WebPage.description(exchange)] }
    self.init(
      kind: kind, domain: domain, messages: messages, status: exchange.status, reference: body?.reference,
      attempts: exchange.attempts, duration: exchange.duration, bytesSent: true, exchange: exchange, detail: detail)
  }

  /// An answer that came whole and isn't what it should be.
  static func unreadable(_ exchange: Exchange, domain: Domain, _ reason: String) -> APIError {
    APIError(
      kind: .unreadable, domain: domain, status: exchange.status, attempts: exchange.attempts,
      duration: exchange.duration, bytesSent: true, exchange: exchange,
      detail: WebPage.isOne(exchange) ? WebPage.description(exchange) : reason)
  }

  /// The request that can't be made.
  public init(_ error: RequestError, domain: Domain) {
    self.init(kind: .invalidRequest, domain: domain, detail: error.description)
  }

  /// Only the host of a URL: its query may hold anything.
  static func place(_ location: String) -> String {
    guard let origin = try? Origin.split(location).origin else { return "another path" }
    return origin.text
  }
}

extension ErrorBody {
  /// Whether a 2xx answer carries a list of errors.
  fileprivate func reportsErrors(_ exchange: Exchange) -> Bool {
    guard !messages.isEmpty, let data = try? exchange.body.data(), let json = try? JSONValue(parsing: data)
    else { return false }
    return !(json["errors"]?.arrayValue ?? []).isEmpty || json["meta"]?["errors"] != nil
      || json["meta"]?["error"] != nil
  }
}
