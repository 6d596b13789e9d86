import CustomerIO
import Foundation
import JSONText
import Synchronization

/// An answer that is being received: its bytes go into a document that readers show meanwhile.
final class ArrivingAnswer: AnswerObserver {
  /// What is known of it at a moment.
  struct State: Sendable {
    var status: Int?
    var headers: [NameValue] = []
    var document = JSONDocument()
  }

  private struct Shared {
    var state = State()
    /// Somebody was told and has not listened yet.
    var isTold = false
  }

  private let shared = Mutex(Shared())
  private let grew: @MainActor @Sendable (State) -> Void

  /// - Parameter grew: told when there is more, and not again until it has been dealt with.
  init(grew: @escaping @MainActor @Sendable (State) -> Void) { self.grew = grew }

  var state: State { shared.withLock { $0.state } }

  func answerBegan(status: Int, headers: [NameValue]) {
    shared.withLock { $0.state = State(status: status, headers: headers) }
  }

  func answerReceived(_ bytes: UnsafeRawBufferPointer) {
    let document = state.document
    // Where no memory is left the whole answer still goes to its file.
    try? document.append(bytes)
    let isFirst = shared.withLock { shared in
      defer { shared.isTold = true }
      return !shared.isTold
    }
    guard isFirst else { return }
    Task { @MainActor in
      let state = shared.withLock { shared in
        shared.isTold = false
        return shared.state
      }
      grew(state)
    }
  }
}
