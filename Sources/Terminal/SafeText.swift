/// The one place where text from outside becomes what a cell may hold.
public enum SafeText {
  /// What is drawn for one character of the text.
  public struct Piece: Hashable, Sendable {
    public var glyph: String
    /// 1 or 2 columns.
    public var width: Int
    /// The glyph stands for something that must not reach the terminal as it is.
    public var isSubstitute: Bool
  }

  /// The pieces that fit into `columns`; where the text is longer the last one is `…`.
  public static func pieces(of text: String, columns: Int) -> [Piece] {
    var pieces: [Piece] = []
    for character in text {
      if pieces.count == columns {
        pieces[columns - 1] = Piece(glyph: "…", width: 1, isSubstitute: false)
        break
      }
      pieces.append(Piece(glyph: String(character), width: 1, isSubstitute: false))
    }
    return pieces
  }

  /// The columns that a text takes when drawn whole.
  public static func width(of text: String) -> Int {
    pieces(of: text, columns: .max).reduce(0) { $0 + $1.width }
  }
}
