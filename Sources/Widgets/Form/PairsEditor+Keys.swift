import Terminal

extension PairsEditor {
  mutating func handle(_ event: Event) -> Outcome {
    switch event {
    case .key(let key): handle(key)
    case .paste(let text): paste(text)
    case .mouse: handleMouse(event)
    case .resize, .focus: .ignored
    }
  }

  private mutating func handle(_ key: Key) -> Outcome {
    if let outcome = moveBetweenCells(key) ?? changeRows(key) { return outcome }
    if cell == .type, !isOnAddLine { return changeType(key) }
    return edit(.key(key))
  }

  /// Sends an event to the text of the cell at hand; on the `+` a new row begins with it.
  private mutating func edit(_ event: Event) -> Outcome {
    if isOnAddLine {
      guard case .key(let key) = event, key.typed != nil else { return .ignored }
      addRow(at: rows.count)
    }
    switch editor.handle(event) {
    case .changed:
      storeCell()
      return .changed
    case .moved: return .moved
    case .ignored: return .ignored
    }
  }

  private mutating func moveBetweenCells(_ key: Key) -> Outcome? {
    switch key {
    case .tab: return goToNextText()
    case .backTab: return goToPreviousText()
    case .up: return moveRow(to: row - 1)
    case .down: return moveRow(to: row + 1)
    case .pageUp: return moveRow(to: row == 0 ? -1 : max(0, row - max(1, size.rows - 1)))
    case .pageDown: return moveRow(to: isOnAddLine ? row + 1 : min(rows.count, row + max(1, size.rows - 1)))
    case .left where cell == .type: return go(to: .value)
    case .left where cell == .value && editor.caretOffset == 0: return go(to: .name)
    case .right where !isOnAddLine && cell != .type && editor.caretOffset == editor.byteCount:
      return cell == .name ? go(to: .value) : isPlain ? nil : go(to: .type)
    default: return nil
    }
  }

  private mutating func go(to newCell: CellKind) -> Outcome {
    go(toRow: row, cell: newCell)
    return .moved
  }

  /// From a name to its value, from there to the next name; the type has a key of its own.
  private mutating func goToNextText() -> Outcome {
    guard !isOnAddLine else { return .ignored }
    go(toRow: cell == .name ? row : row + 1, cell: cell == .name ? .value : .name)
    return .moved
  }

  private mutating func goToPreviousText() -> Outcome {
    if cell != .name, !isOnAddLine { return go(to: cell == .type ? .value : .name) }
    guard row > 0 else { return .ignored }
    go(toRow: row - 1, cell: .value)
    return .moved
  }

  private mutating func moveRow(to newRow: Int) -> Outcome {
    guard newRow >= 0, newRow <= rows.count else { return .ignored }
    go(toRow: newRow, cell: cell)
    return .moved
  }

  private mutating func changeRows(_ key: Key) -> Outcome? {
    switch key {
    case .enter:
      // A blank last row, or the `+` below rows, is where a table ends.
      if isOnAddLine {
        guard rows.isEmpty else { return .ignored }
        addRow(at: 0)
      } else if rows[row].isBlank, row == rows.count - 1 {
        removeRow()
        go(toRow: rows.count, cell: .name)
        return .ignored
      } else if cell == .name, rows[row].value.isEmpty {
        // A name without its value: the value comes next, not another name.
        go(toRow: row, cell: .value)
        return .moved
      } else {
        addRow(at: row + 1)
      }
      return .changed
    case .control("d"), .delete, .backspace:
      guard !isOnAddLine, rows[row].name.isEmpty, rows[row].value.isEmpty else { return nil }
      removeRow()
      return .changed
    case .alt("k"), Key(.delete, .alt):
      guard !isOnAddLine else { return .moved }
      removeRow()
      return .changed
    case .alt("t") where !isPlain:
      guard !isOnAddLine else { return .moved }
      setType(rows[row].type.next)
      return .changed
    case .control("_"), .control("/"), .alt("u"):
      if cell != .type, editor.canUndo { return nil }
      return undo() ? .changed : .moved
    case .alt("U"), .alt("r"):
      if cell != .type, editor.canRedo { return nil }
      return redo() ? .changed : .moved
    default: return nil
    }
  }

  private mutating func changeType(_ key: Key) -> Outcome {
    switch key {
    case .function(2), Key(" "): setType(rows[row].type.next)
    default:
      guard let typed = key.typed, let type = PairType(initial: typed) else { return .ignored }
      setType(type)
    }
    return .changed
  }

  private mutating func setType(_ type: PairType) {
    remember()
    rows[row].type = type
  }

  /// A JSON object or lines of columns become rows; anything else is text for the cell.
  private mutating func paste(_ text: String) -> Outcome {
    let isNewRow = isOnAddLine || rows[row].isBlank
    if isNewRow, let pasted = PastedPairs.rows(of: text) {
      remember()
      let kept = row < rows.count ? row + 1 : row
      rows.replaceSubrange(row..<kept, with: isPlain ? pasted.filter { $0.type == .string } : pasted)
      go(toRow: rows.count, cell: .name)
      return .changed
    }
    if isOnAddLine { addRow(at: rows.count) }
    return cell == .type ? .ignored : edit(.paste(text))
  }

  private mutating func handleMouse(_ event: Event) -> Outcome {
    if let turn = event.wheel { return moveRow(to: row + turn) }
    guard let place = event.click else { return .ignored }
    let columns = columns(in: size.columns)
    let newRow = min(top + max(0, place.row), rows.count)
    let newCell: CellKind =
      !isPlain && place.column >= columns.type ? .type : place.column >= columns.value ? .value : .name
    if newRow == row, newCell == .type, cell == .type, !isOnAddLine {
      setType(rows[row].type.next)
      return .changed
    }
    go(toRow: newRow, cell: newCell)
    let origin = newCell == .value ? columns.value : 0
    _ = editor.handle(
      .mouse(Mouse(.press, button: .left, at: Point(column: place.column - origin, row: 0))))
    return .moved
  }
}
