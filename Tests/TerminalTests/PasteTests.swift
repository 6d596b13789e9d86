import Testing

@testable import Terminal

@Suite("Pasting") struct PasteTests {
  private let start = Array("\u{1B}[200~".utf8)
  private let end = Array("\u{1B}[201~".utf8)

  @Test("What is pasted is text, whatever it holds, with line feeds for returns")
  func text() {
    var decoder = KeyDecoder()
    let text = "a\u{1B}[A\u{3}\u{1B}[200~\u{1B}[201b\rc\r\nd"
    #expect(
      decoder.decode(start + Array(text.utf8) + end) == [.event(.paste("a\u{1B}[A\u{3}\u{1B}[200~\u{1B}[201b\nc\nd"))])
    #expect(decoder.decode(Array("k".utf8)) == [.event(.key(Key("k")))])
  }

  @Test("However a paste is cut, it is one")
  func cut() {
    let bytes = start + Array("x\u{1B}\u{1B}[201~".utf8)
    for length in 1...bytes.count {
      var decoder = KeyDecoder()
      var output: [KeyDecoder.Output] = []
      for index in stride(from: 0, to: bytes.count, by: length) {
        output += decoder.decode(bytes[index..<min(index + length, bytes.count)])
      }
      #expect(output == [.event(.paste("x\u{1B}"))], "in pieces of \(length)")
    }
  }

  @Test("A megabyte costs one pass, and invalid bytes are repaired")
  func large() {
    var decoder = KeyDecoder()
    _ = decoder.decode(start)
    let block = [UInt8](repeating: 0x61, count: 4096)
    for _ in 0..<256 { #expect(decoder.decode(block).isEmpty) }
    let output = decoder.decode([0xFF] + end)
    guard case .event(.paste(let text)) = output.first else { return #expect(Bool(false), "no paste") }
    #expect(text.utf8.count == 1_048_576 + 3 && text.hasSuffix("\u{FFFD}"))
  }

  @Test("A paste whose end never comes is told, and its rest is not taken for keys")
  func lost() {
    var decoder = KeyDecoder()
    _ = decoder.decode(start + Array("half".utf8))
    #expect(decoder.flush().isEmpty)
    #expect(decoder.abandon() == [.event(.paste("half"))])
    #expect(decoder.decode(Array("rest\r".utf8)).isEmpty)
    #expect(decoder.abandon() == [.event(.paste("rest\n"))])
    #expect(decoder.decode([0x1B]).isEmpty)
    #expect(decoder.flush() == [.event(.key(.escape))])
    #expect(decoder.decode(Array("k".utf8)) == [.event(.key(Key("k")))])
  }
}
