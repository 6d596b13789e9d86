import CMainQueue
import Glibc

/// The loop of the main thread: what is queued for the main actor, and descriptors to read from.
///
/// Left to itself the runtime hands the main queue to threads of a pool, a different one each time, and takes two more threads to tell
/// that a key came. Here one thread does both: a key costs one wake-up, and a crash finds the signal stack that was laid out for it.
///
/// ```swift
/// static func main() {
///   Task { @MainActor in exit(await run()) }
///   MainLoop.run()
/// }
/// ```
@MainActor public enum MainLoop {
  private static var readers: [(descriptor: Int32, read: () -> Void)] = []

  /// Serves the main actor until the process exits. Call it once, on the main thread, in place of an asynchronous `main`.
  public nonisolated static func run() -> Never {
    let queue = _dispatch_get_main_queue_handle_4CF()
    while true {
      MainActor.assumeIsolated { serveOnce(queue) }
    }
  }

  /// Has `read` called whenever the descriptor can be read, its end included, until it is no longer watched.
  static func watch(_ descriptor: Int32, _ read: @escaping () -> Void) {
    stopWatching(descriptor)
    readers.append((descriptor, read))
  }

  static func stopWatching(_ descriptor: Int32) { readers.removeAll { $0.descriptor == descriptor } }

  private static func serveOnce(_ queue: Int32) {
    var requests = readers.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
    requests.append(pollfd(fd: queue, events: Int16(POLLIN), revents: 0))
    guard poll(&requests, nfds_t(requests.count), -1) > 0 else { return }
    for request in requests where request.revents != 0 {
      if request.fd == queue {
        var count: UInt64 = 0
        read(queue, &count, MemoryLayout.size(ofValue: count))
        _dispatch_main_queue_callback_4CF(nil)
      } else if let reader = readers.first(where: { $0.descriptor == request.fd }) {
        // One that was there before may have ended the watch on this one.
        reader.read()
      }
    }
  }
}
