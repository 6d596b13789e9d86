import Foundation
import Synchronization

extension JSONDocument {
  /// Reads a file descriptor to its end, on a thread of its own, and finishes the document. What has come can be shown all the
  /// while; `arrived` is called with the byte count after every piece, on that thread. A cancelled task stops reading within a
  /// fifth of a second, even where nothing arrives, and leaves the document unfinished.
  ///
  /// Files are read, not mapped: a file that another program cuts short would end this one.
  public func read(from descriptor: Int32, arrived: @escaping @Sendable (Int) -> Void = { _ in }) async throws {
    let reading = ReadingThread(document: self, descriptor: descriptor, arrived: arrived)
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread {
          continuation.resume(with: Result { try reading.run() })
        }
      }
    } onCancel: {
      reading.cancel()
    }
  }
}

private final class ReadingThread: Sendable {
  private let document: JSONDocument
  private let descriptor: Int32
  private let arrived: @Sendable (Int) -> Void
  private let isCancelled = Mutex(false)

  init(document: JSONDocument, descriptor: Int32, arrived: @escaping @Sendable (Int) -> Void) {
    self.document = document
    self.descriptor = descriptor
    self.arrived = arrived
  }

  func cancel() {
    isCancelled.withLock { $0 = true }
  }

  func run() throws {
    // Small at first, so that the first page is there at once.
    var limit = 1 << 16
    while true {
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      // `poll` passes over negative descriptors; `read` says what is wrong with them.
      let ready = descriptor < 0 ? 1 : poll(&request, 1, 200)
      if isCancelled.withLock({ $0 }) { throw CancellationError() }
      if ready == 0 || ready < 0 && errno == EINTR { continue }
      guard try document.append(reading: descriptor, atMost: limit) > 0 else { break }
      arrived(document.byteCount)
      limit = min(limit * 2, 4 << 20)
    }
    document.finish()
  }
}
