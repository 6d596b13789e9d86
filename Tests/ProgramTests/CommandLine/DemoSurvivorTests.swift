import Foundation
import Testing

@Suite("Demos on one folder") struct DemoSurvivorTests {
  @Test("When the one that serves quits, a survivor serves on at the same addresses") func survivor() async throws {
    try await Bench.use(connects: false) { bench in
      let first = try await TerminalProgram(["--demo"], environment: bench.program.environment)
      try await first.wait(for: "demo · sandbox")
      let portFile = bench.home.appending(path: "data/demo/data/sandbox.port").path
      try await Waiting.until("the first one serves") { FileManager.default.fileExists(atPath: portFile) }
      let port = try String(contentsOfFile: portFile, encoding: .utf8)
      let second = try await TerminalProgram(["--demo"], environment: bench.program.environment)
      try await second.wait(for: "demo · sandbox")
      #expect(try await bench.run("--demo", "customer", "upsert", "--customer-id", "kept").status == 0)
      // The second one knows the first one's sandbox once it has shown somebody of it.
      await second.type("/kept")
      await second.press("Enter")
      try await second.wait(until: "the person") { $0.contains("kept") && !$0.contains("Nobody was looked at") }
      await first.press("C-q")
      #expect(try await first.waitForExit() == 0)
      try await Waiting.until("the survivor serves") {
        try await bench.run("--demo", "customer", "show", "kept").status == 0
      }
      #expect(try String(contentsOfFile: portFile, encoding: .utf8) == port)
      // A headless demo would serve for itself where nobody else does; a reset is refused while somebody does.
      #expect(try await bench.run("demo", "reset", "--yes").status == 4)
      await second.press("C-q")
      #expect(try await second.waitForExit() == 0)
      await first.close()
      await second.close()
    }
  }
}
