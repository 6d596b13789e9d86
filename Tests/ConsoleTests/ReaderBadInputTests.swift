import Foundation
import JSONText
import Terminal
import Testing

@testable import Console

/// Whatever comes is shown, and what is wrong with it is said.
@MainActor @Suite(.serialized) struct ReaderBadInputTests {
  @Test func `a text that breaks off is shown up to the break, which is marked and gone to`() async throws {
    try await ReadingStage.read(#"{"a":[1,{"b":"tex"#.utf8) { stage in
      try await stage.until("✗ not valid JSON: line 1, column 18: The text ends inside a")
      #expect(stage.text.contains("the text ends inside a string"))
      #expect(stage.text.contains("\"tex"))
      stage.press(Key("!"))
      try await stage.until("the end is selected") {
        $0.lines.contains { $0.hasPrefix("▌") && $0.contains("text ends") }
      }
    }
  }

  @Test(
    arguments: [
      (#"{"a":NaN,"b":1}"#, "line 1, column 6: JSON has no NaN"),
      ("[1,\n2,\n]", "line 2, column 2: A comma stands after the last value"),
      ("{\"a\":\"x\0y\"}", "A string holds a NUL byte"),
      ("[1 2]", "line 1, column 4: A comma or ]"),
    ])
  func `what is not valid is told with line, column and reason, beside the text`(text: String, words: String)
    async throws
  {
    try await ReadingStage.read(text.utf8) { stage in
      try await stage.until("not valid JSON: ")
      #expect(stage.text.contains(words))
    }
  }

  @Test func `invalid UTF-8 is shown, and byte by byte in the raw view`() async throws {
    try await ReadingStage.read(Array(#"{"a":"x"#.utf8) + [0xFF, 0xC3] + Array(#"y"}"#.utf8)) { stage in
      try await stage.until("The text is not valid UTF-8")
      stage.press(Key("r"))
      try await stage.until(#"x\xFF\xC3y"#)
    }
  }

  @Test(
    arguments: [
      String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000),
      "{" + (0..<200_000).map { "\"k\($0)\":\($0)" }.joined(separator: ",") + "}",
      "[" + String(repeating: "9", count: 400) + "]",
      "\u{FEFF}{\"a\":1}", "{\"a\":1,\"a\":2}", "{\"n\":1}\n{\"n\":2}\n", "{\"a\":1}{\"b\":2}",
      "{\"\\u001b[31m\u{1B}[2J\":\"\u{1B}]0;x\u{7}\u{202E}\"}",
      "[\"" + String(repeating: "long ", count: 400_000) + "\"]",
    ])
  func `deep, wide, long, double and hostile texts are read from top to end in every view`(text: String) async throws {
    try await ReadingStage.read(text.utf8) { stage in
      for view in ["", "r", "x", "t"] {
        if !view.isEmpty { stage.type(view) }
        stage.press(Key("G"), .pageUp, .down, Key("g"))
        try await stage.settled()
        let harmful = stage.text.unicodeScalars.contains { ($0.value < 0x20 && $0 != "\n") || $0.value == 0x202E }
        #expect(!harmful)
        #expect(stage.lines.contains { !$0.isEmpty })
      }
    }
  }

  @Test func `HTML, text and binary bodies are shown for what they are`() async throws {
    try await ReadingStage.read("<!DOCTYPE html>\n<html><body>502 Bad Gateway</body></html>".utf8) { stage in
      try await stage.until("<!DOCTYPE html>")
      #expect(!stage.text.contains("not valid JSON"))
    }
    try await ReadingStage.read([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 1, 2, 3, 0xFF]) {
      stage in
      try await stage.until("00000000   89 50 4e 47")
      #expect(stage.text.contains("Binary: shown byte by byte."))
    }
    let reader = Reader(document: JSONDocument("<html>no</html>"), mediaType: "application/json; charset=utf-8")
    var canvas = Canvas(size: Size(columns: 80, rows: 20))
    reader.draw(on: &canvas, focused: true)
    #expect(canvas.cells.map(\.glyph).joined().contains("Content-Type says JSON; what came is HTML."))
  }

  @Test func `what gzip packed is unpacked; a length that is a lie, a break and too much are told`() throws {
    let text = "{\"a\":\"" + String(repeating: "x", count: 300_000) + "\"}"
    let packed = try Self.packed(text)
    #expect(try Self.read(packed).text == text)
    #expect(try Self.read(packed).problem == nil)
    #expect(try Self.read(packed + packed).text == text + text)
    var lying = packed
    lying[lying.count - 1] ^= 0x40
    #expect(try Self.read(lying).text == text)
    #expect(try Self.read(lying).problem?.contains("not sound: incorrect length check") == true)
    let broken = try Self.read(Array(packed.dropLast(60)))
    #expect(broken.problem?.contains("breaks off") == true)
    #expect(try Self.read(packed, limit: 1_000).problem?.contains("unpacks to more than 1.0 kB") == true)
  }

  private static func read(_ bytes: [UInt8], limit: Int? = nil) throws -> (text: String, problem: String?) {
    let file = FileManager.default.temporaryDirectory.appending(path: "packed-\(UUID())")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let descriptor = open(file.path, O_RDONLY)
    defer { close(descriptor) }
    let document = JSONDocument()
    var feed = DocumentFeed(document: document, descriptor: descriptor)
    if let limit { feed.unpackedLimit = limit }
    let problem = feed.fill()
    return (String(decoding: document.snapshot.bytes(), as: UTF8.self), problem)
  }

  private static func packed(_ text: String) throws -> [UInt8] {
    let file = FileManager.default.temporaryDirectory.appending(path: "plain-\(UUID())")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gzip", "-c", file.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Array(data)
  }
}
