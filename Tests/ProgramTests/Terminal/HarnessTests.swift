import Testing

@Suite("A terminal for tests") struct HarnessTests {
  @Test("shows what a program writes and takes what is typed") func echo() async throws {
    let cat = try await TerminalProgram([], program: "cat")
    await cat.type("it's $HOME; \"quoted\" \\ {x}")
    await cat.press("Enter")
    let screen = try await cat.wait(until: "the line twice") { $0.components(separatedBy: "quoted").count == 3 }
    #expect(screen.contains("it's $HOME; \"quoted\" \\ {x}"))
    await cat.press("C-d")
    #expect(try await cat.waitForExit() == 0)
    await cat.close()
  }
}
