/// The sentences people read. None ever holds a key: they are made of statuses, hosts and Customer.io's own words.
extension APIError: CustomStringConvertible {
  public var description: String { "\(summary) \(advice)" }

  /// One sentence: what failed.
  public var summary: String {
    let answer = status.map { " (\($0))" } ?? ""
    let own = messages.isEmpty ? nil : messages.joined(separator: "; ")
    switch kind {
    case .credentials:
      return sentence("The \(domain.title) did not accept the key\(answer)", own)
    case .scope:
      return sentence("The key is not allowed to do this\(answer)", own)
    case .refused:
      return sentence("The \(domain.title) refused the request\(answer)", own)
    case .notFound:
      return sentence("The \(domain.title) \(whatIsMissing)\(answer)", own)
    case .rateLimited:
      return sentence("Too many requests to the \(domain.title)\(answer)", own)
    case .server:
      return sentence("The \(domain.title) failed on its side\(answer)", own)
    case .network: return sentence("The \(domain.title) was not reached", detail)
    case .tls: return sentence("No safe connection to the \(domain.title)", detail)
    case .timedOut: return sentence("The \(domain.title) did not answer in time", detail)
    case .cancelled: return "Cancelled."
    case .tooLarge: return sentence("The answer is too large", detail)
    case .redirected: return sentence("The \(domain.title) pointed elsewhere\(answer)", detail)
    case .unreadable: return sentence("The answer of the \(domain.title) can't be read\(answer)", detail ?? own)
    case .invalidRequest: return sentence("The request can't be sent", detail ?? own)
    case .missingCredential(let domain):
      return "This connection has no \(ConnectionField.key(of: domain).title)."
    case .missingAddress(let domain):
      return "This connection has addresses of its own, and none for the \(domain.title)."
    }
  }

  /// One sentence: what to try.
  public var advice: String {
    switch kind {
    case .credentials:
      switch domain {
      case .track: return "Check Site ID and Secret API Key of this connection, and its region."
      case .app, .beta: return "Check the App API Key of this connection, and its region."
      case .pipelines: return "Check the Pipelines Write Key of this connection, and its region."
      }
    case .scope:
      return "Give the App API key the scope it misses, in Customer.io's account settings, or use another key."
    case .refused: return "Change what the message names and send it again."
    case .notFound:
      return "Check the path and the identifiers in it, and that this is the right connection."
    case .rateLimited(let wait?): return "Try again in \(Self.words(wait))."
    case .rateLimited(nil): return "A daily limit is used up: trying again soon is useless."
    case .server: return advised("Try again in a minute; status.customer.io tells whether it is down.")
    case .network: return advised("Check the network, the proxy and the connection's address.")
    case .tls:
      return
        "Check the connection's address and this machine's clock; an own certificate authority goes into CIO_CONSOLE_CA_FILE."
    case .timedOut: return advised("Try again; where it goes on, check the network and the connection's address.")
    case .cancelled:
      if !bytesSent { return "Nothing was sent." }
      return changes
        ? "It may have been done all the same: check before you repeat it." : "It only reads: nothing was changed."
    case .tooLarge: return "Ask for less, or raise the limit: CIO_CONSOLE_ANSWER_LIMIT=2G, for example."
    case .redirected: return "Check the region and the addresses of this connection."
    case .unreadable:
      return advised("Check that the connection's address is Customer.io's and that no proxy answers in its place.")
    case .invalidRequest: return "Correct it and try again."
    case .missingCredential(let domain):
      switch domain {
      case .track:
        return "Add it to the connection: Customer.io shows Site ID and key under Settings › API credentials."
      case .app, .beta:
        return "Add it to the connection: Customer.io makes one under Settings › API credentials › App API keys."
      case .pipelines: return "Add it to the connection: Customer.io shows it with the source, under Integrations."
      }
    case .missingAddress(let domain):
      return "Add it to the connection: \(ConnectionField.address(of: domain).title)."
    }
  }

  /// The field of the connection that mends it, where one does.
  public var field: ConnectionField? {
    switch kind {
    case .credentials, .scope: ConnectionField.key(of: domain)
    case .missingCredential(let domain):
      ConnectionField.key(of: domain)
    case .network, .tls, .redirected, .missingAddress: ConnectionField.address(of: domain)
    default: nil
    }
  }

  /// A changing call whose bytes left may have been done: say so first.
  private func advised(_ text: String) -> String {
    guard bytesSent, changes, exchange == nil else { return text }
    return "It may have been done all the same: check before you repeat it. " + text
  }

  /// `has no GET /v1/segments/7, or nothing that it names`
  private var whatIsMissing: String {
    guard let request = exchange?.request else { return "knows nothing of the kind" }
    let path = request.url.drop { $0 != ":" }.dropFirst(3).drop { $0 != "/" }.prefix { $0 != "?" }
    let shown = path.count > 80 ? path.prefix(80) + "…" : path
    return "has no \(request.method.name) \(shown), or nothing that it names"
  }

  private func sentence(_ text: String, _ detail: String?) -> String {
    guard let detail, !detail.isEmpty else { return text + "." }
    let end = detail.hasSuffix(".") || detail.hasSuffix("!") || detail.hasSuffix("?") ? "" : "."
    return "\(text): \(detail)\(end)"
  }

  /// "3 seconds", "2 minutes".
  static func words(_ duration: Duration) -> String {
    let seconds = max(1, Int((duration / .seconds(1)).rounded(.up)))
    if seconds < 120 { return seconds == 1 ? "1 second" : "\(seconds) seconds" }
    if seconds < 7200 { return "\((seconds + 59) / 60) minutes" }
    return "\((seconds + 3599) / 3600) hours"
  }
}
