import JSONText
import Testing

@Suite("Comparing two JSON values") struct JSONComparisonTests {
  private func compare(_ old: String, _ new: String) throws -> [String] {
    JSONComparison(try JSONValue(parsing: old), try JSONValue(parsing: new)).map { $0.text() }
  }

  @Test("The order of keys and white space do not count") func keyOrder() throws {
    #expect(try compare(#"{"a": 1, "b": [1, 2]}"#, #"{"b":[1,2],"a":1}"#) == [])
  }

  @Test("What was added, removed and changed is told with its path") func kinds() throws {
    #expect(
      try compare(
        #"{"name":"ada","plan":"pro","address":{"city":"London"}}"#,
        #"{"name":"ada","address":{"city":"Paris","zip":"75001"},"odd key":null}"#) == [
          #"- .plan: "pro""#, #"~ .address.city: "London" → "Paris""#, #"+ .address.zip: "75001""#,
          #"+ .["odd key"]: null"#,
        ])
    #expect(try compare("1", "[]") == ["~ .: 1 → []"])
  }

  @Test("Digits count: 1.0 is not 1.00, and no digit is lost") func digits() throws {
    #expect(try compare(#"{"a":1.0}"#, #"{"a":1.00}"#) == ["~ .a: 1.0 → 1.00"])
    let long = "12345678901234567890123"
    #expect(try compare("[\(long)4]", "[\(long)5]") == ["~ .[0]: \(long)4 → \(long)5"])
  }

  @Test("Duplicate keys are compared one by one") func duplicates() throws {
    #expect(try compare(#"{"a":1,"a":2}"#, #"{"a":1,"a":3}"#) == ["~ .a: 2 → 3"])
    #expect(try compare(#"{"a":1,"a":2}"#, #"{"a":1}"#) == ["- .a: 2"])
  }

  @Test("Objects of an array are matched by their id, wherever they stand") func identities() throws {
    #expect(
      try compare(
        #"[{"id":1,"n":"a"},{"id":2,"n":"b"},{"id":3,"n":"c"}]"#,
        #"[{"id":0,"n":"z"},{"id":1,"n":"a"},{"id":3,"n":"C"}]"#) == [
          #"+ .[0]: {"id":0,"n":"z"}"#, #"- .[1]: {"id":2,"n":"b"}"#, #"~ .[2].n: "c" → "C""#,
        ])
    #expect(
      try compare(#"{"l":[{"id":1},{"id":2}]}"#, #"{"l":[{"id":2},{"id":1}]}"#) == ["↕ .l: in another order"])
    let moved = JSONComparison(
      [["id": 1, "n": 1], ["id": 2, "n": 2]], [["id": 2, "n": 3], ["id": 1, "n": 1]]
    ).map { $0 }
    #expect(moved.map(\.kind) == [.reordered, .changed])
    #expect(moved.last?.oldPath?.description == ".[1].n")
    #expect(moved.last?.path.description == ".[0].n")
  }

  @Test("Ids that are not unique identify nothing") func ambiguousIdentities() throws {
    #expect(try compare(#"[{"id":1},{"id":1}]"#, #"[{"id":1}]"#) == [#"- .[1]: {"id":1}"#])
  }

  @Test("Other elements are matched by the longest common subsequence") func subsequence() throws {
    #expect(try compare("[1,2,3,4,5]", "[1,3,4,9,5]") == ["- .[1]: 2", "+ .[3]: 9"])
    #expect(try compare(#"["a","b","c"]"#, #"["a","x","c"]"#) == [#"~ .[1]: "b" → "x""#])
    #expect(try compare("[[1],[2]]", "[[1],[2,3]]") == ["+ .[1][1]: 3"])
  }

  @Test("Two hundred thousand elements that all differ come to an end, and say how they were matched")
  func bound() throws {
    let old = JSONValue.array((0..<100_000).map { .number(JSONNumber($0)) })
    let new = JSONValue.array((100_000..<200_000).map { .number(JSONNumber($0)) })
    var comparison = JSONComparison(old, new)
    #expect(comparison.next()?.text() == "~ .[0]: 0 → 100000")
    #expect(comparison.isApproximate)
    var count = 1
    while comparison.next() != nil { count += 1 }
    #expect(count == 100_000)
  }

  @Test("Deep values are compared without end of the stack") func depth() throws {
    let levels = JSONValue.maximumDepth - 1
    func nested(_ inner: String) -> String {
      String(repeating: "[", count: levels) + inner + String(repeating: "]", count: levels)
    }
    let changes = JSONComparison(try JSONValue(parsing: nested("1")), try JSONValue(parsing: nested("2"))).map { $0 }
    #expect(changes.count == 1)
    #expect(changes.first?.path.steps.count == levels)
  }

  @Test("As JSON every change has its kind, path and values") func json() throws {
    let changes = JSONComparison(["a": 1], ["a": "x", "b": true]).map(\.json)
    #expect(
      changes.map(\.compactText) == [
        #"{"kind":"changed","path":".a","old":1,"new":"x"}"#, #"{"kind":"added","path":".b","new":true}"#,
      ])
  }

  @Test("Applying random edits back leads from the one to the other", arguments: 0..<200 as Range<UInt64>)
  func alignmentIsComplete(seed: UInt64) {
    var random = SeededNumbers(seed)
    let old = (0..<Int.random(in: 0...12, using: &random)).map { _ in Int.random(in: 0...4, using: &random) }
    let new = (0..<Int.random(in: 0...12, using: &random)).map { _ in Int.random(in: 0...4, using: &random) }
    let comparison = LineComparison(
      old.map(String.init).joined(separator: "\n"), new.map(String.init).joined(separator: "\n"))
    let oldLines = old.isEmpty ? [""] : old.map(String.init)
    let newLines = new.isEmpty ? [""] : new.map(String.init)
    let removed = Set(comparison.changes.filter { $0.kind == .removed }.map(\.line))
    let added = Set(comparison.changes.filter { $0.kind == .added }.map(\.line))
    let stayed = oldLines.enumerated().filter { !removed.contains($0.offset + 1) }.map(\.element)
    #expect(stayed == newLines.enumerated().filter { !added.contains($0.offset + 1) }.map(\.element))
    // As few as can be: the length of the longest common subsequence, counted the slow way.
    var lengths = Array(repeating: Array(repeating: 0, count: newLines.count + 1), count: oldLines.count + 1)
    for i in oldLines.indices.reversed() {
      for j in newLines.indices.reversed() {
        lengths[i][j] =
          oldLines[i] == newLines[j] ? lengths[i + 1][j + 1] + 1 : max(lengths[i + 1][j], lengths[i][j + 1])
      }
    }
    #expect(stayed.count == lengths[0][0])
  }
}

private struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
