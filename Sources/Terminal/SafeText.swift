/// The one place where text from outside becomes what a cell may hold.
///
/// What a terminal could obey or hide — controls, escape sequences, bidirectional overrides, zero-width and unassigned characters —
/// comes out as a visible sign; a character whose width terminals disagree about comes out as its base in two columns. The text
/// itself is never changed, and each piece knows which characters of it it stands for.
public enum SafeText {
  /// What is drawn for one character of the text; a character may take several pieces.
  public struct Piece: Hashable, Sendable {
    public var glyph: String
    /// 1 or 2 columns.
    public var width: Int
    /// The glyph stands for something that must not reach the terminal as it is.
    public var isSubstitute: Bool
    /// The character of the text that this piece draws, or a part of.
    public var range: Range<String.Index>
  }

  /// All pieces of a text, or those that fit into `columns`; where the text is longer the last one is `…`.
  public static func pieces(of text: String, columns: Int = .max) -> [Piece] {
    var pieces: [Piece] = []
    guard columns > 0 else { return pieces }
    var used = 0
    var whole = true
    let bytes = text.utf8
    GlyphScanner.scan(text) { glyph, isSubstitute, range in
      guard used + glyph.width <= columns else {
        whole = false
        return false
      }
      let start = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
      let end = bytes.index(start, offsetBy: range.count)
      pieces.append(Piece(glyph: glyph.string, width: glyph.width, isSubstitute: isSubstitute, range: start..<end))
      used += glyph.width
      return true
    }
    if !whole {
      if used == columns { pieces.removeLast() }
      let start = pieces.last?.range.upperBound ?? text.startIndex
      pieces.append(Piece(glyph: "…", width: 1, isSubstitute: false, range: start..<text.endIndex))
    }
    return pieces
  }

  /// The columns that a text takes when drawn whole.
  public static func width(of text: String) -> Int {
    var width = 0
    GlyphScanner.scan(text) { glyph, _, _ in
      width += glyph.width
      return true
    }
    return width
  }

  /// Whether a text takes at most so many columns; looks no further than that.
  public static func fits(_ text: String, columns: Int) -> Bool {
    var width = 0
    GlyphScanner.scan(text) { glyph, _, _ in
      width += glyph.width
      return width <= columns
    }
    return width <= columns
  }

  /// The text with everything harmful made visible, for output that goes to a terminal without passing a canvas.
  ///
  /// - Parameter keepingLines: line feeds stay, as the ends of lines.
  public static func visible(_ text: String, keepingLines: Bool = false) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    GlyphScanner.scan(text) { glyph, isSubstitute, _ in
      if keepingLines, isSubstitute, glyph == GlyphScanner.newline { result += "\n" } else { result += glyph.string }
      return true
    }
    return result
  }

  static func firstGlyph(of text: String) -> Glyph {
    var first = Glyph.space
    GlyphScanner.scan(text) { glyph, _, _ in
      first = glyph
      return false
    }
    return first
  }
}
