import CustomerIO
import Foundation

/// What came of asking Customer.io whether a connection's keys are good.
public struct ConnectionTest: Sendable {
  public enum Verdict: Sendable {
    case good
    case refused(APIError)
    /// Nothing is known of the key: Customer.io could not be reached, or answered strangely.
    case notReached(APIError)
    /// The connection has no such key.
    case absent
  }

  public var track: Verdict
  public var app: Verdict
  /// The region as Customer.io tells it.
  public var region: Region?
  public var duration: Duration

  public var isGood: Bool {
    if case .good = track {} else { return false }
    switch app {
    case .good, .absent: return true
    case .refused, .notReached: return false
    }
  }

  /// The refusal, where a key was refused.
  public var refusal: (field: FieldKey, error: APIError)? {
    if case .refused(let error) = track { return (.apiKey, error) }
    if case .refused(let error) = app { return (.appAPIKey, error) }
    return nil
  }

  public var failure: APIError? {
    if case .notReached(let error) = track { return error }
    if case .notReached(let error) = app { return error }
    return nil
  }
}

extension ConnectionTest.Verdict {
  init(_ error: APIError) {
    switch error.kind {
    case .credentials, .missingCredential: self = .refused(error)
    default: self = .notReached(error)
    }
  }
}

/// Asks Customer.io about a pair of credentials.
struct ConnectionTester: Sendable {
  var addresses: Addresses
  var credentials: Credentials

  func run() async -> ConnectionTest {
    let clock = ContinuousClock()
    let start = clock.now
    let client = CustomerIOClient(addresses: addresses, credentials: credentials)
    var region: Region?
    let track: ConnectionTest.Verdict
    do {
      region = try await client.region().region
      track = .good
    } catch {
      track = .init(error)
    }
    let app = await appVerdict(client)
    return ConnectionTest(track: track, app: app, region: region, duration: start.duration(to: clock.now))
  }

  private func appVerdict(_ client: CustomerIOClient) async -> ConnectionTest.Verdict {
    guard credentials.covers(.app) else { return .absent }
    do {
      _ = try await client.fetch(.workspaces())
      return .good
    } catch {
      // Some scopes refuse this route; that answer still proves the key.
      return error.kind == .scope ? .good : .init(error)
    }
  }
}
