import Terminal

extension Table {
  public mutating func handle(_ event: Event) -> Outcome {
    switch event {
    case .key(let key): return handle(key)
    case .mouse: return handleMouse(event)
    case .paste, .resize, .focus: return .ignored
    }
  }

  private mutating func handle(_ key: Key) -> Outcome {
    let before = cursor.index
    if cursor.move(key) {
      skipHeadings(forward: cursor.index >= before && key != .end && key != Key("G"))
      // The headings above the first row come into view with it.
      if (0..<cursor.index).allSatisfy({ $0 < 8 && index(ofLine: $0).map { row($0).isHeading } ?? false }) {
        let line = cursor.index
        cursor.select(0)
        cursor.select(line)
      }
      return cursor.index == before ? .handled : .selected
    }
    switch key {
    case .enter: return selectedRow == nil ? .ignored : .opened
    case Key(" ") where allowsMarks: return markSelected()
    case Key("n") where !search.isEmpty, Key("N") where !search.isEmpty, Key("n", .shift) where !search.isEmpty:
      return findNext(forward: key == Key("n")) && cursor.index != before ? .selected : .handled
    default: return .ignored
    }
  }

  private mutating func markSelected() -> Outcome {
    guard let id = selectedRow?.id else { return .handled }
    if marks.remove(id) == nil { marks.insert(id) }
    cursor.select(cursor.index + 1)
    skipHeadings(forward: true)
    return .marked
  }

  private mutating func handleMouse(_ event: Event) -> Outcome {
    let before = cursor.index
    if let turn = event.wheel {
      cursor.scroll(by: turn * 3)
      skipHeadings(forward: turn > 0)
      return cursor.index == before ? .handled : .selected
    }
    guard let place = event.click else { return .ignored }
    let titles = showsTitles ? 1 : 0
    if place.row < titles { return clickTitle(at: place.column) }
    let line = cursor.top + place.row - titles
    guard let index = index(ofLine: line), !row(index).isHeading else { return .handled }
    cursor.select(line)
    return line == before ? .opened : .selected
  }

  private func clickTitle(at column: Int) -> Outcome {
    let places = ColumnLayout.places(of: columns, in: textColumns(in: size.columns))
    let hit = places.first {
      let start = Self.leftColumns + $0.start
      return column >= start && column < start + $0.columns
    }
    guard let hit, columns[hit.index].isSortable else { return .handled }
    return .sort(columns[hit.index].id)
  }
}
