import Testing

@testable import Terminal

/// F1 to F12 as each terminal sends them, without anything that its description would have to tell.
@Suite("Function keys") struct FunctionKeyTests {
  private static let vt220 = [11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24].map { "\u{1B}[\($0)~" }

  private static let terminals: [(name: String, sequences: [String])] = [
    ("xterm", "PQRS".map { "\u{1B}O\($0)" } + vt220.dropFirst(4)),
    ("xterm without application keys", "PQRS".map { "\u{1B}[\($0)" } + vt220.dropFirst(4)),
    ("rxvt", vt220),
    ("the Linux console", "ABCDE".map { "\u{1B}[[\($0)" } + vt220.dropFirst(5)),
    ("PuTTY", vt220),
    ("PuTTY as xterm R6", "PQRS".map { "\u{1B}O\($0)" } + vt220.dropFirst(4)),
    ("PuTTY as Linux", "ABCDE".map { "\u{1B}[[\($0)" } + vt220.dropFirst(5)),
  ]

  @Test("of every terminal are the same twelve", arguments: terminals.map(\.name)) func twelve(name: String) throws {
    let terminal = try #require(Self.terminals.first { $0.name == name })
    #expect(terminal.sequences.count == 12)
    for (index, sequence) in terminal.sequences.enumerated() {
      var decoder = KeyDecoder()
      let output = decoder.decode(Array(sequence.utf8)) + decoder.flush()
      #expect(output == [.event(.key(.function(index + 1)))], "F\(index + 1) of \(name)")
      // One byte after the other, as a slow line brings them.
      var slow = KeyDecoder()
      let pieces = sequence.utf8.flatMap { slow.decode([$0]) } + slow.flush()
      #expect(pieces == output, "F\(index + 1) of \(name), byte by byte")
    }
  }
}
