import Foundation

/// The built program in a real pseudo-terminal, driven by keys and read back as a person would read it.
///
/// tmux holds the terminal. It is spoken to in its control mode, so that waiting means waiting for output, not for time.
actor TerminalProgram {
  struct TimedOut: Error, CustomStringConvertible {
    let wanted: String
    let screen: String
    var description: String { "never on the screen: \(wanted)\n\(screen)" }
  }

  /// What has ended stays to be read, and its end is told.
  private static let configuration = """
    set -g escape-time 0
    set -g default-terminal tmux-256color
    set -g remain-on-exit on
    set-hook -g pane-died 'wait-for -S ended'
    """

  private let tmux: RunningChild
  private let socket = "cio-console-test-\(UUID().uuidString)"
  private let environment: [String: String]
  private var pending = ""
  private var reply: [String]?
  private var waiting: [CheckedContinuation<[String], Never>] = []
  private var outputWatchers: [CheckedContinuation<Void, Never>] = []
  private var outputCount = 0
  private var hasEnded = false

  /// Starts the program.
  ///
  /// - Parameters:
  ///   - arguments: what stands after the program's name.
  ///   - environment: set for the program alone.
  init(
    _ arguments: [String], columns: Int = 80, rows: Int = 24, environment: [String: String] = [:],
    program: String = BuiltProgram.path
  ) async throws {
    let configuration = FileManager.default.temporaryDirectory.appending(path: socket + ".conf")
    try Data(Self.configuration.utf8).write(to: configuration)
    let assignments = environment.map { "\($0.key)=\(Self.quoted($0.value))" }.sorted()
    let command = (["exec", "env"] + assignments + [Self.quoted(program)] + arguments.map(Self.quoted))
      .joined(separator: " ")
    var inherited = ProcessInfo.processInfo.environment
    inherited["TMUX"] = nil
    inherited["LC_ALL"] = "C.UTF-8"
    self.environment = inherited
    let tmux = try ChildProcess(
      path: "/usr/bin/env",
      arguments: [
        "tmux", "-L", socket, "-f", configuration.path, "-C", "new-session", "-x", "\(columns)", "-y", "\(rows)",
        command,
      ], environment: inherited
    ).start()
    self.tmux = tmux
    let (chunks, feed) = AsyncStream.makeStream(of: [UInt8].self)
    Thread.detachNewThread {
      while let chunk = ChildProcess.chunk(from: tmux.output) { feed.yield(chunk) }
      feed.finish()
    }
    Thread.detachNewThread { while ChildProcess.chunk(from: tmux.errors) != nil {} }
    Task {
      for await chunk in chunks { self.take(chunk) }
      self.end()
      _ = await tmux.waitForEnd()
    }
    // The greeting of the control mode is a reply to no command of ours.
    _ = await withCheckedContinuation { waiting.append($0) }
    _ = await run("refresh-client -C \(columns)x\(rows)")
    try? FileManager.default.removeItem(at: configuration)
  }

  /// Presses keys by tmux's names: `Enter`, `Tab`, `F2`, `C-s`, `M-x`.
  func press(_ keys: String...) async {
    for key in keys { _ = await run("send-keys -- \(key)") }
  }

  /// Types text as it is.
  func type(_ text: String) async {
    _ = await run("send-keys -l -- \(Self.quoted(text))")
  }

  /// Pastes text between the marks of a bracketed paste.
  func paste(_ text: String) async {
    _ = await run("set-buffer -- \(Self.quoted(text))")
    _ = await run("paste-buffer -p")
  }

  func resize(columns: Int, rows: Int) async {
    _ = await run("refresh-client -C \(columns)x\(rows)")
  }

  /// The rows as text.
  func screen() async -> String {
    await run("capture-pane -p").joined(separator: "\n")
  }

  /// The rows with their colours, as escape sequences.
  func styledScreen() async -> String {
    await run("capture-pane -p -e").joined(separator: "\n")
  }

  /// Waits until the screen holds the text, and answers the screen.
  @discardableResult
  func wait(for text: String, within limit: Duration = .seconds(90)) async throws -> String {
    try await wait(until: "“\(text)”", within: limit) { $0.contains(text) }
  }

  /// Waits until the screen is as wanted, looking anew after each output.
  @discardableResult
  func wait(
    until what: String, within limit: Duration = .seconds(90), _ isSo: (String) -> Bool
  ) async throws -> String {
    let deadline = ContinuousClock.now + limit
    while true {
      let seen = outputCount
      let screen = await screen()
      if isSo(screen) { return screen }
      guard !hasEnded, await outputCame(after: seen, before: deadline) else {
        throw TimedOut(wanted: what, screen: screen)
      }
    }
  }

  /// The first line of tmux's answer to a command.
  func answer(_ command: String) async -> String { await run(command).first ?? "" }

  /// The process that runs in the terminal.
  func process() async -> pid_t? { pid_t(await run("display-message -p '#{pane_pid}'").first ?? "") }

  /// Whether the program has ended, and how.
  func exitStatus() async -> Int? {
    Int(await run("display-message -p '#{pane_dead_status}'").first ?? "")
  }

  /// Waits until the program has ended, and answers its exit status.
  func waitForExit(within limit: Duration = .seconds(90)) async throws -> Int {
    let deadline = ContinuousClock.now + limit
    while true {
      if let status = await exitStatus() { return status }
      guard !hasEnded, ContinuousClock.now < deadline else {
        throw TimedOut(wanted: "the program's end", screen: await screen())
      }
      try await waitForNotice(within: .seconds(1))
    }
  }

  /// Waits until the program has ended, by itself or by a signal.
  func waitForEnd(within limit: Duration = .seconds(90)) async throws {
    let deadline = ContinuousClock.now + limit
    while await run("display-message -p '#{pane_dead}'").first == "0" {
      guard !hasEnded, ContinuousClock.now < deadline else {
        throw TimedOut(wanted: "the program's end", screen: await screen())
      }
      try await waitForNotice(within: .seconds(1))
    }
  }

  /// Waits until tmux tells that the program has ended. Its notice can come before its status, so that it may be in vain.
  private func waitForNotice(within limit: Duration) async throws {
    let wait = try ChildProcess(
      path: "/usr/bin/env", arguments: ["tmux", "-L", socket, "wait-for", "ended"], environment: environment
    ).start()
    wait.write("")
    let alarm = Task {
      try await Task.sleep(for: limit)
      wait.signal(SIGTERM)
    }
    let reminder = Task { try await self.remindOfDeath() }
    _ = await wait.waitForEnd()
    alarm.cancel()
    reminder.cancel()
    wait.closeStreams()
  }

  /// Now and then a signal passes tmux by, and it never learns that its program has ended: it is sent again.
  private func remindOfDeath() async throws {
    while true {
      try await Task.sleep(for: .milliseconds(500))
      let answer = await run("display-message -p '#{pid} #{pane_dead}'").first?.split(separator: " ") ?? []
      if answer.count == 2, answer[1] == "1", let server = pid_t(answer[0]) { kill(server, SIGCHLD) }
    }
  }

  /// Ends tmux and what runs in it.
  func close() async {
    _ = await run("kill-server")
    end()
  }

  private func run(_ command: String) async -> [String] {
    guard !hasEnded else { return [] }
    return await withCheckedContinuation { continuation in
      waiting.append(continuation)
      tmux.send(command + "\n")
    }
  }

  private func take(_ chunk: [UInt8]) {
    pending += String(decoding: chunk, as: UTF8.self)
    while let end = pending.firstIndex(where: \.isNewline) {
      let line = String(pending[..<end])
      pending.removeSubrange(...end)
      take(line: line)
    }
  }

  private func take(line: String) {
    if line.hasPrefix("%begin") {
      reply = []
    } else if line.hasPrefix("%end") || line.hasPrefix("%error"), let lines = reply {
      reply = nil
      if !waiting.isEmpty { waiting.removeFirst().resume(returning: lines) }
    } else if reply != nil {
      reply?.append(line)
    } else {
      noteOutput()
    }
  }

  private func noteOutput() {
    outputCount += 1
    let watchers = outputWatchers
    outputWatchers = []
    for watcher in watchers { watcher.resume() }
  }

  /// Whether anything came from the terminal since `seen`, waiting for it until the deadline.
  private func outputCame(after seen: Int, before deadline: ContinuousClock.Instant) async -> Bool {
    if outputCount > seen { return true }
    guard ContinuousClock.now < deadline else { return false }
    let alarm = Task {
      try await Task.sleep(until: deadline, clock: .continuous)
      self.noteOutput()
    }
    await withCheckedContinuation { outputWatchers.append($0) }
    alarm.cancel()
    return ContinuousClock.now < deadline
  }

  private func end() {
    hasEnded = true
    for continuation in waiting { continuation.resume(returning: []) }
    waiting = []
    noteOutput()
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
