import Foundation
import Glibc
import JSONText
import Testing

/// What was typed and what was sent outlive the console, however it ends.
@Suite("Nothing is lost when the console dies") struct SurvivalTests {
  private static let size = TerminalSize(columns: 80, rows: 24)

  @Test(
    "A form is there again with its connection, its values and its caret, where the next console begins",
    arguments: [SIGKILL, SIGHUP, SIGTERM])
  func form(signal: Int32) async throws {
    try await Bench.use(connects: false) { bench in
      for name in ["first", "second"] { try await bench.addConnection(name) }
      try await bench.console(["--goto", "modules/track-event", "--connection", "second"]) { console in
        try await console.wait(for: "second · sandbox")
        await console.type("ada-who-waits")
        await console.press("Tab")
        await console.type("receipt-4711")
        try await console.wait(for: "receipt-4711")
        // A killed process writes nothing more: the draft must be on disk by itself, a moment after the last key.
        if signal == SIGKILL { try await bench.waitForFile(containing: "receipt-4711") }
        kill(try #require(await console.process()), signal)
        try await console.waitForEnd()
      }
      // Neither route nor connection is asked for: both are those that were at hand.
      try await bench.console([]) { console in
        let screen = try await console.wait(for: "Brought back what was typed here before")
        #expect(screen.contains("Track an event"))
        #expect(screen.contains("ada-who-waits") && screen.contains("receipt-4711"))
        let lines = screen.split(separator: "\n")
        #expect(lines.first?.contains("second · sandbox") == true, "\(screen)")
        #expect(lines.contains { $0.contains("Connection") && $0.contains("second") }, "\(screen)")
        // The caret stands where it stood.
        await console.type("-on")
        try await console.wait(for: "receipt-4711-on")
        await console.press("F10")
        try await console.wait(for: "200")
        await console.press("C-q")
        #expect(try await console.waitForExit() == 0)
      }
      let events = try await bench.changes()
      #expect(events.count == 1)
      #expect(events.first?["path"] == "/api/v1/customers/ada-who-waits/events")
      // It was sent: the next console begins where consoles begin.
      try await bench.console([]) { console in
        try await console.wait(for: "People")
        await console.press("C-q")
        #expect(try await console.waitForExit() == 0)
      }
    }
  }

  @Test("A draft brings its own connection along, wherever its form is opened") func connection() async throws {
    try await Bench.use(connects: false) { bench in
      for name in ["first", "second"] { try await bench.addConnection(name) }
      try await bench.console(["--goto", "modules/track-event", "--connection", "second"]) { console in
        try await console.wait(for: "second · sandbox")
        await console.type("ada-who-waits")
        try await bench.waitForFile(containing: "ada-who-waits")
        kill(try #require(await console.process()), SIGKILL)
        try await console.waitForEnd()
      }
      try await bench.console(["--goto", "modules/track-event"]) { console in
        let screen = try await console.wait(for: "not sent, for second.")
        // The header names the default; what was meant for another connection stays meant for it.
        let lines = screen.split(separator: "\n")
        #expect(lines.first?.contains("first · sandbox") == true, "\(screen)")
        #expect(lines.contains { $0.contains("Connection") && $0.contains("second") }, "\(screen)")
      }
    }
  }

  @Test("A console that was quit leaves the next one to begin at home, and its draft to its form") func farewell()
    async throws
  {
    try await Bench.use { bench in
      try await bench.console("modules/track-event", Self.size) { console in
        try await console.wait(for: "environment · sandbox")
        await console.type("ada-unsent")
        await console.press("C-q")
        try await console.wait(for: "Not sent: Track an event")
        await console.press("Tab", "Enter")
      }
      try await bench.console(nil, Self.size) { console in
        let screen = try await console.wait(for: "Press / and type")
        #expect(!screen.contains("ada-unsent"))
      }
      try await bench.console("modules/track-event", Self.size) { console in
        try await console.wait(for: "ada-unsent")
        await console.press("C-q")
        try await console.wait(for: "Not sent: Track an event")
        await console.press("Tab", "Enter")
      }
    }
  }

  @Test("A call that was under way at kill -9 is unknown at the next start, and was sent once") func call() async throws
  {
    try await Bench.use { bench in
      try await bench.misbehave(["kind": "delay", "domain": "track", "method": "POST", "delay_ms": 3_600_000])
      try await bench.console(["--goto", "modules/track-event"]) { console in
        try await console.wait(for: "environment · sandbox")
        await console.type("ada")
        await console.press("Tab")
        await console.type("receipt")
        await console.press("F10")
        try await bench.waitForRequest("/api/v1/customers/ada/events")
        kill(try #require(await console.process()), SIGKILL)
        try await console.waitForEnd()
      }
      try await bench.console("journal", Self.size) { console in
        let screen = try await console.wait(for: "Track an event")
        #expect(screen.contains("unknown"), "\(screen)")
      }
      let entries = try await bench.journal()
      #expect(entries.map { $0["outcome"] } == ["unknown"])
      #expect(try await bench.changes().count == 1)
      // What is tried again carries the ULID of the first try, so that Customer.io counts it once.
      let body = try #require(try await bench.changes().first?["body"]?.stringValue)
      let sent = try #require(try JSONValue(parsing: body)["id"]?.stringValue)
      let id = try #require(entries.first?["id"]?.stringValue)
      let values = try await bench.run("journal", "show", id, "--output", "json").output
      #expect(values.contains(sent), "\(values)")
    }
  }

  @Test("Two consoles on one store send at once, and every run is in the journal") func twoConsoles() async throws {
    try await Bench.use { bench in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<2 {
          group.addTask {
            try await bench.console("modules/track-event", Self.size) { console in
              try await console.wait(for: "environment · sandbox")
              await console.type("ada-\(number)")
              await console.press("Tab")
              await console.type("receipt")
              for run in 1...5 {
                await console.press("F10")
                try await waiting(until: "run \(run) of console \(number)") {
                  try await bench.changes().filter { $0["path"] == "/api/v1/customers/ada-\(number)/events" }.count
                    == run
                }
                try await console.wait(for: "✓ 200")
                await console.press("a")
                try await console.wait(for: "Data")
              }
            }
          }
        }
        try await group.waitForAll()
      }
      let entries = try await bench.journal()
      #expect(entries.count == 10)
      #expect(entries.allSatisfy { $0["outcome"] == "done" }, "\(entries)")
    }
  }
}
