import Foundation
import Glibc
import JSONText
import Synchronization
import Testing

/// `kill -9` of the built program at random moments of a call. `CIO_CONSOLE_TORTURE` sets how often, for `make torture`.
@Suite(.timeLimit(.minutes(20))) struct ProgramTortureTests {
  private static let kills = ProcessInfo.processInfo.environment["CIO_CONSOLE_TORTURE"].flatMap(Int.init) ?? 16

  @Test("Whenever the program is killed, each call that arrived is known to have arrived, or is unknown")
  func commands() async throws {
    try await Bench.use { bench in
      // Half of the answers come late, so that death comes before, during and after the call.
      try await bench.misbehave([
        "kind": "delay", "domain": "track", "method": "POST", "percent": 50, "delay_ms": 150,
      ])
      let longest = try await bench.timeOfOneEvent()
      for round in 0..<Self.kills / 2 {
        try await withThrowingTaskGroup(of: Void.self) { group in
          for half in 0..<2 {
            group.addTask {
              let child = try bench.program.child([
                "event", "track", "--customer-id", "ada-\(round)-\(half)", "--event-name", "receipt",
              ]).start()
              child.write("")
              async let output = ChildProcess.text(from: child.output)
              async let errors = ChildProcess.text(from: child.errors)
              // No wait for anything: this is the random moment.
              try await Task.sleep(for: .microseconds(Int.random(in: 0...longest)))
              child.signal(SIGKILL)
              _ = await (output, errors, child.waitForEnd())
            }
          }
          try await group.waitForAll()
        }
      }
      try await Self.check(bench, kills: Self.kills)
    }
  }

  @Test("Whenever the console is killed, the next one opens, and each call is accounted for") func console()
    async throws
  {
    try await Bench.use { bench in
      try await bench.misbehave([
        "kind": "delay", "domain": "track", "method": "POST", "percent": 50, "delay_ms": 100,
      ])
      let kills = max(2, Self.kills / 8)
      for _ in 0..<kills {
        let console = try await TerminalProgram(
          ["--goto", "modules/track-event"], environment: bench.program.environment)
        try await console.wait(for: "Event Name")
        await console.press("C-u")
        await console.type("ada")
        await console.press("Tab", "C-u")
        await console.type("receipt")
        try await console.wait(for: "receipt")
        await console.press("F10")
        try await Task.sleep(for: .microseconds(Int.random(in: 0...150_000)))
        kill(try #require(await console.process()), SIGKILL)
        try await console.waitForEnd()
        await console.close()
      }
      try await Self.check(bench, kills: kills)
    }
  }

  /// Compares what the journal says with what the sandbox got.
  private static func check(_ bench: Bench, kills: Int) async throws {
    let entries = try await bench.journal()
    var outcomes: [String: String] = [:]
    for entry in entries {
      let id = try #require(entry["id"]?.stringValue)
      let values = try await bench.run("journal", "show", id, "--output", "json").json["values"]
      let eventID = try #require(values?["event_id"]?.stringValue, "\(String(describing: values))")
      #expect(outcomes[eventID] == nil, "two runs share an event's ID")
      outcomes[eventID] = entry["outcome"]?.stringValue
    }
    let arrived = try await bench.changes().map { request in
      try JSONValue(parsing: request["body"]?.stringValue ?? "")["id"]?.stringValue ?? ""
    }
    #expect(Set(arrived).count == arrived.count, "an event was sent twice")
    for id in arrived { #expect(["done", "unknown"].contains(outcomes[id]), "\(id): \(outcomes[id] ?? "no run")") }
    for (id, outcome) in outcomes {
      #expect(["done", "unknown", "failed"].contains(outcome))
      if outcome == "done" { #expect(arrived.contains(id)) }
      if outcome == "failed" { #expect(!arrived.contains(id)) }
    }
    if ProcessInfo.processInfo.environment["CIO_CONSOLE_TORTURE"] != nil {
      let counts = Dictionary(grouping: outcomes.values) { $0 }.map { "\($0.value.count) \($0.key)" }.sorted()
      print("\(kills) kills of the program; of \(outcomes.count) calls: \(counts.joined(separator: ", "))")
    }
  }
}

extension Bench {
  /// The microseconds that one event takes from the program's start to its end.
  fileprivate func timeOfOneEvent() async throws -> Int {
    let clock = ContinuousClock()
    let taken = try await clock.measure {
      let run = try await run("event", "track", "--customer-id", "ada-first", "--event-name", "receipt")
      #expect(run.status == 0, "\(run)")
    }
    return Int(taken / .microseconds(1))
  }
}
