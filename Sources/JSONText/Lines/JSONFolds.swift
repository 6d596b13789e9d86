import CJSONScan

/// Which containers are folded: one rule for the whole document, and exceptions to it made node by node.
///
/// The rule is the deepest level whose rows are shown, `CJSON_ALL_LEVELS` for no limit. An exception sets another limit inside its container, or hides
/// the inside. Exceptions inside a folded container wait there until it is unfolded.
struct JSONFolds: Sendable {
  struct Exception: Sendable {
    /// The opening bracket.
    let open: UInt64
    /// The closing one, `CJSON_NOWHERE` while it is not there.
    var close: UInt64
    /// Of the row that opens it.
    let level: UInt32
    var isFolded: Bool
    /// The limit inside while unfolded; nil is that of the surroundings.
    var limit: UInt32?
  }

  /// A run of the document where one limit holds. `limit` nil hides all rows.
  struct Segment: Sendable {
    let start: UInt64
    let end: UInt64
    let limit: UInt32?
    /// Visible rows before it.
    let rowsBefore: Int
    let rows: Int
  }

  var limit = CJSON_ALL_LEVELS
  private(set) var exceptions: [Exception] = []
  private(set) var segments: [Segment] = []
  private(set) var rowCount = 0

  func exception(at open: UInt64) -> Int? {
    let position = position(of: open)
    return position < exceptions.count && exceptions[position].open == open ? position : nil
  }

  private func position(of open: UInt64) -> Int {
    var low = 0
    var high = exceptions.count
    while low < high {
      let middle = (low + high) / 2
      if exceptions[middle].open < open { low = middle + 1 } else { high = middle }
    }
    return low
  }

  mutating func removeAll() {
    exceptions = []
  }

  /// Forgets the exceptions inside a container, not the one for itself.
  mutating func removeAll(after open: UInt64, before close: UInt64) {
    let first = position(of: open + 1)
    exceptions.removeSubrange(first..<max(first, position(of: close)))
  }

  /// Changes or adds the exception for one container; it goes where it no longer says anything.
  mutating func update(open: UInt64, close: UInt64, level: UInt32, _ change: (inout Exception) -> Void) {
    let position = position(of: open)
    let exists = position < exceptions.count && exceptions[position].open == open
    var exception =
      exists
      ? exceptions[position] : Exception(open: open, close: close, level: level, isFolded: false, limit: nil)
    change(&exception)
    let needed = exception.isFolded || exception.limit != nil
    exceptions.replaceSubrange(position..<position + (exists ? 1 : 0), with: needed ? [exception] : [])
  }

  /// The limit that holds around a container, were nothing above it folded.
  func limit(around open: UInt64) -> UInt32 {
    if let position = segment(at: open), let limit = segments[position].limit { return limit }
    let outer = exceptions[..<position(of: open)].last { $0.close > open && $0.limit != nil }
    return outer?.limit ?? limit
  }

  func segment(at offset: UInt64) -> Int? {
    var low = 0
    var high = segments.count
    while low < high {
      let middle = (low + high) / 2
      if segments[middle].end <= offset { low = middle + 1 } else { high = middle }
    }
    return low < segments.count ? low : nil
  }

  func segment(ofRow row: Int) -> Int? {
    var low = 0
    var high = segments.count
    while low < high {
      let middle = (low + high) / 2
      if segments[middle].rowsBefore + segments[middle].rows <= row { low = middle + 1 } else { high = middle }
    }
    return low < segments.count ? low : nil
  }

  /// Divides the document anew, after a change of the rule, the exceptions or the document.
  mutating func rebuild(for snapshot: JSONSnapshot) {
    for position in exceptions.indices where exceptions[position].close == CJSON_NOWHERE {
      let exception = exceptions[position]
      exceptions[position].close = snapshot.close(of: exception.open, level: exception.level)
    }
    var division = JSONFoldDivision(snapshot: snapshot, limit: limit)
    for exception in exceptions { division.enter(exception) }
    division.finish()
    segments = division.segments
    rowCount = division.rows
  }
}

/// Walks the exceptions in order and lays out the segments between them.
private struct JSONFoldDivision {
  let snapshot: JSONSnapshot
  private(set) var segments: [JSONFolds.Segment] = []
  private(set) var rows = 0
  private var start: UInt64 = 0
  /// Containers entered and not left: their limits, nil where hidden.
  private var open: [(close: UInt64, limit: UInt32?)] = []
  private let limit: UInt32

  init(snapshot: JSONSnapshot, limit: UInt32) {
    self.snapshot = snapshot
    self.limit = limit
  }

  private var current: UInt32? { open.isEmpty ? limit : open[open.count - 1].limit }

  mutating func enter(_ exception: JSONFolds.Exception) {
    leave(before: exception.open)
    let outer = current
    var inner: UInt32?
    if let outer, exception.level <= outer, !exception.isFolded { inner = exception.limit ?? outer }
    addSegment(upTo: exception.open + 1)
    open.append((exception.close, inner))
  }

  mutating func finish() {
    leave(before: CJSON_NOWHERE)
    addSegment(upTo: CJSON_NOWHERE)
  }

  private mutating func leave(before offset: UInt64) {
    while let last = open.last, last.close < offset {
      addSegment(upTo: last.close + 1)
      open.removeLast()
    }
    if offset == CJSON_NOWHERE, open.last != nil {
      addSegment(upTo: offset)
      open.removeAll()
    }
  }

  private mutating func addSegment(upTo end: UInt64) {
    guard end > start else { return }
    var count = 0
    if let limit = current {
      count = Int(snapshot.query { cjson_count_rows($0, start, end, limit) })
    }
    segments.append(JSONFolds.Segment(start: start, end: end, limit: current, rowsBefore: rows, rows: count))
    rows += count
    start = end
  }
}
