import Foundation
import HTTPTypes
import NIOCore
import Synchronization

/// What stands behind all four listeners: routes a call, checks what it needs, applies it, keeps it, remembers it.
/// One call at a time changes the state; reading JSON and writing answers happen outside of that.
final class Core: Sendable {
  /// Everything that calls change.
  struct State: Sendable {
    var workspace: Workspace
    var recorder = Recorder()
    var faults: FaultList
    var limiter = RateLimiter()
    var log: StateLog?
  }

  let configuration: SandboxConfiguration
  let credentials = SandboxCredentials()
  private let track = TrackRoutes.table()
  private let app = AppRoutes.make()
  private let pipelines = PipelinesRoutes.table()
  private let known: [Route: [RouteTable.Piece]]
  let state: Mutex<State>

  init(_ configuration: SandboxConfiguration) throws {
    self.configuration = configuration
    known = Dictionary(
      configuration.knownRoutes.map { ($0, RouteTable.pieces(of: $0.path)) },
      uniquingKeysWith: { first, _ in first })
    var state = State(workspace: Self.workspace(configuration), faults: Self.faults(configuration))
    guard let path = configuration.stateFile else {
      self.state = Mutex(state)
      return
    }
    var opened = try StateLog.open(
      path, header: StateLog.Header(state.workspace.population, configuration))
    state.workspace = Workspace(population: opened.header.population, region: configuration.region)
    opened.snapshot?.restore(&state.workspace)
    for call in opened.calls { Self.replay(call, on: &state.workspace, track, app, pipelines) }
    if opened.isLong { opened.log.compact(opened.header, Snapshot(state.workspace)) }
    state.log = opened.log
    self.state = Mutex(state)
  }

  private static func workspace(_ configuration: SandboxConfiguration) -> Workspace {
    let now = Int((configuration.now ?? Date()).timeIntervalSince1970)
    let population = Population(
      seed: configuration.seed, count: max(0, configuration.people), now: now)
    return Workspace(population: population, region: configuration.region)
  }

  private static func faults(_ configuration: SandboxConfiguration) -> FaultList {
    var list = FaultList()
    for given in configuration.faults { _ = list.add(given.fault) }
    return list
  }

  func open(at addresses: Addresses) {
    state.withLock { state in
      state.workspace.trackURL = addresses.trackURL
      state.workspace.appURL = addresses.appURL
    }
  }

  /// Lets go of the state file.
  func close() {
    state.withLock { state in
      state.log?.close()
      state.log = nil
    }
  }

  /// Begins anew: people as seeded, nothing recorded, the faults that it was started with.
  func reset() {
    state.withLock { state in
      var fresh = Self.workspace(configuration)
      fresh.trackURL = state.workspace.trackURL
      fresh.appURL = state.workspace.appURL
      state.workspace = fresh
      state.recorder = Recorder()
      state.faults = Self.faults(configuration)
      state.limiter = RateLimiter()
      state.log?.restart(StateLog.Header(fresh.population, configuration))
    }
  }

  // MARK: Answering

  /// What is to be sent, and in which way it is to go wrong.
  struct Reply: Sendable {
    var answer: Answer
    var fault: Fault?
  }

  func reply(to call: Call, headers: HTTPFields) -> Reply {
    var call = call
    let route = match(&call)
    return state.withLock { state in
      let fault = state.faults.take(for: call)
      var reply = Reply(answer: .empty(500), fault: fault)
      if let fault, let refusal = fault.refusal(to: call) {
        reply.answer = refusal
      } else {
        reply.answer = answer(call, route, headers, &state)
        if let fault { reply.answer = fault.altered(reply.answer) }
      }
      state.recorder.record(
        call, headers: headers, status: fault?.hidesAnswer == true ? 0 : reply.answer.status)
      return reply
    }
  }

  /// The certificate that a fault wants shown to a new connection.
  func takeCertificate(for domain: Domain) -> SandboxConfiguration.Certificate? {
    state.withLock { $0.faults.takeCertificate(for: domain) }
  }

  /// For a request whose body was too large to be read.
  func refuseBody(_ call: Call, headers: HTTPFields) -> Answer {
    let isTrack = call.domain == .track || call.domain == .pipelines
    let answer =
      isTrack
      ? TrackAnswer.refused(413, "request entity too large")
      : AppAnswer.error(413, "request entity too large")
    state.withLock { $0.recorder.record(call, headers: headers, status: 413) }
    return answer
  }

  private func match(_ call: inout Call) -> RouteTable.Entry? {
    let found =
      switch call.domain {
      case .track: track.match(method: call.method, segments: call.segments)
      case .app: app.match(method: call.method, segments: call.segments)
      case .beta: Self.appSegments(call).flatMap { app.match(method: call.method, segments: $0) }
      case .pipelines: pipelines.match(method: call.method, segments: call.segments)
      }
    call.parameters = found?.parameters ?? []
    return found?.entry
  }

  /// The Beta API's paths are the App API's with `/api` after the version.
  private static func appSegments(_ call: Call) -> [String]? {
    guard call.segments.count > 2, call.segments[0] == "v1", call.segments[1] == "api" else {
      return nil
    }
    return ["v1"] + call.segments.dropFirst(2)
  }

  private func answer(
    _ call: Call, _ route: RouteTable.Entry?, _ headers: HTTPFields, _ state: inout State
  ) -> Answer {
    let isApp = call.domain == .app || call.domain == .beta
    guard let route else { return unserved(call, isApp: isApp) }
    if call.domain == .track, call.body.readableBytes > TrackLimits.body,
      !call.rawPath.hasPrefix("/api/v2/")
    {
      return TrackAnswer.refused(413, "request entity too large")
    }
    if call.isAtOtherRegion, let answer = atOtherRegion(call, state.workspace) { return answer }
    guard credentials.admit(headers[.authorization], for: route.credential) else {
      return isApp ? AppAnswer.unauthorized : TrackAnswer.unauthorized
    }
    if configuration.rates == .documented, let refusal = state.limiter.refusal(call, route) {
      return refusal
    }
    state.workspace.settle(call.now)
    let answer = route.handler(call, &state.workspace)
    if route.changes, answer.status < 400 || call.domain == .track { state.log?.append(call) }
    return answer
  }

  /// What the Track host of the other region says: only the region call is answered there. The US host sends an EU
  /// account's calls on to where it lives; the EU host does not know a US account's keys.
  private func atOtherRegion(_ call: Call, _ workspace: Workspace) -> Answer? {
    if call.method == "GET", call.rawPath == "/api/v1/accounts/region" { return nil }
    guard workspace.region == .eu else { return TrackAnswer.unauthorized }
    let target = workspace.trackURL + call.rawPath + (call.rawQuery.isEmpty ? "" : "?" + call.rawQuery)
    return Answer.empty(307).header("Location", target)
  }

  private func unserved(_ call: Call, isApp: Bool) -> Answer {
    let segments = call.domain == .beta ? Self.appSegments(call) : call.segments
    let domain = call.domain == .beta ? .app : call.domain
    let isKnown = known.contains { route, template in
      route.method == call.method && (route.domain == domain || route.domain == call.domain)
        && segments.map { RouteTable.match(template, $0) != nil } == true
    }
    if isKnown {
      return isApp
        ? AppAnswer.error(501, "not served by the sandbox")
        : TrackAnswer.refused(501, "not served by the sandbox")
    }
    return isApp ? AppAnswer.notFound : TrackAnswer.notFound
  }

  private static func replay(
    _ call: Call, on workspace: inout Workspace, _ track: RouteTable, _ app: RouteTable,
    _ pipelines: RouteTable
  ) {
    var call = call
    let found =
      switch call.domain {
      case .track: track.match(method: call.method, segments: call.segments)
      case .app: app.match(method: call.method, segments: call.segments)
      case .beta: appSegments(call).flatMap { app.match(method: call.method, segments: $0) }
      case .pipelines: pipelines.match(method: call.method, segments: call.segments)
      }
    guard let found else { return }
    call.parameters = found.parameters
    workspace.settle(call.now)
    _ = found.entry.handler(call, &workspace)
  }
}
