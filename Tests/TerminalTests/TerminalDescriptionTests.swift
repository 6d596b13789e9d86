import Foundation
import Testing

@testable import Terminal

@Suite("What is known of terminals") struct TerminalDescriptionTests {
  @Test("A terminal that the host does not know falls back along its family")
  func family() {
    #expect(TerminalFamily.candidates(for: "xterm-kitty") == ["xterm-kitty", "xterm-256color", "xterm", "vt100"])
    #expect(
      TerminalFamily.candidates(for: "tmux-direct").prefix(3) == ["tmux-direct", "tmux-256color", "screen-256color"])
    #expect(!TerminalFamily.takesCommands("linux") && TerminalFamily.takesCommands("foot"))
  }

  @Test("A description for 24 bits keeps the rest of the ordinary one")
  func trueColor() throws {
    let environment = ["HOME": "/nonexistent"]
    let bytes = try #require(
      TrueColorTerminfo.paths(for: "xterm-256color", environment: environment).lazy.compactMap {
        FileBytes.read($0, limit: 65_536)
      }.first)
    let own = try #require(TrueColorTerminfo.transform(bytes))
    let text = String(decoding: own, as: UTF8.self)
    #expect(
      text.contains("38;2;%p1") && text.contains("48;2;%p1") && text.contains("xterm-256color")
        && text.hasSuffix("RGB\0"))
    #expect(TrueColorTerminfo.variable(for: "xterm-256color", environment: environment)?.hasPrefix("b64:") == true)
  }

  @Test("Bytes that are no description are refused")
  func noDescription() {
    #expect(TrueColorTerminfo.transform([]) == nil)
    #expect(TrueColorTerminfo.transform([UInt8](repeating: 0xFF, count: 400)) == nil)
    #expect(
      TrueColorTerminfo.transform([0x1A, 0x01, 0xFF, 0x7F, 0xFF, 0x7F, 0xFF, 0x7F, 0xFF, 0x7F, 0xFF, 0x7F]) == nil)
    #expect(TrueColorTerminfo.variable(for: "../../etc/passwd", environment: [:]) == nil)
  }

  @Test("Text for the clipboard goes out in base 64, wrapped for GNU screen")
  func clipboard() {
    for text in ["", "a", "ab", "abc", "Zürich ✓"] {
      #expect(Base64.standard(text.utf8) == Data(text.utf8).base64EncodedString())
    }
    #expect(Clipboard.command("hi", insideScreen: false) == "\u{1B}]52;c;aGk=\u{7}")
    #expect(Clipboard.command("hi", insideScreen: true).hasPrefix("\u{1B}P\u{1B}]52;"))
  }

  @Test("Signs have a stand-in in ASCII")
  func ascii() {
    let signs = "─│▸▾▌●✓✗…›·"
    #expect(signs.unicodeScalars.allSatisfy { AsciiSigns.replacement(for: $0.value) != UInt8(ascii: "?") })
    #expect((UInt32(0)...0x3000).allSatisfy { (0x20..<0x7F).contains(AsciiSigns.replacement(for: $0)) })
  }

  @Test("The nearest name is near, or none")
  func nearest() {
    #expect(NearestName.of("selectoin", among: ["selection", "match"]) == "selection")
    #expect(NearestName.of("zzzzzz", among: ["selection", "match"]) == nil)
  }
}
