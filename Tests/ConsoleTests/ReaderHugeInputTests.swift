import Foundation
import JSONText
import Terminal
import Testing

@testable import Console

/// Texts of which one part alone is as large as others are whole. Everything works on them as on any other.
@MainActor @Suite(.serialized) struct ReaderHugeInputTests {
  private static func document(_ parts: () throws -> Void, into document: JSONDocument) rethrows {
    try parts()
    document.finish()
  }

  @Test func `one string of 90 MB is cut, wrapped, found in, filtered and read byte by byte`() async throws {
    let document = JSONDocument()
    try Self.document(
      {
        try document.append(#"{"before":1,"text":""#.utf8)
        let piece = Array(String(repeating: "0123456789abcde ", count: 1 << 16).utf8)
        for _ in 0..<90 { try document.append(piece) }
        try document.append(#"needle","after":2}"#.utf8)
      }, into: document)
    try await ReadingStage.read(document) { stage in
      try await stage.until("\"after\": 2")
      stage.press(Key("/"))
      stage.type("needle")
      try await stage.until("1 of 1")
      stage.press(.enter, Key("w"))
      try await stage.settled()
      stage.press(Key("w"), Key("G"), Key("g"), Key("z"), Key("Z"))
      stage.press(Key("."))
      stage.type(".after")
      stage.press(.enter)
      try await stage.until("the value is gone to") { $0.lines.contains { $0.hasPrefix("▌") && $0.contains("after") } }
      stage.press(Key("|"))
      stage.type("select(.before == 1) | .after")
      stage.press(.enter)
      try await stage.until("1 result")
      stage.press(Key("s"), Key("y"))
      try await stage.until("path")
      stage.press(.escape, Key("r"), Key("G"))
      try await stage.until("needle")
      stage.press(Key("x"), Key("G"))
      try await stage.until("6e 65 65 64  6c 65")
    }
  }

  @Test func `one object with a million keys is folded, gone to, found in and read to its end`() async throws {
    let document = JSONDocument()
    try Self.document(
      {
        try document.append("{".utf8)
        for start in stride(from: 0, to: 1_000_000, by: 10_000) {
          let members = (start..<start + 10_000).map { "\"key-\($0)\":\($0)" }.joined(separator: ",\n")
          try document.append(((start == 0 ? "" : ",\n") + members).utf8)
        }
        try document.append("}".utf8)
      }, into: document)
    try await ReadingStage.read(document) { stage in
      try await stage.until("1,000,000 keys")
      stage.press(Key("G"))
      try await stage.until("\"key-999999\": 999999")
      stage.press(Key("."), .control("u"))
      stage.type(".\"key-500000\"")
      stage.press(.enter)
      try await stage.until("\"key-500000\": 500000")
      stage.press(Key("/"))
      stage.type("key-77777\\d")
      try await stage.until(" of 10")
      stage.press(.enter, Key("g"), .enter)
      try await stage.until("the object is folded") { $0.text.contains("▸") }
      stage.press(.enter, Key("|"))
      stage.type(".\"key-123456\"")
      stage.press(.enter)
      try await stage.until("1 result")
    }
  }

  @Test func `a text that is 100,000 levels deep is searched, folded, gone to at its bottom and filtered`() async throws
  {
    let depth = 100_000
    let text =
      String(repeating: "{\"a\":[", count: depth / 2) + "\"bottom\"" + String(repeating: "]}", count: depth / 2)
    try await ReadingStage.read(text.utf8) { stage in
      stage.press(Key("/"))
      stage.type("bottom")
      try await stage.until("1 of 1")
      stage.press(.enter)
      try await stage.until("\"bottom\"")
      stage.press(Key("z"), Key("Z"), Key("G"), Key("g"))
      stage.press(Key("|"))
      stage.type(".a[0].a[0] | keys")
      try await stage.until("Exceeds depth limit")
      stage.press(.escape)
      try await stage.until("the whole") { !$0.text.contains("keys |") }
      stage.press(Key("y"))
      try await stage.until("path")
    }
  }

  @Test func `values one after another are one text: lines of JSON, and JSON upon JSON`() async throws {
    for text in ["{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n", "{\"n\":1}{\"n\":2}[{\"n\":3}]"] {
      try await ReadingStage.read(text.utf8) { stage in
        try await stage.until("\"n\": 3")
        #expect(!stage.text.contains("not valid JSON"))
        stage.press(Key("|"))
        stage.type("..|.n? // empty")
        try await stage.until("3 results")
      }
    }
  }

  @Test func `duplicate keys, 400 digits and a byte order mark are shown and copied as they came`() async throws {
    let digits = String(repeating: "1234567890", count: 40)
    try await ReadingStage.read("\u{FEFF}{\"a\":1,\"a\":2,\"n\":\(digits)}".utf8, size: Size(columns: 500, rows: 24)) {
      stage in
      try await stage.until("\"a\": 2")
      #expect(stage.text.contains("\"a\": 1"))
      #expect(stage.text.contains(digits))
      stage.press(Key("|"))
      stage.type(".n")
      try await stage.until("1 result")
      #expect(stage.text.contains(digits))
      #expect(!stage.text.contains("not valid JSON"))
    }
  }

  @Test func `escape sequences in keys and values are shown, never sent, and are copied as they came`() async throws {
    let text = "{\"\\u001b[2J\":\"\\u001b]52;c;aGk=\\u0007\",\"b\":\"\u{1B}[31mred\"}"
    try await ReadingStage.read(text.utf8) { stage in
      try await stage.until("red")
      for view in ["", "r", "x"] {
        if !view.isEmpty { stage.type(view) }
        try await stage.settled()
        #expect(!stage.text.unicodeScalars.contains { ($0.value < 0x20 && $0 != "\n") || $0.value == 0x9B })
      }
    }
  }
}
