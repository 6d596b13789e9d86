import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization

extension Transport {
  /// Sends one request and collects its answer, whatever its status. Ends at once when the task is cancelled.
  func execute(
    _ request: SignedRequest, timeouts: Timeouts, priority: Priority, progress: (@Sendable (CallProgress) -> Void)?,
    observer: (any AnswerObserver)? = nil, alwaysToFile: Bool = false
  ) async -> Result<TransportAnswer, TransportFailure> {
    guard await gate.enter(request.origin, priority: priority) else {
      return .failure(TransportFailure(.cancelled, detail: "cancelled", bytesSent: false))
    }
    defer { gate.leave(request.origin) }
    let translator = FailureTranslator(origin: request.origin, timeouts: timeouts, configuration: configuration)
    var configuration = configuration
    if alwaysToFile { (configuration.memoryLimit, configuration.answerLimit) = (0, .max) }
    let collector = ResponseCollector(
      configuration: configuration, connections: connections, firstByte: timeouts.firstByte, progress: progress,
      observer: observer)
    do {
      let client = try client(for: request.origin, connect: timeouts.connect)
      let httpRequest = try HTTPClient.Request(
        url: request.url, method: .init(request.method), headers: headers(of: request),
        body: request.body.map { .byteBuffer(ByteBuffer(bytes: $0)) })
      let answer = try await answer(
        to: httpRequest, by: client, collector: collector, deadline: .now() + TimeAmount(timeouts.total))
      return .success(answer)
    } catch {
      let state = collector.progressState
      var failure = translator.failure(for: error, state: state)
      if TLSWords.isAboutTrust(error), let flaw = await certificateFlaw(of: request.origin) {
        failure = TransportFailure(.tls, detail: flaw.words, bytesSent: failure.bytesSent, timing: failure.timing)
      }
      return .failure(failure)
    }
  }

  /// Starts the request on the event loop itself, so that its many small steps need no crossing of threads: one on the
  /// way in, one on the way out.
  private func answer(
    to request: HTTPClient.Request, by client: HTTPClient, collector: ResponseCollector, deadline: NIODeadline
  ) async throws -> TransportAnswer {
    let cancellation = Cancellation()
    let loop = client.eventLoopGroup.next()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        loop.execute {
          guard !cancellation.isCancelled else { return continuation.resume(throwing: HTTPClientError.cancelled) }
          let task = client.execute(
            request: request, delegate: collector, eventLoop: .delegate(on: loop), deadline: deadline)
          task.futureResult.whenComplete { continuation.resume(with: $0) }
          cancellation.follow(task)
        }
      }
    } onCancel: {
      cancellation.cancel()
    }
  }

  /// The key goes in last, and only where it may travel.
  private func headers(of request: SignedRequest) -> HTTPHeaders {
    var headers = HTTPHeaders()
    headers.reserveCapacity(request.headers.count + 2)
    for header in request.headers { headers.add(name: header.name, value: header.value) }
    if let authorization = request.authorization, request.mayGo(to: request.origin) {
      headers.add(name: "Authorization", value: authorization.headerValue)
    }
    return headers
  }
}

/// Carries a cancellation to a request that may not have begun.
private final class Cancellation: Sendable {
  private struct State {
    var isCancelled = false
    var task: HTTPClient.Task<TransportAnswer>?
  }

  private let state = Mutex(State())

  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  func follow(_ task: HTTPClient.Task<TransportAnswer>) {
    let isLate = state.withLock { state in
      state.task = task
      return state.isCancelled
    }
    if isLate { task.cancel() }
  }

  func cancel() {
    let task = state.withLock { state in
      state.isCancelled = true
      return state.task
    }
    task?.cancel()
  }
}

extension NIOHTTP1.HTTPMethod {
  init(_ method: HTTPMethod) {
    switch method {
    case .get: self = .GET
    case .post: self = .POST
    case .put: self = .PUT
    case .patch: self = .PATCH
    case .delete: self = .DELETE
    }
  }
}
