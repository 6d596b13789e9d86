import Foundation

/// Runs work that blocks on a thread of its own, so that it takes none from a pool that others wait for.
struct Threads {
  private let group = DispatchGroup()

  func start(_ body: @escaping @Sendable () -> Void) {
    group.enter()
    Thread.detachNewThread {
      body()
      group.leave()
    }
  }

  /// Waits for all that were started.
  func wait() {
    group.wait()
  }
}
