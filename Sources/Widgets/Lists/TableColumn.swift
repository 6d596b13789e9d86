import Terminal

/// How one column of a table looks; what stands in it comes with the rows.
public struct TableColumn: Sendable, Hashable, Identifiable {
  public enum Width: Sendable, Hashable {
    case fixed(Int)
    /// A share of what the others leave, and never less than `min`.
    case flexible(min: Int, weight: Int = 1)
  }

  public enum Alignment: Sendable, Hashable { case left, right }

  public var id: String
  public var title: String
  public var width: Width
  public var alignment: Alignment
  public var role: Role
  /// Where the area is too narrow the columns with the lowest number go first.
  public var priority: Int
  public var isSortable: Bool

  public init(
    id: String, title: String, width: Width = .flexible(min: 8), alignment: Alignment = .left, role: Role = .text,
    priority: Int = 100, isSortable: Bool = false
  ) {
    self.id = id
    self.title = title
    self.width = width
    self.alignment = alignment
    self.role = role
    self.priority = priority
    self.isSortable = isSortable
  }
}

/// One row of a table as it is drawn.
public struct TableRow: Sendable, Hashable {
  /// One text for each column, in the order of the table's columns.
  public var cells: [TableCell]
  /// Stays the same for the same record, so that selection and marks follow it through a reload.
  public var id: String
  /// A sign before the row, say for one that was changed by the last reload.
  public var sign: String
  public var isDimmed: Bool
  /// Stands over the rows below it and can't be selected; the first cell is its title.
  public var isHeading: Bool

  public init(
    id: String, cells: [TableCell], sign: String = "", isDimmed: Bool = false, isHeading: Bool = false
  ) {
    self.id = id
    self.cells = cells
    self.sign = sign
    self.isDimmed = isDimmed
    self.isHeading = isHeading
  }

  /// A heading between rows, or a space where the title is empty.
  public static func heading(_ title: String) -> TableRow {
    TableRow(id: "\u{0}heading \(title)", cells: [TableCell(title)], isHeading: true)
  }
}

/// A text in a table, with a role of its own where the column's doesn't fit.
public struct TableCell: Sendable, Hashable, ExpressibleByStringLiteral {
  public var text: String
  public var role: Role?

  public init(_ text: String, role: Role? = nil) {
    self.text = text
    self.role = role
  }

  public init(stringLiteral text: String) { self.init(text) }
}

/// Shares the width of an area among columns.
enum ColumnLayout {
  struct Placed: Hashable, Sendable {
    /// The column's index.
    var index: Int
    var start: Int
    var columns: Int
  }

  static let gap = 2

  /// The columns that fit, in order, with their places.
  static func places(of columns: [TableColumn], in width: Int) -> [Placed] {
    var shown = Array(columns.indices)
    while shown.count > 1, smallest(shown, columns) > width {
      let lowest = shown.map { columns[$0].priority }.min() ?? 0
      guard let last = shown.lastIndex(where: { columns[$0].priority == lowest }) else { break }
      shown.remove(at: last)
    }
    let spare = max(0, width - smallest(shown, columns))
    let weights = shown.reduce(0) { $0 + weight(of: columns[$1]) }
    var (start, given, passed) = (0, 0, 0)
    return shown.map { index in
      passed += weight(of: columns[index])
      // Rounding by the running sum hands out every column exactly once.
      let share = weights > 0 ? spare * passed / weights - given : 0
      given += share
      let columns = min(minimum(of: columns[index]) + share, max(0, width - start))
      defer { start += columns + gap }
      return Placed(index: index, start: start, columns: columns)
    }
  }

  private static func smallest(_ shown: [Int], _ columns: [TableColumn]) -> Int {
    shown.reduce(gap * max(0, shown.count - 1)) { $0 + minimum(of: columns[$1]) }
  }

  private static func minimum(of column: TableColumn) -> Int {
    switch column.width {
    case .fixed(let columns): max(1, columns)
    case .flexible(let min, _): max(1, min)
    }
  }

  private static func weight(of column: TableColumn) -> Int {
    if case .flexible(_, let weight) = column.width { return max(1, weight) }
    return 0
  }
}
