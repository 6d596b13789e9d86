import Testing

@testable import Store

@Suite struct ULIDTests {
  @Test(arguments: [
    (0, "0000000000"), (1, "0000000001"), (31, "000000000Z"), (32, "0000000010"), (1_469_918_176_385, "01ARYZ6S41"),
    (281_474_976_710_655, "7ZZZZZZZZZ"), (-1, "0000000000"), (Int64.max, "7ZZZZZZZZZ"),
  ])
  func theFirstTenCharactersAreTheTime(milliseconds: Int64, expected: String) {
    var sequence = ULIDSequence()
    let identifier = sequence.next(at: milliseconds)
    #expect(identifier.count == 26)
    #expect(identifier.hasPrefix(expected))
  }

  @Test func eachIsGreaterThanTheOneBeforeWhateverTheClockDoes() {
    var sequence = ULIDSequence()
    let identifiers = [5, 5, 5, 4, 0, 5, 6, 6, 2].map { sequence.next(at: $0) }
    #expect(identifiers == identifiers.sorted())
    #expect(Set(identifiers).count == identifiers.count)
  }

  @Test func allEightyBitsAfterTheTimeAreUsed() {
    var seen = [Set<Character>](repeating: [], count: 26)
    for _ in 0..<2000 {
      var sequence = ULIDSequence()
      for (place, character) in sequence.next(at: 1).enumerated() { seen[place].insert(character) }
    }
    // The first bit is kept free for counting up.
    #expect(seen[10].count == 16)
    #expect(seen[11...].allSatisfy { $0.count == 32 })
  }
}
