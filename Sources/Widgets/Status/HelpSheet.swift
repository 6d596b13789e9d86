import Terminal

/// Keys and what they do, in sections, in as many columns as the width has room for.
public struct HelpSheet: Widget {
  public struct Section: Hashable, Sendable {
    public var title: String
    public var rows: [Row]

    public init(title: String, rows: [Row]) {
      self.title = title
      self.rows = rows
    }
  }

  public struct Row: Hashable, Sendable {
    public var key: String
    public var text: String

    public init(key: String, text: String) {
      self.key = key
      self.text = text
    }
  }

  public enum Outcome: Hashable, Sendable {
    case closed
    case handled
    case ignored
  }

  /// A line of a column.
  private enum Line: Hashable, Sendable {
    case title(String)
    case row(Row)
    case space
  }

  private static let columnWidth = 38

  public var title: String
  /// A few sentences on top: what this screen is for.
  public var introduction: String
  public var sections: [Section]
  private var top = 0
  private var size = Size(columns: 80, rows: 24)

  public init(title: String, introduction: String = "", sections: [Section]) {
    self.title = title
    self.introduction = introduction
    self.sections = sections
  }

  /// There is more below what is in view.
  public var hasMore: Bool { top < maximumTop(in: size) }

  public mutating func layout(in size: Size) {
    self.size = size
    top = min(top, maximumTop(in: size))
  }

  public mutating func handle(_ event: Event) -> Outcome {
    if let turn = event.wheel { return scroll(to: top + turn * 3) }
    guard case .key(let key) = event else { return .ignored }
    let page = max(1, size.rows - 3)
    switch key {
    case .escape, .enter, Key("q"), Key("?"), .function(1), .control("c"): return .closed
    case .up, Key("k"): return scroll(to: top - 1)
    case .down, Key("j"): return scroll(to: top + 1)
    case .pageUp: return scroll(to: top - page)
    case .pageDown, Key(" "): return scroll(to: top + page)
    case .home, Key("g"): return scroll(to: 0)
    case .end, Key("G"): return scroll(to: .max)
    default: return .ignored
    }
  }

  private mutating func scroll(to row: Int) -> Outcome {
    top = min(max(0, row), maximumTop(in: size))
    return .handled
  }

  private func maximumTop(in size: Size) -> Int {
    max(
      0, (columns(in: size.columns).map(\.count).max() ?? 0) + introductionLines(in: size.columns).count + 2 - size.rows
    )
  }

  private func introductionLines(in width: Int) -> [String] {
    introduction.isEmpty ? [] : TextWrap.lines(of: introduction, columns: max(1, width - 4)) + [""]
  }

  /// Sections one after another, each whole in one column, the columns about equally long.
  private func columns(in width: Int) -> [[Line]] {
    let count = max(1, min(3, width / Self.columnWidth))
    let blocks = sections.map { lines(of: $0, columns: width / count - 2) }
    let total = blocks.reduce(0) { $0 + $1.count + 1 }
    let goal = max((total + count - 1) / count, blocks.map(\.count).max() ?? 0)
    var columns: [[Line]] = [[]]
    for block in blocks {
      let isFull = !columns[columns.count - 1].isEmpty && columns[columns.count - 1].count + block.count > goal
      if isFull, columns.count < count {
        columns.append(block)
      } else {
        if !columns[columns.count - 1].isEmpty { columns[columns.count - 1].append(.space) }
        columns[columns.count - 1] += block
      }
    }
    return columns
  }

  private func lines(of section: Section, columns: Int) -> [Line] {
    [.title(section.title)]
      + section.rows.flatMap { row -> [Line] in
        let parts = TextWrap.lines(of: row.text, columns: max(1, columns - keyColumns - 4))
        return parts.enumerated().map { .row(Row(key: $0.offset == 0 ? row.key : "", text: $0.element)) }
      }
  }

  private var keyColumns: Int {
    min(16, sections.flatMap(\.rows).reduce(4) { max($0, SafeText.width(of: $1.key)) })
  }

  public func draw(on canvas: inout Canvas, focused: Bool) {
    canvas.fill(canvas.bounds)
    let width = canvas.size.columns
    let maximumTop = maximumTop(in: canvas.size)
    let below = max(0, maximumTop - min(top, maximumTop))
    let more =
      below > 0 ? "↓ \(Quantity.text(below, "more line", "more lines"))" : maximumTop > 0 ? "↑ from the top" : ""
    canvas.put(title, at: Point(column: 1, row: 0), role: .title, columns: max(0, width - 4 - more.count))
    canvas.put(more, at: Point(column: max(0, width - 1 - more.count), row: 0), role: .muted)
    canvas.within(Rect(column: 0, row: 2, columns: width, rows: canvas.size.rows - 2)) { area in
      let top = min(top, maximumTop)
      let introduction = introductionLines(in: width)
      for (row, line) in introduction.enumerated() where row >= top {
        area.put(line, at: Point(column: 2, row: row - top), role: .text)
      }
      let columns = columns(in: width)
      let columnWidth = width / columns.count
      for (number, lines) in columns.enumerated() {
        for (row, line) in lines.enumerated() {
          let place = Point(column: 2 + number * columnWidth, row: introduction.count + row - top)
          guard place.row >= 0, place.row < area.size.rows else { continue }
          draw(line, at: place, columns: columnWidth - 2, on: &area)
        }
      }
    }
  }

  private func draw(_ line: Line, at place: Point, columns: Int, on area: inout Canvas) {
    switch line {
    case .title(let title): area.put(title, at: place, role: .columnTitle, columns: columns)
    case .row(let row):
      area.put(row.key, at: place, role: .hintKey, columns: keyColumns)
      area.put(
        row.text, at: Point(column: place.column + keyColumns + 2, row: place.row), role: .text,
        columns: columns - keyColumns - 2)
    case .space: break
    }
  }
}
