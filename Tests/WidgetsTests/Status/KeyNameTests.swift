import Terminal
import Testing
import Widgets

@Suite("Names of keys") struct KeyNameTests {
  @Test(
    "A key is read as people write it",
    arguments: [
      ("F5", Key.function(5)), ("f12", .function(12)), ("Ctrl-n", .control("n")), ("^N", .control("n")),
      ("control-N", .control("n")), ("Alt-y", .alt("y")), ("alt-Y", .alt("Y")), ("Shift-Tab", .backTab),
      ("PgUp", .pageUp), ("pagedown", .pageDown), ("Esc", .escape), ("space", Key(" ")), ("?", Key("?")),
      ("-", Key("-")),
      ("Alt--", .alt("-")), ("shift-g", Key("G")), ("Ctrl-Up", Key(.up, .control)), ("é", Key("é")), ("^", Key("^")),
    ])
  func read(_ name: String, _ key: Key) throws {
    #expect(try KeyName.key(name) == key)
  }

  @Test("What a label says is read back as the same key")
  func labels() throws {
    let keys: [Key] = [
      .function(2), .control("s"), .alt("y"), .backTab, .pageUp, .delete, .left, Key(.right, .alt), Key("/"), .enter,
    ]
    for key in keys { #expect(try KeyName.key(KeyLabel.text(for: key)) == key) }
  }

  @Test(
    "What no terminal can send is refused", arguments: ["", "F0", "F25", "Hyper-x", "Ctrl-i", "^[", "Ctrl-c", "ab"])
  func refused(_ name: String) {
    #expect(throws: KeyName.Problem.self) { try KeyName.key(name) }
  }
}
