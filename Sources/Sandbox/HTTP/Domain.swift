/// One of the four hosts that Customer.io answers under.
public enum Domain: String, Sendable, CaseIterable {
  case track, app, beta, pipelines
}

/// A method and a path template, e.g. `GET` and `/v1/segments/{segment_id}`. The routes that are known but not
/// served are handed to the sandbox as these; Beta ones are given by their App path.
public struct Route: Sendable, Hashable {
  public var domain: Domain
  public var method: String
  public var path: String

  public init(domain: Domain, method: String, path: String) {
    self.domain = domain
    self.method = method
    self.path = path
  }
}
