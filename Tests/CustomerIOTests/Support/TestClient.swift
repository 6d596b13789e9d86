import Foundation

@testable import CustomerIO

extension Credentials {
  /// Keys that no answer, error or description may ever show.
  static let canary = Credentials(
    siteID: "site-1", trackAPIKey: "canary-track", appAPIKey: "canary-app", pipelinesWriteKey: "canary-write")
  static let canaryTexts = [
    "canary", Data("site-1:canary-track".utf8).base64EncodedString(), Data("canary-write:".utf8).base64EncodedString(),
  ]
}

extension Addresses {
  init(all address: String) {
    self.init(track: address, app: address, beta: address, pipelines: address)
  }
}

extension CustomerIOClient {
  /// A client of a scripted server, with no limits, that tries everything once unless told otherwise.
  static func scripted(
    _ address: String, transport: Transport = .shared, limits: RateLimiter = .unlimited,
    timeouts: Timeouts = Timeouts(connect: .seconds(20), firstByte: .seconds(20), total: .seconds(60)),
    retryPolicy: RetryPolicy = .never, time: TimeSource = .system
  ) -> CustomerIOClient {
    CustomerIOClient(
      addresses: Addresses(all: address), credentials: .canary, transport: transport, limits: limits,
      timeouts: timeouts, retryPolicy: retryPolicy, time: time)
  }
}

/// The error that a call ends with; nil where it succeeded, or failed before it was made.
func failure(_ call: () async throws -> some Any) async -> APIError? {
  do {
    _ = try await call()
    return nil
  } catch {
    return error as? APIError
  }
}
