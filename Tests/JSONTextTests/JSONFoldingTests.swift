import JSONText
import Testing

/// Folding against the plainest model of it: a tree with a flag on every container.
private final class FoldModel {
  var folded = false
  let depth: Int
  let isContainer: Bool
  let children: [FoldModel]
  let opening: String
  let closing: String
  let noun: String

  init(_ value: JSONValue, key: String? = nil, comma: Bool = false, depth: Int = 0) {
    self.depth = depth
    let prefix = key.map { JSONValue.string($0).compactText + ": " } ?? ""
    let suffix = comma ? "," : ""
    switch value {
    case .object(let members) where !members.isEmpty:
      isContainer = true
      children = members.enumerated().map {
        FoldModel($1.value, key: $1.key, comma: $0 < members.count - 1, depth: depth + 1)
      }
      (opening, closing, noun) = (prefix + "{", "}" + suffix, members.count == 1 ? "key" : "keys")
    case .array(let elements) where !elements.isEmpty:
      isContainer = true
      children = elements.enumerated().map { FoldModel($1, comma: $0 < elements.count - 1, depth: depth + 1) }
      (opening, closing, noun) = (prefix + "[", "]" + suffix, elements.count == 1 ? "item" : "items")
    default:
      isContainer = false
      children = []
      (opening, closing, noun) = (prefix + value.compactText + suffix, "", "")
    }
  }

  /// Visible rows and the nodes they belong to.
  func rows() -> [(text: String, model: FoldModel)] {
    guard isContainer else { return [(opening, self)] }
    if folded { return [("\(opening) \(children.count) \(noun) \(closing)", self)] }
    return [(opening, self)] + children.flatMap { $0.rows() } + [(closing, self)]
  }

  func forEach(_ body: (FoldModel) -> Void) {
    body(self)
    for child in children { child.forEach(body) }
  }
}

@Suite struct JSONFoldingTests {
  @Test(arguments: 0..<40)
  func foldsBehaveAsFlagsOnATree(seed: UInt64) throws {
    var random = RandomJSON(seed: seed + 31)
    let value = random.value(maxDepth: 5)
    let model = FoldModel(value)
    var lines = JSONLines(document: JSONDocument(value.compactText))
    for _ in 0..<25 {
      let before = model.rows()
      let index = Int.random(in: 0..<before.count, using: &random)
      let target = before[index].model
      switch Int.random(in: 0..<8, using: &random) {
      case 0:
        let depth = Int.random(in: 0..<5, using: &random)
        lines.fold(toDepth: depth)
        model.forEach { $0.folded = $0.depth >= depth }
      case 1:
        lines.unfoldAll()
        model.forEach { $0.folded = false }
      case 2 where target.isContainer:
        let node = try #require(lines.row(at: index).node)
        let levels = Int.random(in: 0..<3, using: &random)
        lines.unfold(node, levels: levels == 0 ? nil : levels)
        target.forEach { $0.folded = levels > 0 && $0.depth - target.depth >= levels }
      default:
        lines.toggle(row: index)
        target.folded.toggle()
      }
      let after = model.rows()
      #expect(lines.rowCount == after.count)
      #expect(lines.rows(0..<lines.rowCount, maxColumns: 10_000).map(\.text) == after.map(\.text))
      for (index, row) in lines.rows(0..<lines.rowCount).enumerated() where row.kind != .closing {
        #expect(lines.rowIndex(ofOffset: row.range.lowerBound) == index)
        #expect(row.isFolded == (after[index].model.folded && after[index].model.isContainer))
      }
    }
  }

  @Test func aRowInsideAFoldIsFoundAtTheFold() throws {
    var lines = JSONLines(document: JSONDocument(#"{"a":{"b":[1,2,3]},"c":4}"#))
    let three = try #require(lines.row(at: 5).node)
    lines.fold(row: 1)
    #expect(lines.row(at: 1).text == #""a": { 1 key },"#)
    #expect(lines.rowIndex(of: three) == 1)
    let row = lines.reveal(three)
    #expect(row == 5)
    #expect(lines.rowCount == 10)
  }

  @Test func foldingTheClosingRowFoldsItsContainer() {
    var lines = JSONLines(document: JSONDocument("[[1],[2]]"))
    lines.fold(row: 3)
    #expect(lines.rows(0..<lines.rowCount).map(\.text) == ["[", "[ 1 item ],", "[", "2", "]", "]"])
    lines.foldLevel(ofRow: 1)
    #expect(lines.rows(0..<lines.rowCount).map(\.text) == ["[", "[ 1 item ],", "[ 1 item ]", "]"])
  }

  @Test func aFoldOfAContainerStillArrivingGrowsWithIt() throws {
    let document = JSONDocument()
    try document.append(Array("{\"a\":[1,2".utf8))
    var lines = JSONLines(document: document)
    lines.fold(row: 1)
    #expect(lines.rows(0..<lines.rowCount).map(\.text) == ["{", #""a": [ 2 items … "#])
    try document.append(Array(",3],\"b\":4}".utf8))
    document.finish()
    lines.refresh()
    #expect(lines.rows(0..<lines.rowCount).map(\.text) == ["{", #""a": [ 3 items ],"#, #""b": 4"#, "}"])
  }
}
