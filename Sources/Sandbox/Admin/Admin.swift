/// The sandbox's own controls, the same at all four addresses, without credentials and not recorded.
enum Admin {
  static func answer(_ call: Call, _ core: Core) -> Answer {
    switch (call.method, call.rawPath) {
    case ("GET", "/_sandbox/requests"):
      let entries = core.state.withLock { $0.recorder.all }
      return .ok(.array(entries.map(\.json)))
    case ("DELETE", "/_sandbox/requests"):
      core.state.withLock { $0.recorder = Recorder() }
      return .ok([:])
    case ("GET", "/_sandbox/state"): return state(call, core)
    case ("GET", "/_sandbox/faults"):
      return .ok(.array(core.state.withLock { $0.faults.faults }.map(\.json)))
    case ("POST", "/_sandbox/faults"): return addFault(call, core)
    case ("DELETE", "/_sandbox/faults"):
      core.state.withLock { $0.faults = FaultList() }
      return .ok([:])
    case ("POST", "/_sandbox/reset"):
      core.reset()
      return .ok([:])
    default: return AppAnswer.notFound
    }
  }

  private static func addFault(_ call: Call, _ core: Core) -> Answer {
    guard case .success(.object(let body)) = call.json else {
      return AppAnswer.badRequest("the body must be a JSON object")
    }
    switch Fault.read(body) {
    case .failure(let refusal): return AppAnswer.badRequest(refusal.messages.joined(separator: ", "))
    case .success(let fault) where fault.kind == .certificate && !core.configuration.tls:
      return AppAnswer.badRequest("no certificate is shown: the sandbox was started without TLS")
    case .success(let fault): return .ok(core.state.withLock { $0.faults.add(fault) }.json)
    }
  }

  private static func state(_ call: Call, _ core: Core) -> Answer {
    if let text = call.query("people"), !text.isEmpty {
      guard let reference = reference(text) else {
        return AppAnswer.badRequest("people must be id:…, email:… or cio_…")
      }
      return .ok(
        core.state.withLock { state in
          state.workspace.settle(call.now)
          return state.workspace.dump(reference, now: call.now)
        })
    }
    return .ok(
      core.state.withLock { state in
        state.workspace.settle(call.now)
        return state.workspace.dump(now: call.now)
      })
  }

  /// `id:…`, `email:…`, `cio_…`, or bare text: an email when it has an `@`, else an id.
  static func reference(_ text: String) -> Reference? {
    if let id = text.after("id:") { return .id(id) }
    if let email = text.after("email:") { return .email(email) }
    if let cioID = text.after("cio_") { return .cioID(cioID) }
    return text.utf8.contains(UInt8(ascii: "@")) ? .email(text) : .id(text)
  }
}
