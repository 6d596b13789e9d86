import Foundation

/// One call from its first attempt to its answer: waits for the budget, follows redirects, tries again.
struct Call {
  let client: CustomerIOClient
  let request: APIRequest
  let signed: SignedRequest
  let priority: Priority
  let progress: (@Sendable (CallProgress) -> Void)?
  let observer: (any AnswerObserver)?

  private var attempts: [Attempt] = []
  private var bytesSent = false
  private let startedAt = Date()
  private let start: Duration

  init(
    client: CustomerIOClient, request: APIRequest, signed: SignedRequest, priority: Priority,
    progress: (@Sendable (CallProgress) -> Void)?, observer: (any AnswerObserver)? = nil
  ) {
    self.client = client
    self.request = request
    self.signed = signed
    self.priority = priority
    self.progress = progress
    self.observer = observer
    start = client.time.now()
  }

  private var elapsed: Duration { client.time.now() - start }
  private var budgetKey: RateLimiter.Key {
    RateLimiter.Key(workspace: client.workspaceKey, rateClass: request.rateClass)
  }

  mutating func run() async throws(APIError) -> Exchange {
    while true {
      try await waitForBudget()
      progress?(.sending(attempt: attempts.count + 1))
      let attemptStart = Date()
      let result = await attempt()
      attempts.append(result.attempt(number: attempts.count + 1, startedAt: attemptStart))
      if case .failure(let failure) = result { bytesSent = bytesSent || failure.bytesSent } else { bytesSent = true }
      noteLimits(result)
      let decision = client.retryPolicy.decision(
        after: result.outcome(now: Date()), attempt: attempts.count, repeatable: request.repeatable,
        domain: request.domain, elapsed: elapsed, random: Double.random(in: 0...1))
      guard case .retry(let wait) = decision else { return try finish(result) }
      attempts[attempts.count - 1].waitAfter = wait
      progress?(.retrying(attempt: attempts.count + 1, after: wait, reason: result.reason))
      await client.time.sleep(wait)
      if Task.isCancelled { throw cancelled() }
    }
  }

  private func waitForBudget() async throws(APIError) {
    if Task.isCancelled { throw cancelled() }
    if client.limits.takeNow(budgetKey, priority: priority) { return }
    // An answer said that it takes longer than anybody would wait for: a job waits all the same, a person is told.
    if priority == .interactive, let wait = client.limits.budget(for: budgetKey)?.blockedFor,
      wait > client.retryPolicy.budget
    {
      throw APIError(
        kind: .rateLimited(retryAfter: wait), domain: request.domain, attempts: attempts, duration: elapsed,
        bytesSent: bytesSent, detail: "nothing goes before then")
    }
    progress?(.waitingForBudget)
    guard await client.limits.wait(for: budgetKey, priority: priority) else { throw cancelled() }
  }

  /// One attempt, with the redirects that belong to it.
  private func attempt() async -> Result<TransportAnswer, TransportFailure> {
    var current = signed
    for _ in 0...Redirect.limit {
      let result = await client.transport.execute(
        current, timeouts: client.timeouts, priority: priority, progress: progress, observer: observer)
      guard case .success(let answer) = result, let redirect = Redirect(answer, from: current) else { return result }
      switch redirect {
      case .follow(let next): current = next
      case .refuse(let reason):
        return .failure(
          TransportFailure(.redirected(status: answer.status), detail: reason, bytesSent: true, timing: answer.timing))
      }
    }
    return .failure(
      TransportFailure(
        .redirected(status: nil), detail: "more than \(Redirect.limit) redirects, one after another", bytesSent: true))
  }

  /// What the answer says of the limits holds for everybody who shares them.
  private func noteLimits(_ result: Result<TransportAnswer, TransportFailure>) {
    guard case .success(let answer) = result, answer.status == 429, let wait = answer.retryAfter(now: Date())
    else { return }
    client.limits.block(budgetKey, for: wait)
  }

  private func finish(_ result: Result<TransportAnswer, TransportFailure>) throws(APIError) -> Exchange {
    switch result {
    case .success(let answer):
      return Exchange(
        request: signed.preview, status: answer.status, headers: answer.headers, body: answer.body,
        timing: answer.timing, attempts: attempts, startedAt: startedAt, duration: elapsed, file: answer.file)
    case .failure(let failure):
      throw APIError(
        kind: failure.kind.apiKind, domain: request.domain, status: failure.kind.status, attempts: attempts,
        duration: elapsed, bytesSent: bytesSent, changes: request.changes, detail: failure.detail)
    }
  }

  private func cancelled() -> APIError {
    APIError(
      kind: .cancelled, domain: request.domain, attempts: attempts, duration: elapsed, bytesSent: bytesSent,
      changes: request.changes)
  }
}

extension Result<TransportAnswer, TransportFailure> {
  fileprivate func outcome(now: Date) -> RetryPolicy.Outcome {
    switch self {
    case .success(let answer): .answered(status: answer.status, retryAfter: answer.retryAfter(now: now))
    case .failure(let failure): failure.kind.isTransient ? .networkFailure : .permanentFailure
    }
  }

  fileprivate var reason: String {
    switch self {
    case .success(let answer): "status \(answer.status)"
    case .failure(let failure): failure.detail
    }
  }

  fileprivate func attempt(number: Int, startedAt: Date) -> Attempt {
    switch self {
    case .success(let answer):
      Attempt(number: number, startedAt: startedAt, status: answer.status, failure: nil, timing: answer.timing)
    case .failure(let failure):
      Attempt(
        number: number, startedAt: startedAt, status: failure.kind.status, failure: failure.detail,
        timing: failure.timing)
    }
  }
}
