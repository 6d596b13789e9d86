/// A terminal without a terminal: the cells that a real one would show, for tests.
@MainActor public final class MemoryScreen: Screen {
  public private(set) var size: Size
  public var theme = Theme(name: "memory")
  public var reportsMouse = true
  public var onEvent: ((Event) -> Void)?
  public var onPause: (() -> Void)?
  public private(set) var frame: Canvas
  public private(set) var presentedFrames = 0
  public private(set) var copied: [String] = []
  public private(set) var bells = 0
  public private(set) var suspensions = 0
  public private(set) var redraws = 0

  public init(size: Size = Size(columns: 80, rows: 24)) {
    self.size = size
    frame = Canvas(size: size)
  }

  public func present(_ frame: Canvas) {
    self.frame = frame
    presentedFrames += 1
  }

  public func redraw() { redraws += 1 }
  public func handOver<Result>(_ body: () async throws -> Result) async rethrows -> Result {
    try await body()
  }
  public func suspend() { suspensions += 1 }
  @discardableResult public func copy(_ text: String) -> CopyResult {
    copied.append(text)
    return .sentToTerminal
  }
  public func bell() { bells += 1 }

  public func send(_ event: Event) {
    if case .resize(let size) = event { self.size = size }
    onEvent?(event)
  }

  public func press(_ keys: Key...) {
    for key in keys { send(.key(key)) }
  }

  /// Types text as single keys.
  public func type(_ text: String) {
    for character in text { send(.key(Key(character))) }
  }

  public func paste(_ text: String) { send(.paste(text)) }

  public func resize(to size: Size) { send(.resize(size)) }
}

// MARK: What is seen

extension MemoryScreen {
  /// Neighbouring cells of one row that look alike.
  public struct Run: Hashable, Sendable {
    public var place: Point
    public var text: String
    public var role: Role
    public var overlay: Role?
  }

  /// The rows as text, without trailing spaces.
  public var lines: [String] {
    (0..<frame.fullSize.rows).map { row in
      let line = cells(ofRow: row).map(\.glyph).joined()
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  public var text: String { lines.joined(separator: "\n") }

  /// The role of a cell; `text` outside the frame.
  public func role(at point: Point) -> Role { cell(at: point)?.role ?? .text }

  public func overlay(at point: Point) -> Role? { cell(at: point)?.overlay }

  /// The runs of a row, from left to right.
  public func runs(inRow row: Int) -> [Run] {
    var runs: [Run] = []
    for (column, cell) in cells(ofRow: row).enumerated() {
      if let last = runs.last, last.role == cell.role, last.overlay == cell.overlay {
        runs[runs.count - 1].text += cell.glyph
      } else {
        runs.append(
          Run(place: Point(column: column, row: row), text: cell.glyph, role: cell.role, overlay: cell.overlay))
      }
    }
    return runs
  }

  /// Where a text stands; the first place, row by row, or nil.
  public func place(of text: String) -> Point? {
    for row in 0..<frame.fullSize.rows {
      var line = ""
      var columns: [Int] = []  // the column of each character
      for (column, cell) in cells(ofRow: row).enumerated() where cell.width > 0 {
        line += cell.glyph
        columns.append(column)
      }
      if let range = line.firstRange(of: text) {
        let index = line.distance(from: line.startIndex, to: range.lowerBound)
        if index < columns.count { return Point(column: columns[index], row: row) }
      }
    }
    return nil
  }

  /// The whole frame for comparing: the rows as text, and under them where each role other than `text` stands, as
  /// `row:column role "text"` and `role+overlay` where one is laid over.
  public var snapshot: String {
    var styles: [String] = []
    for row in 0..<frame.fullSize.rows {
      for run in runs(inRow: row) where run.role != .text || run.overlay != nil {
        let look = run.role.rawValue + (run.overlay.map { "+" + $0.rawValue } ?? "")
        styles.append("\(row):\(run.place.column) \(look) \"\(run.text)\"")
      }
    }
    if let caret = frame.caret { styles.append("caret \(caret.row):\(caret.column)") }
    return text + "\n---\n" + styles.joined(separator: "\n")
  }

  private func cell(at point: Point) -> Cell? {
    guard point.column >= 0, point.row >= 0, point.column < frame.fullSize.columns, point.row < frame.fullSize.rows
    else { return nil }
    return frame.cells[point.row * frame.fullSize.columns + point.column]
  }

  private func cells(ofRow row: Int) -> ArraySlice<Cell> {
    guard row >= 0, row < frame.fullSize.rows else { return [] }
    let start = row * frame.fullSize.columns
    return frame.cells[start..<start + frame.fullSize.columns]
  }
}
