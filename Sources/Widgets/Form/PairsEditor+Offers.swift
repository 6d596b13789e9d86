/// Names and values that are chosen from a list instead of being typed.
extension PairsEditor {
  /// Puts a chosen text into the cell at hand. After a name its value comes next; on the `+` a row begins.
  mutating func fillCell(_ text: String) {
    if isOnAddLine {
      addRow(at: rows.count, name: text)
      go(toRow: row, cell: .value)
      return
    }
    remember()
    switch cell {
    case .name:
      rows[row].name = text
      go(toRow: row, cell: .value)
    case .value, .type:
      rows[row].value = text
      go(toRow: row, cell: .value)
    }
  }
}

extension Form {
  /// Where the caret is in a table of names and values.
  public enum PairPlace: Hashable, Sendable {
    /// A name is being typed, or a row could begin; the names that stand in the table.
    case name(among: [String])
    /// The value of this name.
    case value(of: String)
  }

  /// The cell with the caret, nil where the caret is in no table of names and values.
  public var focusedPair: PairPlace? {
    guard case .field(let index) = focus, case .pairs(let editor) = fields[index].content else { return nil }
    guard !editor.isOnAddLine, editor.cell != .name else { return .name(among: editor.pairs.map(\.name)) }
    return .value(of: editor.rows[editor.row].name)
  }
}
