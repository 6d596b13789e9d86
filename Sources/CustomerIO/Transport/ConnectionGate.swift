import Synchronization

/// Lets so many calls at a time through to one place, interactive ones first. Who waits here waits for a connection to
/// come free, which is no failure to connect and has no time-out of its own.
final class ConnectionGate: Sendable {
  private struct Lane {
    var free: Int
    var interactive: [UInt64] = []
    var background: [UInt64] = []

    mutating func next() -> UInt64? {
      if !interactive.isEmpty { return interactive.removeFirst() }
      return background.isEmpty ? nil : background.removeFirst()
    }
  }

  private struct State {
    var lanes: [Origin: Lane] = [:]
    var waiting: [UInt64: CheckedContinuation<Bool, Never>] = [:]
    var lastTicket: UInt64 = 0
  }

  let width: Int
  private let state = Mutex(State())

  init(width: Int) {
    self.width = width
  }

  var waitingCount: Int { state.withLock { $0.waiting.count } }

  /// - Returns: false where the task was cancelled first; every true needs its ``leave(_:)``.
  func enter(_ origin: Origin, priority: Priority) async -> Bool {
    let ticket: UInt64? = state.withLock { state in
      var lane = state.lanes[origin] ?? Lane(free: width)
      defer { state.lanes[origin] = lane }
      if lane.free > 0 {
        lane.free -= 1
        return nil
      }
      state.lastTicket += 1
      return state.lastTicket
    }
    guard let ticket else { return true }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isIn = state.withLock { state in
          // A place may have come free since.
          if let free = state.lanes[origin]?.free, free > 0 {
            state.lanes[origin]?.free -= 1
            return true
          }
          state.waiting[ticket] = continuation
          if priority == .interactive {
            state.lanes[origin]?.interactive.append(ticket)
          } else {
            state.lanes[origin]?.background.append(ticket)
          }
          return false
        }
        if isIn { continuation.resume(returning: true) } else if Task.isCancelled { cancel(ticket, at: origin) }
      }
    } onCancel: {
      cancel(ticket, at: origin)
    }
  }

  func leave(_ origin: Origin) {
    let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
      guard let ticket = state.lanes[origin]?.next() else {
        state.lanes[origin]?.free += 1
        return nil
      }
      return state.waiting.removeValue(forKey: ticket)
    }
    next?.resume(returning: true)
  }

  private func cancel(_ ticket: UInt64, at origin: Origin) {
    let continuation = state.withLock { state in
      state.lanes[origin]?.interactive.removeAll { $0 == ticket }
      state.lanes[origin]?.background.removeAll { $0 == ticket }
      return state.waiting.removeValue(forKey: ticket)
    }
    continuation?.resume(returning: false)
  }
}
