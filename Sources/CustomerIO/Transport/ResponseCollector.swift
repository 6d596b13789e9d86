import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization

/// Collects one answer: in memory, or in a file where it is large. Measures its phases and ends a call whose answer
/// does not begin in time.
final class ResponseCollector: HTTPClientResponseDelegate {
  typealias Response = TransportAnswer

  /// How far a call has come.
  struct ProgressState: Sendable {
    var headSent = false
    var timing = Timing()
    var status: Int?
    var received = 0
  }

  fileprivate struct State {
    var progress = ProgressState()
    var headers: HTTPHeaders = [:]
    var expected: Int?
    var bytes = ByteBuffer()
    var file: TemporaryFile?
    var firstByteTimer: Scheduled<Void>?
  }

  private let configuration: Transport.Configuration
  private let connections: ConnectionLog
  private let firstByte: Duration
  private let progress: (@Sendable (CallProgress) -> Void)?
  private let observer: (any AnswerObserver)?
  private let start = ContinuousClock.now
  private let state = Mutex(State())

  init(
    configuration: Transport.Configuration, connections: ConnectionLog, firstByte: Duration,
    progress: (@Sendable (CallProgress) -> Void)?, observer: (any AnswerObserver)? = nil
  ) {
    self.configuration = configuration
    self.connections = connections
    self.firstByte = firstByte
    self.progress = progress
    self.observer = observer
  }

  var progressState: ProgressState { state.withLock { $0.progress } }

  private var elapsed: Duration { start.duration(to: .now) }

  func didSendRequestHead(task: HTTPClient.Task<Response>, _ head: HTTPRequestHead) {
    let connection = connections.takeNewConnection()
    state.withLock { state in
      state.progress.headSent = true
      if let connection, connection.established >= start {
        state.progress.timing.connect = start.duration(to: connection.established)
      }
    }
  }

  func didSendRequest(task: HTTPClient.Task<Response>) {
    let timer = task.eventLoop.scheduleTask(in: TimeAmount(firstByte)) { task.fail(reason: FirstByteTimeout()) }
    let isLate = state.withLock { state in
      guard state.progress.status == nil else { return true }
      state.firstByteTimer = timer
      return false
    }
    if isLate { timer.cancel() } else { progress?(.waitingForAnswer) }
  }

  func didReceiveHead(task: HTTPClient.Task<Response>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
    let elapsed = elapsed
    let announced = head.headers.first(name: "Content-Length").flatMap { Int($0) }
    let isEncoded = head.headers.contains(name: "Content-Encoding")
    let timer = state.withLock { state in
      state.progress.timing.firstByte = elapsed
      state.progress.status = Int(head.status.code)
      state.headers = head.headers
      state.expected = isEncoded ? nil : announced
      defer { state.firstByteTimer = nil }
      return state.firstByteTimer
    }
    timer?.cancel()
    guard (announced ?? 0) <= configuration.answerLimit else {
      return task.eventLoop.makeFailedFuture(AnswerTooLarge())
    }
    observer?.answerBegan(
      status: Int(head.status.code), headers: head.headers.map { NameValue($0.name, $0.value) })
    return task.eventLoop.makeSucceededVoidFuture()
  }

  func didReceiveBodyPart(task: HTTPClient.Task<Response>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
    do {
      let (pending, report) = try state.withLock { try $0.add(buffer, configuration) }
      if let progress { progress(report) }
      if let observer { buffer.withUnsafeReadableBytes(observer.answerReceived) }
      guard let pending else { return task.eventLoop.makeSucceededVoidFuture() }
      let promise = task.eventLoop.makePromise(of: Void.self)
      Self.diskQueue.async {
        promise.completeWith(Result { try pending.bytes.withUnsafeReadableBytes(pending.file.write) })
      }
      return promise.futureResult
    } catch {
      return task.eventLoop.makeFailedFuture(error)
    }
  }

  func didReceiveError(task: HTTPClient.Task<Response>, _ error: Error) {
    let elapsed = elapsed
    let timer = state.withLock { state in
      state.progress.timing.total = elapsed
      return state.firstByteTimer
    }
    timer?.cancel()
  }

  func didFinishRequest(task: HTTPClient.Task<Response>) throws -> TransportAnswer {
    let elapsed = elapsed
    return state.withLock { state in
      state.progress.timing.total = elapsed
      let body: ResponseBody
      if let file = state.file {
        body = .file(file.url, size: state.progress.received)
      } else {
        body = .memory(Data(state.bytes.readableBytesView))
      }
      return TransportAnswer(
        status: state.progress.status ?? 0, headers: state.headers.map { NameValue($0.name, $0.value) }, body: body,
        timing: state.progress.timing, file: state.file)
    }
  }

  /// Writing to disk may block, and must not block the event loop.
  private static let diskQueue = DispatchQueue(label: "cio-console.answers")
}

extension ResponseCollector.State {
  /// Keeps a part in memory, or says which bytes belong into the file.
  fileprivate mutating func add(
    _ part: ByteBuffer, _ configuration: Transport.Configuration
  ) throws -> (pending: (file: TemporaryFile, bytes: ByteBuffer)?, report: CallProgress) {
    progress.received += part.readableBytes
    guard progress.received <= configuration.answerLimit else { throw AnswerTooLarge() }
    let report = CallProgress.receiving(bytes: progress.received, total: expected)
    if let file { return ((file, part), report) }
    var part = part
    bytes.writeBuffer(&part)
    guard bytes.readableBytes > configuration.memoryLimit else { return (nil, report) }
    let file = try TemporaryFile(directory: configuration.temporaryDirectory)
    self.file = file
    defer { bytes = ByteBuffer() }
    return ((file, bytes), report)
  }
}

/// The answer did not begin in time.
struct FirstByteTimeout: Error {}

/// The answer is over the limit of the settings.
struct AnswerTooLarge: Error {}
