import Testing

/// What commands print at a terminal of 80 columns.
@Suite("Commands in a terminal") struct CommandLineLookTests {
  @Test("The run history fits: whole times, and identifiers that journal show takes") func journal() async throws {
    try await Bench.use { bench in
      for name in ["first", "second"] {
        _ = try await bench.run(
          "customer", "upsert", "--customer-id", "somebody-with-a-rather-long-identifier-\(name)", "--attribute", "p=1")
      }
      let list = try await TerminalProgram(["journal", "list"], environment: bench.program.environment)
      let screen = try await list.wait(until: "two runs") { $0.matches(of: /upsert-customer/).count == 2 }
      await list.close()
      let rows = screen.split(separator: "\n").filter { $0.contains("upsert-customer") }
      for row in rows {
        #expect(row.prefixMatch(of: /20\d\d-\d\d-\d\d \d\d:\d\d:\d\d\b/) != nil, "\(row)")
        let id = try #require(row.split(separator: " ").last.map(String.init))
        #expect(try await bench.run("journal", "show", id).json["id"]?.stringValue?.hasPrefix(id) == true)
      }
    }
  }

  @Test("The question before a deletion breaks between words") func deletion() async throws {
    try await Bench.use { bench in
      let program = try await TerminalProgram(
        ["customer", "delete", "--customer-id", "ada"], environment: bench.program.environment)
      let screen = try await program.wait(for: "Type ada to delete:")
      await program.close()
      #expect(screen.contains(/messages?\./), "\(screen)")
      #expect(screen.split(separator: "\n").allSatisfy { $0.count <= 80 })
      #expect(try await bench.requests().allSatisfy { $0["method"] != "DELETE" })
    }
  }
}
