import Foundation
import Testing

/// The reader as a pager in a real terminal: what it does with keys, and with what is no JSON.
@Suite("The reader in a terminal", .serialized)
struct ReaderStories {
  private static func read(
    _ bytes: [UInt8], name: String = "text.json", columns: Int = 80, rows: Int = 24,
    environment: [String: String] = [:], _ story: (TerminalProgram) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "reader-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: name)
    try Data(bytes).write(to: file)
    let terminal = try await TerminalProgram(
      ["view", file.path], columns: columns, rows: rows,
      environment: environment.merging(["TERM": "xterm-256color"]) { $1 })
    do {
      try await story(terminal)
      await terminal.type("q")
      #expect(try await terminal.waitForExit() == 0)
      await terminal.close()
    } catch {
      await terminal.close()
      throw error
    }
  }

  @Test("A filter in jq's language is answered live, runs in a child, is stopped by Escape, and put aside by one key")
  func filters() async throws {
    try await Self.read(Array(#"{"people":[{"id":"ada","n":1.10},{"id":"grace","n":2}]}"#.utf8)) { terminal in
      try await terminal.wait(for: "\"ada\"")
      await terminal.type("|.people[].n")
      try await terminal.wait(for: "2 results")
      #expect(await terminal.screen().contains("1.10"))
      await terminal.type("+1")
      try await terminal.wait(for: "numbers passed through jq")
      await terminal.press("Enter")
      await terminal.type("s")
      try await terminal.wait(for: "(suspended)")
      await terminal.type("|")
      try await terminal.wait(for: "Keep")
      await terminal.type("repeat(0)|select(.>1)")
      try await terminal.wait(for: "Filtering…")
      await terminal.press("Escape")
      try await terminal.wait(for: "Stopped.")
      await terminal.press("Escape")
      try await terminal.wait(until: "the line is gone") { !$0.contains("Leave") }
    }
  }

  /// An editor that notes what it was given, and ends as it is told.
  private static func editor(in folder: URL, _ end: String) throws -> String {
    let script = folder.appending(path: "editor")
    let note = """
      #!/bin/sh
      { echo "$1"; stat -c %a "$1" "$(dirname "$1")"; tr '\\0' ' ' < /proc/$$/cmdline; echo; cat "$1"; } > '\(folder.path)/note'
      \(end)
      """
    try Data(note.utf8).write(to: script)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path)
    return script.path
  }

  @Test(
    "What is selected opens in the editor, in a file that only the person can read and that is gone after",
    arguments: [
      (2, "exit 0", "json", "{\"id\":\"ada\"}", nil), (3, "exit 0", "txt", "Grüße \\ \"sk-canary\"\n2nd", nil),
      (3, "echo changed > \"$1\"", "txt", "Grüße \\ \"sk-canary\"\n2nd", "What was read stays as it came"),
      (3, "exit 7", "txt", "Grüße \\ \"sk-canary\"\n2nd", "ended with 7"),
    ] as [(Int, String, String, String, String?)])
  func editing(_ row: Int, _ end: String, _ ending: String, _ text: String, _ words: String?) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "reader-editor-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let json = #"[{"id":"ada"},"Gr\u00fc\u00dfe \\ \"sk-canary\"\n2nd"]"#
    let editor = try Self.editor(in: folder, end)
    let environment = ["EDITOR": editor, "VISUAL": "", "XDG_RUNTIME_DIR": folder.path]
    try await Self.read(Array(json.utf8), columns: 200, environment: environment) { terminal in
      try await terminal.wait(for: "\"ada\"")
      for _ in 1..<(row == 2 ? 2 : 5) { await terminal.press("Down") }
      try await terminal.wait(for: row == 2 ? ".[0]" : ".[1]")
      await terminal.type("e")
      let note = folder.appending(path: "note")
      try await waiting(until: "the editor's end") {
        FileManager.default.fileExists(atPath: note.path) && Self.leftovers(in: folder).isEmpty
      }
      if let words { try await terminal.wait(for: words) }
      try await terminal.wait(for: "\"ada\"")
      let noted = try String(contentsOf: note, encoding: .utf8)
      let lines = noted.split(separator: "\n", maxSplits: 4, omittingEmptySubsequences: false).map(String.init)
      try #require(lines.count == 5, "\(noted)")
      #expect(lines[0].hasSuffix("/text.\(ending)") && !lines[0].contains("canary"))
      #expect(lines[1] == "600" && lines[2] == "700")
      #expect(!lines[3].contains("canary"))
      #expect(lines[4] == text)
    }
  }

  @Test("An editor that is not there is told, and the reader stays") func noEditor() async throws {
    try await Self.read(Array("[1]".utf8), environment: ["EDITOR": "/nowhere/editor", "VISUAL": ""]) { terminal in
      try await terminal.wait(for: "1")
      await terminal.type("e")
      try await terminal.wait(for: "The editor /nowhere/editor")
    }
  }

  private static func leftovers(in folder: URL) -> [String] {
    Files.all(under: folder.path).filter { $0.contains("cio-console-") }
  }

  @Test("Table, raw text and hexadecimal are a key away", arguments: [(80, 24), (120, 36)])
  func views(size: (columns: Int, rows: Int)) async throws {
    let text = Array(#"[{"id":"ada","note":"\u00e9\n"},{"id":"grace"}]"#.utf8)
    try await Self.read(text, columns: size.columns, rows: size.rows) { terminal in
      try await terminal.wait(for: "\"ada\"")
      await terminal.type("t")
      try await terminal.wait(for: "2 rows · 2 columns")
      await terminal.type("r")
      try await terminal.wait(for: #"\u00e9\n"#)
      await terminal.type("x")
      try await terminal.wait(for: "5b 7b 22 69")
      await terminal.type("t?")
      try await terminal.wait(for: "In the table")
      await terminal.press("Escape")
      try await terminal.wait(for: "2 rows · 2 columns")
    }
  }

  private static let badInputs: [(bytes: [UInt8], words: String)] = [
    (Array("{\"a\":[1,{\"b\":".utf8), "not valid JSON: line 1, column 14"),
    (Array(String(repeating: "[", count: 100_000).utf8), "brackets not closed"),
    (Array("<html><body>Bad Gateway</body></html>".utf8), "<html><body>Bad Gateway"),
    ([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2], "The gzip file"),
    ([0, 1, 2, 3, 0xFF, 0xFE, 0x80, 0x90], "00000000   00 01 02 03"),
    (Array("{\"\u{1B}[2J\":\"\u{1B}]0;x\u{7}\"}".utf8), "A string holds a control character"),
    (Array(("{\"n\":" + String(repeating: "7", count: 400) + "}").utf8), "77777"),
  ]

  @Test("What is broken, deep, hostile or no JSON at all is shown, and said", arguments: badInputs)
  func badInput(bytes: [UInt8], words: String) async throws {
    try await Self.read(bytes) { terminal in
      await terminal.type("G")
      try await terminal.wait(for: words)
    }
  }
}
