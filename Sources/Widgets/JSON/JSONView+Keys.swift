import JSONText
import Terminal

extension JSONView {
  public mutating func handle(_ event: Event) -> Outcome {
    switch event {
    case .key(let key): return handle(key)
    case .mouse: return handleMouse(event)
    case .paste, .resize, .focus: return .ignored
    }
  }

  private mutating func handle(_ key: Key) -> Outcome {
    isWaitingForEnd = false
    return move(key) ?? fold(key) ?? show(key) ?? .ignored
  }

  private mutating func move(_ key: Key) -> Outcome? {
    let page = max(1, pageRows - 1)
    switch key {
    case .up, Key("k"), .control("p"): return go(to: selectedRow - 1)
    case .down, Key("j"), .control("n"): return go(to: selectedRow + 1)
    case .pageUp, Key("b"), .control("b"): return goPage(by: -page)
    case .pageDown, Key(" "), .control("f"): return goPage(by: page)
    case Key("d"), .control("d"): return goPage(by: max(1, page / 2))
    case Key("u"), .control("u"): return goPage(by: -max(1, page / 2))
    case .home, Key("g"): return go(to: 0)
    case .end, Key("G"), Key("g", .shift):
      isWaitingForEnd = !lines.isComplete
      return go(to: rowCount - 1)
    case Key("["), .alt("k"): return lines.previousSibling(ofRow: selectedRow).map { go(to: $0) } ?? .handled
    case Key("]"), .alt("j"): return lines.nextSibling(ofRow: selectedRow).map { go(to: $0) } ?? .handled
    case Key("p"): return lines.parent(ofRow: selectedRow).map { go(to: $0) } ?? .handled
    case Key("n") where matchCount > 0: return goToMatch(forward: true)
    case Key("N") where matchCount > 0, Key("n", .shift) where matchCount > 0: return goToMatch(forward: false)
    default: return nil
    }
  }

  private mutating func fold(_ key: Key) -> Outcome? {
    switch key {
    case .enter:
      let row = selected
      guard row.isFoldable || row.kind == .closing else { return .ignored }
      keepingSelection { [selectedRow] in $0.toggle(row: selectedRow) }
    case .right, Key("l"):
      let row = selected
      guard row.isFoldable else { return .handled }
      guard row.isFolded else { return go(to: selectedRow + 1) }
      keepingSelection { [selectedRow] in $0.unfold(row: selectedRow) }
    case .left, Key("h"):
      let row = selected
      guard row.isFoldable && !row.isFolded || row.kind == .closing else {
        return lines.parent(ofRow: selectedRow).map { go(to: $0) } ?? .handled
      }
      keepingSelection { [selectedRow] in $0.fold(row: selectedRow) }
    case Key("z"): fold(toDepth: 1)
    case Key("Z"), Key("z", .shift): unfoldAll()
    case Key("-"): keepingSelection { [selectedRow] in $0.foldLevel(ofRow: selectedRow) }
    case Key("+"), Key("="):
      guard let node = selected.node, selected.isFoldable || selected.kind == .closing else { return .handled }
      keepingSelection { $0.unfold(node, levels: nil) }
    default:
      guard let depth = key.typed?.wholeNumberValue, depth >= 1, depth <= 9 else { return nil }
      fold(toDepth: depth)
    }
    return .folded
  }

  private mutating func show(_ key: Key) -> Outcome? {
    switch key {
    case Key("w"):
      wraps.toggle()
      left = 0
    case Key(">"), Key(.right, .shift): left = wraps ? 0 : left + 16
    case Key("<"), Key(.left, .shift): left = max(0, left - 16)
    default: return nil
    }
    reveal()
    return .handled
  }

  private mutating func go(to row: Int) -> Outcome {
    let before = selectedRow
    selectedRow = row
    reveal()
    return selectedRow == before ? .handled : .selected
  }

  private mutating func goPage(by rows: Int) -> Outcome {
    topRow = max(0, topRow + rows)
    return go(to: selectedRow + rows)
  }

  private mutating func handleMouse(_ event: Event) -> Outcome {
    if let turn = event.wheel {
      topRow = max(0, min(topRow + turn * 3, rowCount - 1))
      let place = visibleRange(in: size)
      return go(to: min(max(selectedRow, place.lowerBound), max(place.lowerBound, place.upperBound - 1)))
    }
    guard let place = event.click else { return .ignored }
    guard let row = row(atLine: place.row) else { return .handled }
    let wasSelected = row == selectedRow
    let outcome = go(to: row)
    let markerColumn = gutterColumns - 2
    guard wasSelected || place.column == markerColumn, selected.isFoldable else { return outcome }
    keepingSelection { $0.toggle(row: row) }
    return .folded
  }
}
