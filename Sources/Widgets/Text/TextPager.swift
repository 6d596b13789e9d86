import Terminal

/// Reads plain text: pages, wraps or cuts, searches.
///
/// Lines are broken as they come into view, so that a long text opens as fast as a short one.
public struct TextPager: Widget {
  public enum Outcome: Hashable, Sendable {
    case handled
    case ignored
  }

  /// A place in the text: a line, and a row of it where it is wrapped.
  struct Place: Hashable, Comparable, Sendable {
    var line: Int
    var row: Int

    static func < (one: Place, other: Place) -> Bool { (one.line, one.row) < (other.line, other.row) }
  }

  /// One line that is longer is cut here while wrapping; it can still be copied whole.
  private static let wrapLimit = 65_536

  private var lines: [String]
  public var wraps = true
  public var showsLineNumbers = false
  public private(set) var search = ""
  private var top = Place(line: 0, row: 0)
  private var left = 0
  private var foundLine: Int?
  private var size = Size(columns: 80, rows: 20)

  public init(_ text: String) {
    lines = TextBuffer(TextEditor.unifyingLineBreaks(text), isMultiline: true).lines.map(String.init)
  }

  public var lineCount: Int { lines.count }
  /// The first line in view, counted from zero.
  public var topLine: Int { top.line }
  public var text: String { lines.joined(separator: "\n") }

  public mutating func layout(in size: Size) {
    self.size = size
    top = clamped(top)
  }

  public mutating func handle(_ event: Event) -> Outcome {
    if let turn = event.wheel { return move(by: turn * 3) }
    guard case .key(let key) = event else { return .ignored }
    let page = max(1, size.rows - 1)
    switch key {
    case .up, Key("k"): return move(by: -1)
    case .down, Key("j"): return move(by: 1)
    case .pageUp, Key("b"): return move(by: -page)
    case .pageDown, Key(" "): return move(by: page)
    case .home, Key("g"): top = Place(line: 0, row: 0)
    case .end, Key("G"): top = lastTop
    case Key("w"): wraps.toggle()
    case .right where !wraps: left += 8
    case .left where !wraps: left = max(0, left - 8)
    case Key("n") where !search.isEmpty: findNext()
    case Key("N") where !search.isEmpty: findNext(forward: false)
    default: return .ignored
    }
    top = clamped(top)
    return .handled
  }

  /// Goes to the first line from the top of the view that holds a text; false when there is none.
  @discardableResult
  public mutating func setSearch(_ text: String) -> Bool {
    search = text
    foundLine = nil
    return text.isEmpty || find(from: top.line, forward: true)
  }

  @discardableResult
  public mutating func findNext(forward: Bool = true) -> Bool {
    find(from: (foundLine ?? top.line) + (forward ? 1 : -1), forward: forward)
  }

  private mutating func find(from start: Int, forward: Bool) -> Bool {
    let word = search.lowercased()
    for step in 0..<lines.count {
      let line = ((start + (forward ? step : -step)) % lines.count + lines.count) % lines.count
      guard TextSearch.contains(lines[line], word) else { continue }
      foundLine = line
      top = clamped(Place(line: line, row: 0))
      return true
    }
    return false
  }

  private mutating func move(by rows: Int) -> Outcome {
    top = clamped(moved(top, by: rows))
    return .handled
  }

  private func moved(_ place: Place, by rows: Int) -> Place {
    var place = place
    var rest = rows
    while rest > 0 {
      let available = rowCount(of: place.line) - 1 - place.row
      if rest <= available { return Place(line: place.line, row: place.row + rest) }
      guard place.line + 1 < lines.count else { return Place(line: place.line, row: place.row + available) }
      rest -= available + 1
      place = Place(line: place.line + 1, row: 0)
    }
    while rest < 0 {
      if -rest <= place.row { return Place(line: place.line, row: place.row + rest) }
      guard place.line > 0 else { return Place(line: 0, row: 0) }
      rest += place.row + 1
      place = Place(line: place.line - 1, row: rowCount(of: place.line - 1) - 1)
    }
    return place
  }

  private var lastTop: Place {
    let end = Place(line: lines.count - 1, row: rowCount(of: lines.count - 1) - 1)
    return moved(end, by: -(max(1, size.rows) - 1))
  }

  private func clamped(_ place: Place) -> Place {
    let line = min(max(0, place.line), lines.count - 1)
    return min(Place(line: line, row: min(place.row, rowCount(of: line) - 1)), lastTop)
  }

  private var numberColumns: Int { showsLineNumbers ? String(lines.count).count + 2 : 0 }

  private func textColumns(in width: Int) -> Int { max(1, width - numberColumns - 2) }

  private func rowCount(of line: Int) -> Int { rows(of: line, in: size.columns).count }

  private func rows(of line: Int, in width: Int) -> [Substring] {
    guard wraps else { return [lines[line][...]] }
    let text = lines[line]
    if text.utf8.count <= textColumns(in: width), text.utf8.allSatisfy({ $0 < 0x80 }) { return [text[...]] }
    let part =
      text.utf8.count > Self.wrapLimit ? String(text.slice(0..<text.boundary(atOrAfter: Self.wrapLimit))) : text
    return SafeText.wrap(part, columns: textColumns(in: width))
  }

  public func draw(on canvas: inout Canvas, focused: Bool) {
    var place = top
    var shown: [Substring] = []
    var shownLine = -1
    for row in 0..<max(0, canvas.size.rows) {
      guard place.line < lines.count else { break }
      if place.line != shownLine {
        shown = rows(of: place.line, in: canvas.size.columns)
        shownLine = place.line
      }
      if place.row < shown.count { draw(String(shown[place.row]), place, atRow: row, on: &canvas) }
      place.row += 1
      if place.row >= shown.count { place = Place(line: place.line + 1, row: 0) }
    }
  }

  private func draw(_ text: String, _ place: Place, atRow row: Int, on canvas: inout Canvas) {
    let start = numberColumns + 1
    if showsLineNumbers, place.row == 0 {
      let number = String(place.line + 1)
      canvas.put(number, at: Point(column: start - 2 - number.count, row: row), role: .jsonLineNumber)
    }
    let columns = textColumns(in: canvas.size.columns)
    var text = text
    if !wraps, left > 0 { text = String(text.dropFirst(left)) }
    canvas.put(text, at: Point(column: start, row: row), columns: columns)
    guard !search.isEmpty else { return }
    let word = search.lowercased()
    var from = 0
    let visible = String(text.prefix(columns))
    while let range = TextSearch.firstRange(of: word, in: visible, from: from) {
      let column = SafeText.width(of: String(visible.slice(0..<range.lowerBound)))
      let width = min(SafeText.width(of: String(visible.slice(range))), columns - column)
      guard width > 0 else { break }
      canvas.overlay(
        place.line == foundLine ? .matchCurrent : .match,
        on: Rect(column: start + column, row: row, columns: width, rows: 1))
      from = range.upperBound
    }
  }
}
