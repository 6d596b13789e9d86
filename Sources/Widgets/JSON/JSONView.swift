import JSONText
import Terminal

/// Reads JSON of any size: folds, line numbers, colours by role, the parents of what is in view, matches.
///
/// Rows are made as they are drawn, so that the hundredth megabyte is as near as the first. The owner hands in the
/// document and, once found, the matches; copies and paths are told from the selected row.
///
/// ```swift
/// var view = JSONView(document: document)
/// _ = view.refresh()  // when more bytes have arrived
/// ```
public struct JSONView: Widget {
  public enum Outcome: Hashable, Sendable {
    /// Another row is selected.
    case selected
    /// Containers were folded or unfolded.
    case folded
    case handled
    case ignored
  }

  /// The most parents that stay in view above the rows.
  static let parentLimit = 3

  public internal(set) var lines: JSONLines
  /// The selected row among the visible ones.
  public internal(set) var selectedRow = 0
  /// The first row in view, below the parents that stand over it.
  public internal(set) var topRow = 0
  /// Long rows go on in the next line, else they are cut.
  public var wraps = false
  public var showsLineNumbers = true
  /// Answers what stands beside a row, in other words: the time that a number means, say.
  public var annotation: (@Sendable (JSONRow) -> String?)?
  /// Where the text is not valid JSON, as a byte offset: the row has a sign.
  public var flaw: Int?
  /// What is searched for, as far as it has been found.
  public internal(set) var search: JSONSearch?
  /// The number of the match that is gone to.
  public internal(set) var currentMatch: Int?
  /// The first match is gone to once it is found.
  var isWaitingForMatch = false
  /// The end was asked for before it was known; it is gone to once it is.
  public internal(set) var isWaitingForEnd = false
  /// Columns that are scrolled out at the left while rows are cut.
  var left = 0
  var size = Size(columns: 80, rows: 20)
  let drawn = DrawnRows()

  public init(document: JSONDocument) { lines = JSONLines(document: document) }

  public init(lines: JSONLines) { self.lines = lines }

  public var rowCount: Int { lines.rowCount }

  /// The row at hand as it is drawn.
  public var selected: JSONRow { drawn.row(at: selectedRow, of: lines, maxColumns: 200) }

  /// Puts another document in place and begins at its top.
  public mutating func setDocument(_ document: JSONDocument) {
    lines = JSONLines(document: document)
    (selectedRow, topRow, left, isWaitingForEnd) = (0, 0, 0, false)
    (search, currentMatch, isWaitingForMatch, flaw) = (nil, nil, false, nil)
  }

  /// Takes in bytes that have arrived. Answers whether anything changed.
  @discardableResult
  public mutating func refresh() -> Bool {
    guard lines.refresh() else { return false }
    if isWaitingForEnd {
      selectedRow = max(0, rowCount - 1)
      isWaitingForEnd = !lines.isComplete
    }
    reveal()
    return true
  }

  public mutating func layout(in size: Size) {
    self.size = size
    reveal()
  }

  /// Selects a row, as far as there is one.
  public mutating func select(row: Int) {
    selectedRow = row
    reveal()
  }

  /// Selects a value, unfolding what hides it.
  public mutating func select(_ node: JSONNode) {
    selectedRow = lines.reveal(node)
    reveal(inMiddle: true)
  }

  /// Folds everything deeper than so many levels: 1 shows the top level only.
  public mutating func fold(toDepth depth: Int) {
    keepingSelection { $0.fold(toDepth: depth) }
  }

  public mutating func unfoldAll() {
    keepingSelection { $0.unfoldAll() }
  }

  /// Changes the folds and stays on the selected value, or on what it was folded into.
  mutating func keepingSelection(_ change: (inout JSONLines) -> Void) {
    let node = selected.node
    change(&lines)
    if let node { selectedRow = lines.rowIndex(of: node) }
    reveal()
  }

  /// Scrolls as little as it takes to have the selected row in view, or shows it in the middle when it is elsewhere.
  mutating func reveal(inMiddle: Bool = false) {
    selectedRow = min(max(0, selectedRow), max(0, rowCount - 1))
    topRow = visibleTop(in: size, inMiddle: inMiddle)
  }
}
