import Testing

@testable import Terminal

@Suite("Keys") struct KeyDecoderTests {
  private func decode(_ text: String, own: [[UInt8]: Key] = [:]) -> [KeyDecoder.Output] {
    var decoder = KeyDecoder(ownSequences: own)
    return decoder.decode(Array(text.utf8)) + decoder.flush()
  }

  private func keys(_ text: String) -> [Key] {
    decode(text).compactMap { if case .event(.key(let key)) = $0 { key } else { nil } }
  }

  @Test(
    "Both forms of the cursor keys, and every terminal's Home, End and function keys",
    arguments: [
      ("\u{1B}[A", Key.up), ("\u{1B}OA", .up), ("\u{1B}[B", .down), ("\u{1B}OB", .down), ("\u{1B}[C", .right),
      ("\u{1B}OD", .left), ("\u{1B}[H", .home), ("\u{1B}OH", .home), ("\u{1B}[1~", .home), ("\u{1B}[7~", .home),
      ("\u{1B}[F", .end), ("\u{1B}OF", .end), ("\u{1B}[4~", .end), ("\u{1B}[8~", .end), ("\u{1B}[5~", .pageUp),
      ("\u{1B}[6~", .pageDown), ("\u{1B}[3~", .delete), ("\u{1B}[2~", Key(.insert)), ("\u{1B}OP", .function(1)),
      ("\u{1B}[11~", .function(1)), ("\u{1B}[[A", .function(1)), ("\u{1B}[[E", .function(5)),
      ("\u{1B}[15~", .function(5)),
      ("\u{1B}[17~", .function(6)), ("\u{1B}[21~", .function(10)), ("\u{1B}[23~", .function(11)),
      ("\u{1B}[24~", .function(12)), ("\u{1B}[Z", .backTab), ("\r", .enter), ("\n", .enter), ("\t", .tab),
      ("\u{7F}", .backspace), ("\u{8}", .backspace), ("\u{1B}OM", .enter), ("\u{1B}Oq", Key("1")),
    ])
  func plain(text: String, key: Key) { #expect(keys(text) == [key]) }

  @Test(
    "Modifiers of xterm, rxvt, modifyOtherKeys and kitty",
    arguments: [
      ("\u{1B}[1;5C", Key(.right, .control)), ("\u{1B}[1;2A", Key(.up, .shift)), ("\u{1B}[1;3D", Key(.left, .alt)),
      ("\u{1B}[5;5~", Key(.pageUp, .control)), ("\u{1B}[1;2P", Key(.function(1), .shift)),
      ("\u{1B}[15;2~", Key(.function(5), .shift)), ("\u{1B}O5C", Key(.right, .control)),
      ("\u{1B}Oc", Key(.right, .control)),
      ("\u{1B}[c", Key(.right, .shift)), ("\u{1B}[3$", Key(.delete, .shift)), ("\u{1B}[3^", Key(.delete, .control)),
      ("\u{1B}[27;5;9~", Key(.tab, .control)), ("\u{1B}[27;2;13~", Key(.enter, .shift)),
      ("\u{1B}[97;5u", .control("a")),
      ("\u{1B}[97;2u", Key("A")), ("\u{1B}[13u", .enter), ("\u{1B}[27u", .escape),
      ("\u{1B}[1;6R", Key(.function(3), [.shift, .control])),
    ])
  func modified(text: String, key: Key) { #expect(keys(text) == [key]) }

  @Test("Control letters, and Alt as a prefix, with letters, keys and characters beyond ASCII")
  func letters() {
    #expect(keys("\u{3}\u{11}\u{0}\u{1F}") == [.control("c"), .control("q"), Key(" ", .control), .control("_")])
    #expect(keys("\u{1B}y\u{1B}Y\u{1B}é\u{1B}:") == [.alt("y"), .alt("Y"), .alt("é"), .alt(":")])
    #expect(keys("\u{1B}\u{7F}\u{1B}\r") == [Key(.backspace, .alt), Key(.enter, .alt)])
    #expect(keys("\u{1B}\u{1B}[A") == [Key(.up, .alt)])
    #expect(keys("aé日😀") == [Key("a"), Key("é"), Key("日"), Key("😀")])
  }

  @Test("Each Escape counts, and waits only while it may begin something")
  func escape() {
    var decoder = KeyDecoder()
    #expect(decoder.decode([0x1B]).isEmpty)
    #expect(decoder.isAmbiguous)
    #expect(decoder.flush() == [.event(.key(.escape))])
    #expect(!decoder.isAmbiguous && !decoder.isIncomplete)
    #expect(keys("\u{1B}\u{1B}") == [.escape, .escape])
    #expect(keys("\u{1B}\u{1B}\u{1B}") == [.escape, .escape, .escape])
    #expect(keys("\u{1B}[") == [.alt("[")])
    #expect(keys("\u{1B}O") == [.alt("O")])
    #expect(keys("\u{1B}]") == [.alt("]")])
    #expect(keys("\u{1B}Px") == [.alt("P"), Key("x")])
  }

  @Test("A sequence in pieces is one key, and half of one is dropped in the end")
  func pieces() {
    var decoder = KeyDecoder()
    #expect(decoder.decode([0x1B]).isEmpty)
    #expect(decoder.decode(Array("[1;".utf8)).isEmpty)
    #expect(decoder.flush().isEmpty)
    #expect(decoder.decode(Array("5C".utf8)) == [.event(.key(Key(.right, .control)))])
    #expect(decoder.decode(Array("\u{1B}[1;".utf8)).isEmpty)
    #expect(decoder.isIncomplete)
    #expect(decoder.abandon().isEmpty)
    #expect(decoder.decode(Array("a".utf8)) == [.event(.key(Key("a")))])
    #expect(decoder.decode([0xE6, 0x97]).isEmpty)
    #expect(decoder.decode([0xA5]) == [.event(.key(Key("日")))])
  }

  @Test("Unknown sequences are passed over whole, invalid UTF-8 is dropped")
  func unknown() {
    #expect(
      keys("a\u{1B}[?2026;2$yb\u{1B}[>1;2;3zc\u{1B}[99~d\u{1B}Ozc") == [
        Key("a"), Key("b"), Key("c"), Key("d"), Key("c"),
      ])
    #expect(keys("\u{1B}P1$r0m\u{1B}\\a\u{1B}]0;title\u{7}b\u{1B}]8;;\u{1B}\\c") == [Key("a"), Key("b"), Key("c")])
    var decoder = KeyDecoder()
    #expect(decoder.decode([0xFF, 0xC0, 0x80, 0xE6, 0x61, 0xF4, 0x90, 0x80, 0x80, 0x62]).count == 2)
  }

  @Test("Mouse reports: press, release, drag, wheel; the old forms are passed over")
  func mouse() {
    let events = decode(
      "\u{1B}[<0;5;3M\u{1B}[<0;5;3m\u{1B}[<32;6;3M\u{1B}[<64;1;1M\u{1B}[<81;2;2M\u{1B}[M !!\u{1B}[32;5;3M\u{1B}[<35;1;1Mx"
    )
    #expect(
      events == [
        .event(.mouse(Mouse(.press, button: .left, at: Point(column: 4, row: 2)))),
        .event(.mouse(Mouse(.release, button: .left, at: Point(column: 4, row: 2)))),
        .event(.mouse(Mouse(.drag, button: .left, at: Point(column: 5, row: 2)))),
        .event(.mouse(Mouse(.wheelUp, at: Point(column: 0, row: 0)))),
        .event(.mouse(Mouse(.wheelDown, at: Point(column: 1, row: 1), modifiers: .control))),
        .event(.key(Key("x"))),
      ])
  }

  @Test("Focus is told, and the terminal's answers never become keys")
  func answers() {
    #expect(decode("\u{1B}[I\u{1B}[O") == [.event(.focus(true)), .event(.focus(false))])
    #expect(
      decode("\u{1B}]11;rgb:fdfd/f6f6/e3e3\u{1B}\\\u{1B}[?62;22c") == [
        .background(red: 0xFD, green: 0xF6, blue: 0xE3), .attributes,
      ])
    #expect(decode("\u{1B}]11;rgba:00/80/ff/ff\u{7}") == [.background(red: 0, green: 0x80, blue: 0xFF)])
    #expect(decode("\u{1B}]11;nonsense\u{7}\u{1B}]4;1;rgb:0/0/0\u{7}\u{1B}[12;40R").isEmpty)
  }

  @Test("The terminal's own description wins over what sequences usually mean")
  func ownSequences() {
    let own: [[UInt8]: Key] = [
      Array("\u{1B}A".utf8): .up, Array("\u{1B}[225z".utf8): .function(2), Array("\u{1B}[M".utf8): .function(1),
    ]
    #expect(
      decode("\u{1B}A\u{1B}[225z\u{1B}[Mx", own: own) == [
        .event(.key(.up)), .event(.key(.function(2))), .event(.key(.function(1))), .event(.key(Key("x"))),
      ])
  }
}
