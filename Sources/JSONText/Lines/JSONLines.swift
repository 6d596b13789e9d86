import CJSONScan
import Synchronization

/// The rows of a document as a human reads them, pretty-printed and foldable, without any of them being kept: each is made
/// when it is asked for, in microseconds, at any place of a document of any size. A value: copies fold on their own, and all
/// reading can be done anywhere.
public struct JSONLines: Sendable {
  public let document: JSONDocument
  /// The bytes that the rows describe. `refresh` moves on to those that have arrived since.
  public private(set) var snapshot: JSONSnapshot
  var folds = JSONFolds() {
    // Whatever moves rows passes here.
    didSet { version = Self.nextVersion() }
  }
  /// Another number whenever rows may have moved, and never that of another document: what was made of rows holds as long as it does.
  public private(set) var version = JSONLines.nextVersion()
  private static let versions = Atomic<UInt64>(0)

  public init(document: JSONDocument) {
    self.document = document
    snapshot = document.snapshot
    folds.rebuild(for: snapshot)
  }

  /// Takes in what has arrived since. Returns whether anything changed. Rows before the last one keep their place.
  @discardableResult
  public mutating func refresh() -> Bool {
    let newest = document.snapshot
    guard newest.byteCount != snapshot.byteCount || newest.isComplete != snapshot.isComplete else { return false }
    snapshot = newest
    folds.rebuild(for: snapshot)
    return true
  }

  /// Whether all bytes are there.
  public var isComplete: Bool { snapshot.isComplete }

  private static func nextVersion() -> UInt64 { versions.wrappingAdd(1, ordering: .relaxed).newValue }

  /// Visible rows.
  public var rowCount: Int { folds.rowCount + (endNote == nil ? 0 : 1) }

  /// The visible row at a position; positions out of range are taken for the nearest one, and an empty document has one empty
  /// row. Strings are cut to `maxColumns` characters. `highlighting` takes byte ranges in ascending order.
  public func row(at index: Int, maxColumns: Int = 1_000, highlighting: [Range<Int>] = []) -> JSONRow {
    if index >= folds.rowCount, let note = endNote { return endRow(note) }
    guard let start = offset(ofRow: min(max(0, index), folds.rowCount - 1)) else { return .empty }
    let builder = JSONRowBuilder(snapshot: snapshot, folds: folds, maxColumns: maxColumns, highlights: highlighting)
    return builder.row(at: start, index: min(max(0, index), folds.rowCount - 1))
  }

  public func rows(_ range: Range<Int>, maxColumns: Int = 1_000, highlighting: [Range<Int>] = []) -> [JSONRow] {
    range.clamped(to: 0..<rowCount).map { row(at: $0, maxColumns: maxColumns, highlighting: highlighting) }
  }

  /// Where a visible row begins.
  func offset(ofRow row: Int) -> UInt64? {
    guard row >= 0, let position = folds.segment(ofRow: row) else { return nil }
    let segment = folds.segments[position]
    guard let limit = segment.limit else { return nil }
    return snapshot.selectRow(from: segment.start, row - segment.rowsBefore, level: limit)
  }

  /// The visible row that begins at `start`, or the last one before it where that one is folded away.
  func index(ofRowAt start: UInt64) -> Int {
    guard let position = folds.segment(at: start) else { return max(0, folds.rowCount - 1) }
    let segment = folds.segments[position]
    guard let limit = segment.limit else { return max(0, segment.rowsBefore - 1) }
    let rows = segment.rowsBefore + snapshot.countRows(from: segment.start, to: start + 1, level: limit)
    return max(0, rows - 1)
  }

  /// The visible row that shows a byte of the document: the row it is in, or the one that it is folded into.
  public func rowIndex(ofOffset offset: Int) -> Int {
    guard let start = snapshot.rowStart(atOrBefore: UInt64(max(0, offset))) else { return 0 }
    return index(ofRowAt: start)
  }

  /// The visible row that shows a value, or the row it is folded into.
  public func rowIndex(of node: JSONNode) -> Int { rowIndex(ofOffset: node.offset) }

  /// What is said after a complete text that breaks off.
  private var endNote: String? {
    guard snapshot.isComplete else { return nil }
    let depth = snapshot.openDepth
    if snapshot.endsInString { return "the text ends inside a string" }
    guard depth > 0 else { return nil }
    return "the text ends here, \(depth == 1 ? "1 bracket" : "\(depth) brackets") not closed"
  }

  private func endRow(_ note: String) -> JSONRow {
    let end = snapshot.byteCount
    var row = JSONRow.empty
    row.index = folds.rowCount
    row.line = snapshot.rowCount + 1
    row.kind = .end
    row.spans = [JSONSpan(text: note, kind: .error, range: end..<end)]
    row.range = end..<end
    return row
  }
}

extension JSONRow {
  static let empty = JSONRow(
    index: 0, line: 1, depth: 0, spans: [], node: nil, kind: .scalar, isFoldable: false, isFolded: false,
    childCount: nil,
    range: 0..<0, isCut: false)
}
