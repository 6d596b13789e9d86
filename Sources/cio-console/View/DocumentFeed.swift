import Foundation
import JSONText
import Synchronization

/// Reads a file or standard input into a document, on a thread of its own.
struct DocumentFeed: Sendable {
  let document: JSONDocument
  let descriptor: Int32

  /// Small at first, so that the first page stands early.
  private static let firstBlock = 1 << 16
  private static let block = 4 << 20

  /// - Parameters:
  ///   - grew: told when there is more to show, and not again until it has been dealt with.
  ///   - ended: told at the end, with what went wrong.
  func start(grew: @escaping @MainActor () -> Void, ended: @escaping @MainActor (String?) -> Void) {
    Thread.detachNewThread {
      let told = Told()
      var problem: String?
      var size = Self.firstBlock
      reading: while true {
        do {
          let count = try document.append(reading: descriptor, atMost: size)
          if count == 0 { break reading }
        } catch {
          problem = "\(error)"
          break reading
        }
        size = Self.block
        if told.begin() {
          Task { @MainActor in
            told.end()
            grew()
          }
        }
      }
      document.finish()
      let words = problem
      Task { @MainActor in ended(words) }
    }
  }
}

/// Whether somebody was told and has not listened yet.
private final class Told: Sendable {
  private let isWaiting = Mutex(false)

  func begin() -> Bool {
    isWaiting.withLock { isWaiting in
      defer { isWaiting = true }
      return !isWaiting
    }
  }

  func end() { isWaiting.withLock { $0 = false } }
}
