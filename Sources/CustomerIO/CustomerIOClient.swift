import Foundation

/// Makes calls to Customer.io for one connection: adds address and credentials, keeps to the limits, tries again where
/// that is safe, and reports every answer with all of its attempts.
///
/// Making one starts nothing; the connection pool begins with the first call and is shared by the process.
public final class CustomerIOClient: Sendable {
  public let addresses: Addresses
  let credentials: Credentials
  let transport: Transport
  let limits: RateLimiter
  let timeouts: Timeouts
  let retryPolicy: RetryPolicy
  let time: TimeSource
  /// Calls for one workspace share its budgets.
  let workspaceKey: String
  private let preparer: RequestPreparer

  /// - Parameter allowsPlainHTTP: lets keys travel unencrypted to other machines; to this one they always may.
  public convenience init(
    addresses: Addresses, credentials: Credentials, transport: Transport = .shared,
    limits: RateLimiter = .shared, timeouts: Timeouts = .default, retryPolicy: RetryPolicy = .standard,
    allowsPlainHTTP: Bool = false
  ) {
    self.init(
      addresses: addresses, credentials: credentials, transport: transport, limits: limits, timeouts: timeouts,
      retryPolicy: retryPolicy, allowsPlainHTTP: allowsPlainHTTP, time: .system)
  }

  init(
    addresses: Addresses, credentials: Credentials, transport: Transport, limits: RateLimiter, timeouts: Timeouts,
    retryPolicy: RetryPolicy, allowsPlainHTTP: Bool = false, time: TimeSource
  ) {
    self.addresses = addresses
    self.credentials = credentials
    self.transport = transport
    self.limits = limits
    self.timeouts = timeouts
    self.retryPolicy = retryPolicy
    self.time = time
    workspaceKey = "\(addresses.track) \(credentials.siteID)"
    preparer = RequestPreparer(
      addresses: addresses, credentials: credentials, allowsPlainHTTP: allowsPlainHTTP)
  }

  /// The request exactly as it would be sent, its key masked. Sends nothing.
  public func prepare(_ request: APIRequest) throws(APIError) -> PreparedRequest {
    try preparer.prepare(request).preview
  }

  /// Makes the call. Any answer is an ``Exchange``, one with a status of 4xx or 5xx too; only a call without a whole
  /// answer throws. Cancelling the task ends the call at once.
  ///
  /// - Parameters:
  ///   - observer: sees the answer while it arrives.
  ///   - progress: told what goes on, from any thread.
  public func send(
    _ request: APIRequest, priority: Priority = .interactive, observer: (any AnswerObserver)? = nil,
    progress: (@Sendable (CallProgress) -> Void)? = nil
  ) async throws(APIError) -> Exchange {
    let signed = try preparer.prepare(request)
    var call = Call(
      client: self, request: request, signed: signed, priority: priority, progress: progress, observer: observer)
    return try await call.run()
  }

  /// As ``send(_:priority:observer:progress:)``, but an answer that reports a failure is thrown as one: a status other than 2xx,
  /// and `errors` in a 2xx that answers a change.
  public func perform(
    _ request: APIRequest, priority: Priority = .interactive, observer: (any AnswerObserver)? = nil,
    progress: (@Sendable (CallProgress) -> Void)? = nil
  ) async throws(APIError) -> Exchange {
    let exchange = try await send(request, priority: priority, observer: observer, progress: progress)
    if let error = APIError(exchange, domain: request.domain, changes: request.changes) { throw error }
    return exchange
  }

  /// What is left of the budget that a request would count against; nil where it is not limited.
  public func budget(for request: APIRequest) -> RateLimiter.Budget? {
    budget(for: request.rateClass)
  }

  public func budget(for rateClass: RateClass) -> RateLimiter.Budget? {
    limits.budget(for: RateLimiter.Key(workspace: workspaceKey, rateClass: rateClass))
  }
}
