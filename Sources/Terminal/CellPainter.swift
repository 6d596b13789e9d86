import CNcurses

/// Puts cells into curses' window, which sends to the terminal what differs from what it shows.
@MainActor final class CellPainter {
  private let isUTF8: Bool
  private let depth: ColorDepth
  /// The theme as it is drawn: another where the terminal lacks the colors of the one that was chosen.
  private(set) var theme: Theme
  private var looks: [UInt32: Look] = [:]
  private var lastStyle: UInt32?
  private var lastLook = Look(attributes: 0, pair: 0)
  /// Neighbouring cells that are put together.
  private var run: [cchar_t] = []
  private var runRow: Int32 = -1
  private var runStart: Int32 = 0
  private var runEnd: Int32 = -1

  private struct Look {
    var attributes: attr_t
    var pair: Int32
  }

  init(isUTF8: Bool, depth: ColorDepth, theme: Theme) {
    self.isUTF8 = isUTF8
    self.depth = depth
    self.theme = Self.drawable(theme, at: depth)
  }

  func use(_ theme: Theme) {
    self.theme = Self.drawable(theme, at: depth)
    looks.removeAll()
    lastStyle = nil
  }

  /// A theme with colours that the terminal has. One that names others could come out unreadable, so it gives way.
  private static func drawable(_ theme: Theme, at depth: ColorDepth) -> Theme {
    switch depth {
    case .none: theme.usesColors ? .monochrome : theme
    case .eight, .sixteen: theme.usesOnlyTerminalColors ? theme : .terminal16
    case .palette, .full: theme
    }
  }

  /// Puts the cells of a frame that differ from another of the same size; where there is none, all that an empty window lacks.
  func paint(_ frame: Canvas, over shown: Canvas?) {
    let columns = frame.fullSize.columns
    let old = shown?.cells ?? []
    frame.cells.withUnsafeBufferPointer { new in
      old.withUnsafeBufferPointer { old in
        let isWhole = old.count != new.count
        for row in 0..<frame.fullSize.rows {
          let start = row * columns
          for column in 0..<columns where isWhole || new[start + column] != old[start + column] {
            let cell = new[start + column]
            if cell.content.width == 0 || isWhole && isBlank(cell) { continue }
            add(cell, Int32(row), Int32(column))
          }
          flush()
        }
      }
    }
  }

  private func isBlank(_ cell: Cell) -> Bool {
    guard cell.content == Glyph.space else { return false }
    let look = look(of: cell)
    return look.attributes == 0 && look.pair == 0
  }

  private func add(_ cell: Cell, _ row: Int32, _ column: Int32) {
    if row != runRow || column != runEnd {
      flush()
      (runRow, runStart) = (row, column)
    }
    let look = look(of: cell)
    let base = cell.content.base
    var width: Int32 = 1
    if base < 0x7F, !isUTF8 || !cell.content.hasMarks {
      run.append(cn_ascii(base < 0x20 ? 0x3F : CChar(base), look.attributes, look.pair))
    } else if !isUTF8 {
      run.append(cn_ascii(CChar(AsciiSigns.replacement(for: base)), look.attributes, look.pair))
    } else {
      width = addWide(cell.content, look)
    }
    runEnd = column + width
    // A picture whose base is narrow, or a wide character that can't be shown as such: two columns all the same.
    if cell.content.width == 2, width == 1 {
      run.append(cn_ascii(0x20, look.attributes, look.pair))
      runEnd += 1
    }
  }

  /// Adds a character beyond ASCII, and answers the columns that curses gives it.
  private func addWide(_ glyph: Glyph, _ look: Look) -> Int32 {
    let width = wcwidth(wchar_t(bitPattern: glyph.base))
    guard width == 1 || width == 2, width <= glyph.width else {
      run.append(cn_ascii(0x3F, look.attributes, look.pair))
      return 1
    }
    withUnsafeTemporaryAllocation(of: wchar_t.self, capacity: Glyph.maximumMarks + 2) { text in
      var count = 0
      glyph.forEachScalar { scalar in
        // A library older than our table may not know a mark; without it the base is still right.
        if count == 0 || wcwidth(wchar_t(bitPattern: scalar)) == 0 {
          text[count] = wchar_t(bitPattern: scalar)
          count += 1
        }
      }
      text[count] = 0
      run.append(cn_cell(text.baseAddress, look.attributes, look.pair))
    }
    return width
  }

  private func flush() {
    if !run.isEmpty { cn_put(runRow, runStart, run, Int32(run.count)) }
    run.removeAll(keepingCapacity: true)
    runEnd = -1
  }

  private func look(of cell: Cell) -> Look {
    let id = cell.styleID
    if id == lastStyle { return lastLook }
    let look = looks[id] ?? makeLook(theme.style(of: cell.role, overlay: cell.overlay))
    looks[id] = look
    (lastStyle, lastLook) = (id, look)
    return look
  }

  private func makeLook(_ style: Style) -> Look {
    var attributes: attr_t = 0
    if style.attributes.contains(.bold) { attributes |= cn_bold() }
    if style.attributes.contains(.dim) { attributes |= cn_dim() }
    if style.attributes.contains(.italic) { attributes |= cn_italic() }
    if style.attributes.contains(.underline) { attributes |= cn_underline() }
    if style.attributes.contains(.reverse) { attributes |= cn_reverse() }
    let foreground = (style.foreground ?? .terminal).number(at: depth)
    let background = (style.background ?? .terminal).number(at: depth)
    guard depth > .none, foreground >= 0 || background >= 0 else { return Look(attributes: attributes, pair: 0) }
    return Look(attributes: attributes, pair: max(0, alloc_pair(foreground, background)))
  }
}
