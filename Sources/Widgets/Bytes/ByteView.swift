import JSONText
import Terminal

/// Reads bytes as they were received, of any number: as text with all of its escapes, or in hexadecimal. Rows are made from the
/// bytes in view, whatever lies before them.
public struct ByteView: Widget {
  public enum Form: Hashable, Sendable { case text, hexadecimal }
  public enum Outcome: Hashable, Sendable { case handled, ignored }

  public let document: JSONDocument
  public private(set) var snapshot: JSONSnapshot
  public let form: Form
  public var wraps = true
  /// The first byte in view.
  public private(set) var top = 0
  /// The end was asked for before it was known.
  public private(set) var isWaitingForEnd = false
  public private(set) var search: JSONSearch?
  public private(set) var currentMatch: Int?
  private var isWaitingForMatch = false
  private var left = 0
  private var size = Size(columns: 80, rows: 20)

  public init(document: JSONDocument, form: Form) {
    self.document = document
    self.form = form
    snapshot = document.snapshot
  }

  /// Takes in bytes that have arrived.
  public mutating func refresh() {
    snapshot = document.snapshot
    guard isWaitingForEnd else { return }
    goToEnd()
    isWaitingForEnd = !snapshot.isComplete
  }

  public mutating func layout(in size: Size) {
    guard size != self.size else { return }
    self.size = size
    top = rowStart(at: top)
  }

  private var rows: TextRows {
    TextRows(snapshot: snapshot, columns: wraps ? max(8, size.columns - 2) : nil)
  }

  /// Bytes in a row of hexadecimal.
  private var step: Int { HexRow.step(in: size.columns) }

  // MARK: Moving

  public mutating func handle(_ event: Event) -> Outcome {
    if let turn = event.wheel {
      move(by: turn * 3)
      return .handled
    }
    guard case .key(let key) = event else { return .ignored }
    isWaitingForEnd = false
    let page = max(1, size.rows - 1)
    switch key {
    case .up, Key("k"), .control("p"): move(by: -1)
    case .down, Key("j"), .enter, .control("n"): move(by: 1)
    case .pageUp, Key("b"), .control("b"): move(by: -page)
    case .pageDown, Key(" "), .control("f"): move(by: page)
    case Key("d"), .control("d"): move(by: max(1, page / 2))
    case Key("u"), .control("u"): move(by: -max(1, page / 2))
    case .home, Key("g"): top = 0
    case .end, Key("G"), Key("g", .shift):
      goToEnd()
      isWaitingForEnd = !snapshot.isComplete
    case Key("w") where form == .text:
      wraps.toggle()
      left = 0
      top = rowStart(at: top)
    case .right where !wraps, Key(">") where !wraps: left += 16
    case .left where !wraps, Key("<") where !wraps: left = max(0, left - 16)
    case Key("n") where matchCount > 0: goToMatch(forward: true)
    case Key("N") where matchCount > 0, Key("n", .shift) where matchCount > 0: goToMatch(forward: false)
    default: return .ignored
    }
    return .handled
  }

  private mutating func move(by count: Int) {
    guard form == .text else {
      let last = max(0, (snapshot.byteCount - 1) / step - max(0, size.rows - 2)) * step
      top = min(max(0, top + count * step), max(last, 0))
      return
    }
    let rows = rows
    for _ in 0..<abs(count) {
      if count < 0 {
        guard let before = rows.start(ofRowBefore: top) else { return }
        top = before
      } else {
        let next = rows.row(at: top).range.upperBound
        guard next < snapshot.byteCount, next > top else { return }
        top = next
      }
    }
  }

  /// Shows a byte, in the upper part of the view.
  public mutating func show(_ offset: Int) {
    top = rowStart(at: min(max(0, offset), max(0, snapshot.byteCount - 1)))
    move(by: -(size.rows / 3))
  }

  private mutating func goToEnd() {
    top = rowStart(at: max(0, snapshot.byteCount - 1))
    move(by: -(max(1, size.rows) - 2))
  }

  private func rowStart(at offset: Int) -> Int {
    form == .text ? rows.start(ofRowAt: offset) : offset / step * step
  }

  // MARK: Searching

  public mutating func setSearch(_ search: JSONSearch?, jumps: Bool = true) {
    self.search = search
    if jumps || search == nil { currentMatch = nil }
    isWaitingForMatch = jumps && search != nil
    goToAwaitedMatch()
  }

  public mutating func updateSearch(_ search: JSONSearch) {
    self.search = search
    goToAwaitedMatch()
  }

  private mutating func goToAwaitedMatch() {
    guard isWaitingForMatch, let search else { return }
    if let next = search.number(ofMatchAtOrAfter: top) {
      go(toMatch: next)
    } else if search.isFinished, search.matchCount > 0 {
      go(toMatch: 0)
    }
  }

  public var matchCount: Int { search?.matchCount ?? 0 }

  /// `3 of 12`; empty without a search.
  public var matchSummary: String {
    guard let search, search.matchCount > 0 else { return "" }
    let total = Quantity.grouped(search.matchCount) + (search.isFinished ? "" : "+")
    return currentMatch.map { "\(Quantity.grouped($0 + 1)) of \(total)" } ?? total
      + (search.matchCount == 1 ? " match" : " matches")
  }

  private mutating func goToMatch(forward: Bool) {
    let count = matchCount
    guard count > 0 else { return }
    go(toMatch: currentMatch.map { ($0 + (forward ? 1 : count - 1)) % count } ?? 0)
  }

  private mutating func go(toMatch number: Int) {
    guard let match = search?.match(number) else { return }
    currentMatch = number
    isWaitingForMatch = false
    if !(top..<max(top + 1, endOfView)).contains(match.lowerBound) { show(match.lowerBound) }
    bringIntoView(columnsOf: match)
  }

  /// Moves a cut line sideways until a match in it is seen, from its start where it has room there.
  private mutating func bringIntoView(columnsOf match: Range<Int>) {
    guard form == .text, !wraps else { return }
    let row = rows.row(at: rows.start(ofRowAt: match.lowerBound))
    let covered = row.characters.filter { $0.range.overlaps(match) }
    guard let first = covered.first, let last = covered.last else { return }
    let width = max(8, size.columns - 2)
    let end = min(last.column + last.width, first.column + width)
    if end <= width {
      left = 0
    } else if first.column < left || end > left + width {
      left = max(0, first.column - width / 3)
    }
  }

  /// The byte behind the last one in view.
  private var endOfView: Int {
    guard form == .text else { return top + step * size.rows }
    var at = top
    for _ in 0..<size.rows { at = rows.row(at: at).range.upperBound }
    return at
  }

  /// The byte in the upper left corner.
  private var firstByteInView: Int {
    guard left > 0 else { return top }
    return rows.row(at: top).characters.first { $0.column >= left }?.range.lowerBound ?? top
  }

  /// How far the view is in the text: `0x1a40 · 12%`, up to 100% where its end is seen.
  public var placeSummary: String {
    let isAtEnd = snapshot.isComplete && endOfView >= snapshot.byteCount
    let share = isAtEnd ? 100 : Int(Double(top) / Double(max(1, snapshot.byteCount)) * 100)
    return form == .text
      ? "byte \(Quantity.grouped(firstByteInView)) · \(share)%" : "0x\(String(top, radix: 16)) · \(share)%"
  }

  // MARK: Drawing

  public func draw(on canvas: inout Canvas, focused: Bool) {
    let height = canvas.size.rows
    guard height > 0 else { return }
    guard snapshot.byteCount > 0 else {
      canvas.put(snapshot.isComplete ? "It is empty." : "", at: Point(column: 1, row: 0), role: .muted)
      return
    }
    let current = currentMatch.flatMap { search?.match($0) }
    let marks = matchCount > 0 ? search?.matches(in: top..<max(top + 1, endOfView), limit: 1_000) ?? [] : []
    var at = top
    for line in 0..<height where at < snapshot.byteCount {
      if form == .text {
        let row = rows.row(at: at)
        draw(row, atLine: line, marks, current, on: &canvas)
        at = max(at + 1, row.range.upperBound)
      } else {
        let row = HexRow(snapshot: snapshot, start: at, step: step)
        row.draw(atLine: line, marks: marks, current: current, on: &canvas)
        at += step
      }
    }
  }

  private func draw(
    _ row: TextRow, atLine line: Int, _ marks: [Range<Int>], _ current: Range<Int>?, on canvas: inout Canvas
  ) {
    let width = canvas.size.columns - 2
    // Runs of characters that look the same are put at once.
    var run = ""
    var runColumn = 0
    var runRole = Role.text
    func flush(_ canvas: inout Canvas) {
      if !run.isEmpty { canvas.put(run, at: Point(column: 1 + runColumn, row: line), role: runRole) }
      run = ""
    }
    // A cut line that is too long for one row goes on in the next.
    let start = row.range.lowerBound
    if !wraps, start > 0, snapshot.bytes(start - 1..<start).first != UInt8(ascii: "\n") {
      canvas.put("↪", at: Point(column: 0, row: line), role: .jsonSummary)
    }
    for character in row.characters {
      let column = character.column - left
      guard column >= 0 else { continue }
      guard column + character.width <= width else {
        flush(&canvas)
        canvas.put("…", at: Point(column: canvas.size.columns - 1, row: line), role: .jsonSummary)
        break
      }
      let role: Role = character.isMalformed ? .jsonError : .text
      if role != runRole || run.isEmpty {
        flush(&canvas)
        (runColumn, runRole) = (column, role)
      }
      run += character.text
    }
    flush(&canvas)
    for mark in marks where mark.overlaps(row.range) {
      let covered = row.characters.filter { $0.range.overlaps(mark) && $0.column >= left }
      guard let first = covered.first, let last = covered.last else { continue }
      canvas.overlay(
        mark == current ? .matchCurrent : .match,
        on: Rect(
          column: 1 + first.column - left, row: line, columns: last.column + last.width - first.column, rows: 1))
    }
  }
}
