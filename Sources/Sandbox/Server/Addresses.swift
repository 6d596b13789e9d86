/// Where a sandbox answers: one address a domain, e.g. `http://127.0.0.1:4010`.
public struct Addresses: Sendable, Equatable {
  public let trackURL: String
  public let appURL: String
  public let betaURL: String
  public let pipelinesURL: String

  subscript(domain: Domain) -> String {
    switch domain {
    case .track: return trackURL
    case .app: return appURL
    case .beta: return betaURL
    case .pipelines: return pipelinesURL
    }
  }
}
