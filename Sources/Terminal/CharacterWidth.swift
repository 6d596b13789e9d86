/// How many columns a character takes, and whether it may be drawn at all.
///
/// Widths are those of the C library (East Asian wide and emoji 2, ambiguous 1), which curses uses too, so that what is drawn and
/// what is counted can't differ.
public enum CharacterWidth {
  /// What a scalar does in a line of cells.
  enum Class: UInt32 {
    /// One or two columns, and a boundary of characters on both sides unless a mark or a joiner follows.
    case narrow = 0
    case wide = 1
    /// No column of its own: joins the base before it.
    case mark = 2
    /// Never drawn raw: controls, format characters, separators, private use, unassigned, default ignorable.
    case hidden = 3
    /// One or two columns, but a character boundary beside it must be looked up.
    case narrowJoining = 4
    case wideJoining = 5
  }

  /// The columns of one character as ``SafeText`` draws it.
  public static func columns(of character: Character) -> Int { SafeText.width(of: String(character)) }

  static func classify(_ scalar: UInt32) -> Class {
    switch scalar {
    case 0x20...0x7E, 0xA1...0xAC, 0xAE...0x2FF, 0x2500...0x25FC: return .narrow
    case 0x4E00...0x9FFF, 0xAC00...0xD7A3: return .wide
    case ..<0xA0: return .hidden
    default: break
    }
    // The last entry that starts at or before the scalar.
    let wanted = scalar << 3 | 7
    var low = 0
    var high = characterClasses.count
    while low < high {
      let middle = (low + high) / 2
      if characterClasses[middle] <= wanted { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return .hidden }
    return Class(rawValue: characterClasses[low - 1] & 7) ?? .hidden
  }
}
