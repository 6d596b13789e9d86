import Terminal

/// A table of names and typed values, edited cell by cell.
///
/// Tab goes from name to value to the next name, Enter adds a row, Alt-t changes the type of the row's value; the type
/// itself lies right of the value, for the cursor keys and the mouse. The text of a value is kept while its type changes. Below the last row stands `+`, where typing begins a new one.
struct PairsEditor: Sendable, Hashable {
  enum CellKind: Int, Sendable, Hashable { case name, value, type }
  enum Outcome: Hashable, Sendable { case changed, moved, ignored }

  /// A state to go back to after rows were added, removed or typed anew.
  struct Snapshot: Sendable, Hashable {
    var rows: [FormPair]
    var row: Int
    var cell: CellKind
  }

  private static let historyLimit = 200

  /// All values are strings, and there is no column for the type.
  let isPlain: Bool
  var rows: [FormPair]
  /// The row at hand; `rows.count` is the line with the `+`.
  var row: Int
  var cell = CellKind.name
  /// The text of the cell at hand.
  var editor = TextEditor()
  var top = 0
  var size = Size(columns: 60, rows: 6)
  var undone: [Snapshot] = []
  var history: [Snapshot] = []

  init(rows: [FormPair] = [], isPlain: Bool = false) {
    self.isPlain = isPlain
    self.rows = rows
    row = rows.isEmpty ? 0 : rows.count
    loadCell()
  }

  /// The rows that hold anything.
  var pairs: [FormPair] { rows.filter { !$0.isBlank } }
  var lineCount: Int { rows.count + 1 }
  var isOnAddLine: Bool { row >= rows.count }

  static func == (one: Self, other: Self) -> Bool { one.rows == other.rows && one.isPlain == other.isPlain }
  func hash(into hasher: inout Hasher) { hasher.combine(rows) }

  mutating func replaceRows(with rows: [FormPair]) {
    remember()
    self.rows = rows
    go(toRow: rows.count, cell: .name)
  }

  /// Moves to a cell, with the caret at the end of its text.
  mutating func go(toRow newRow: Int, cell newCell: CellKind) {
    row = min(max(0, newRow), rows.count)
    cell = isOnAddLine ? .name : newCell
    loadCell()
    reveal()
  }

  mutating func loadCell() {
    var text = ""
    if row < rows.count { text = cell == .name ? rows[row].name : rows[row].value }
    editor = TextEditor(text: text)
  }

  /// Puts what was typed into the row.
  mutating func storeCell() {
    guard row < rows.count else { return }
    switch cell {
    case .name: rows[row].name = editor.text
    case .value: rows[row].value = editor.text
    case .type: break
    }
  }

  /// Adds a row and goes to its name.
  mutating func addRow(at index: Int, name: String = "") {
    remember()
    rows.insert(FormPair(name: name, value: ""), at: min(max(0, index), rows.count))
    go(toRow: index, cell: .name)
  }

  mutating func removeRow() {
    guard row < rows.count else { return }
    remember()
    rows.remove(at: row)
    go(toRow: min(row, max(0, rows.count - 1)), cell: rows.isEmpty ? .name : cell)
  }

  mutating func remember() {
    history.append(Snapshot(rows: rows, row: row, cell: cell))
    if history.count > Self.historyLimit { history.removeFirst() }
    undone.removeAll()
  }

  mutating func undo() -> Bool {
    guard let last = history.popLast() else { return false }
    undone.append(Snapshot(rows: rows, row: row, cell: cell))
    restore(last)
    return true
  }

  mutating func redo() -> Bool {
    guard let next = undone.popLast() else { return false }
    history.append(Snapshot(rows: rows, row: row, cell: cell))
    restore(next)
    return true
  }

  private mutating func restore(_ snapshot: Snapshot) {
    rows = snapshot.rows
    go(toRow: snapshot.row, cell: snapshot.cell)
  }
}
