import Testing

@testable import Terminal

/// A generator of the same numbers for the same seed.
struct SeededGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  @inline(__always) mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}

@Suite("Random input") struct KeyDecoderFuzzTests {
  /// Bytes that lead into every state of the decoder, so that random input gets somewhere.
  private static let telling: [UInt8] =
    Array("\u{1B}\u{1B}\u{1B}[[[O]P<?>;:0123579ABCDHFMRZ~u^$@mIOc\u{7}\\\r\u{0}az\u{18}".utf8) + [
      0xC3, 0xA9, 0xE6, 0xF0, 0x9F, 0xFF,
    ]

  @Test("A million random inputs never trap, and leave no key waiting", arguments: [1, 20_261_124, 42, 7] as [UInt64])
  func million(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var decoder = KeyDecoder()
    var bytes = [UInt8](repeating: 0, count: 12)
    var outputs = 0
    for round in 0..<250_000 {
      let bits = random.next()
      let count = 1 + Int(bits & 7)
      var choice = random.next()
      for index in 0..<count {
        bytes[index] =
          bits >> 8 & 3 == 0 ? UInt8(truncatingIfNeeded: choice) : Self.telling[Int(choice & 0xFF) % Self.telling.count]
        choice >>= 8
      }
      outputs += decoder.decode(bytes[..<count]).count
      if bits >> 10 & 3 == 0 { outputs += decoder.flush().count }
      if bits >> 12 & 15 == 0 {
        outputs += decoder.abandon().count
        if decoder.isIncomplete { decoder = KeyDecoder() }  // an open paste, which only its end closes
        if round & 1 == 0, decoder.isAmbiguous { Issue.record("seed \(seed), round \(round): a key still waits") }
      }
    }
    #expect(outputs > 0)
  }

  @Test("The same bytes mean the same, however they are cut", arguments: [3, 11, 2026] as [UInt64])
  func pieces(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for round in 0..<5_000 {
      let bytes = (0..<24).map { _ in Self.telling[Int(random.next() % UInt64(Self.telling.count))] }
      var whole = KeyDecoder()
      let expected = whole.decode(bytes) + whole.flush() + whole.abandon()
      var cut = KeyDecoder()
      var found: [KeyDecoder.Output] = []
      var offset = 0
      while offset < bytes.count {
        let next = min(bytes.count, offset + 1 + Int(random.next() % 5))
        found += cut.decode(bytes[offset..<next])
        offset = next
      }
      found += cut.flush() + cut.abandon()
      #expect(found == expected, "seed \(seed), round \(round): \(bytes)")
    }
  }

  @Test("Printable text is its own keys")
  func text() {
    var random = SeededGenerator(seed: 5)
    let letters = Array("abcXYZ 019~!é日😀ß")
    for _ in 0..<1_000 {
      let text = (0..<20).map { _ in letters[Int(random.next() % UInt64(letters.count))] }
      var decoder = KeyDecoder()
      #expect(decoder.decode(Array(String(text).utf8)) == text.map { .event(.key(Key($0))) })
    }
  }
}
