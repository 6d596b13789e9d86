import Store

/// Something that happened beside the screens, which they may have to follow.
public enum ServiceChange: Hashable, Sendable {
  /// Another console wrote to the connections.
  case connections
  /// Another console wrote to the run history.
  case journal
  /// The keys that were held in memory are forgotten: they are asked for at their next use.
  case locked
}

extension ServiceLayer {
  /// What happens from now on, for as long as it is listened to.
  public func changes() async throws(ServiceError) -> AsyncStream<ServiceChange> {
    let store = try await storage.store()
    let (stream, continuation) = AsyncStream.makeStream(of: ServiceChange.self, bufferingPolicy: .bufferingNewest(64))
    // Listened to from here on: what happens before the task runs is not missed.
    let writes = store.changes()
    let written = Task { [weak self] in
      for await change in writes {
        switch change.topic {
        case .connections where change.isFromElsewhere: continuation.yield(.connections)
        case .journal where change.isFromElsewhere: continuation.yield(.journal)
        case .vault where store.vault.isLocked:
          self?.forgetWorkspaces()
          continuation.yield(.locked)
        default: break
        }
      }
    }
    let forgotten = Task { [weak self, secrets] in
      for await _ in secrets.forgettings {
        self?.forgetWorkspaces()
        continuation.yield(.locked)
      }
    }
    continuation.onTermination = { _ in
      written.cancel()
      forgotten.cancel()
    }
    return stream
  }
}
