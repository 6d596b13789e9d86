/// Where characters of a text stand in columns: for carets, wrapping and cutting.
extension SafeText {
  /// The column at which the character at `index` is drawn; the text's end stands after its last column.
  public static func column(of index: String.Index, in text: String) -> Int {
    let wanted = text.utf8.distance(from: text.startIndex, to: min(max(index, text.startIndex), text.endIndex))
    var column = 0
    GlyphScanner.scan(text) { glyph, _, range in
      guard range.upperBound <= wanted else { return false }
      column += glyph.width
      return true
    }
    return column
  }

  /// The character drawn at a column; the text's end where the column is beyond it.
  public static func index(atColumn column: Int, in text: String) -> String.Index {
    var end = 0
    var offset = text.utf8.count
    GlyphScanner.scan(text) { glyph, _, range in
      end += glyph.width
      guard end > column else { return true }
      offset = range.lowerBound
      return false
    }
    return text.utf8.index(text.startIndex, offsetBy: offset)
  }

  /// The text's lines as they are drawn in `columns`: broken at line feeds, else after spaces, else anywhere.
  ///
  /// The parts share the text's indices. A line feed belongs to no part; a space at which a line was broken ends its line.
  public static func wrap(_ text: String, columns: Int) -> [Substring] {
    let columns = max(1, columns)
    var lines: [Range<Int>] = []
    var start = 0  // of the line
    var used = 0  // columns since its start
    var breakAt = 0  // after its last space
    var usedAtBreak = 0
    var characterStart = 0  // a character of several glyphs goes whole to the next line
    var usedAtCharacter = 0
    GlyphScanner.scan(text) { glyph, isSubstitute, range in
      if range.lowerBound != characterStart {
        characterStart = range.lowerBound
        usedAtCharacter = used
      }
      if isSubstitute, glyph == GlyphScanner.newline {
        lines.append(start..<(used == usedAtCharacter ? range.lowerBound : range.upperBound - 1))
        (start, used, breakAt, usedAtBreak) = (range.upperBound, 0, range.upperBound, 0)
        return true
      }
      let isSpace = glyph == Glyph.space
      if used + glyph.width > columns, !(isSpace && used == columns) {
        if breakAt > start {
          lines.append(start..<breakAt)
          (start, used) = (breakAt, used - usedAtBreak)
        } else if characterStart > start {
          lines.append(start..<characterStart)
          (start, used) = (characterStart, used - usedAtCharacter)
        }
        (breakAt, usedAtBreak, usedAtCharacter) = (start, 0, 0)
      }
      used += isSpace && used == columns ? 0 : glyph.width
      if isSpace { (breakAt, usedAtBreak) = (range.upperBound, used) }
      return true
    }
    lines.append(start..<text.utf8.count)
    return lines.map { range in
      let lower = text.utf8.index(text.startIndex, offsetBy: range.lowerBound)
      return text[lower..<text.utf8.index(lower, offsetBy: range.count)]
    }
  }

  /// Which part of a text gives way where it is too long.
  public enum Cut: Sendable { case end, middle, start }

  /// The text in at most `columns`, with `…` in place of what was cut; safe to draw and to print.
  public static func truncated(_ text: String, columns: Int, cut: Cut = .end) -> String {
    guard columns > 0 else { return "" }
    let pieces = pieces(of: text)
    guard pieces.reduce(0, { $0 + $1.width }) > columns else { return pieces.map(\.glyph).joined() }
    let room = columns - 1
    let head = cut == .end ? room : cut == .middle ? (room + 1) / 2 : 0
    func fitting(_ pieces: some Sequence<Piece>, _ room: Int) -> [String] {
      var used = 0
      return pieces.prefix { piece in
        used += piece.width
        return used <= room
      }.map(\.glyph)
    }
    return fitting(pieces, head).joined() + "…" + fitting(pieces.reversed(), room - head).reversed().joined()
  }
}
