import Terminal

/// Breaks text into a few lines of a width, between words where it can.
public enum TextWrap {
  /// The lines, at most `limit` of them; the last one ends in `…` when there is more.
  public static func lines(of text: String, columns: Int, limit: Int = .max) -> [String] {
    guard columns > 0, limit > 0 else { return [] }
    let lines = SafeText.wrap(text, columns: columns)
    guard lines.count > limit else { return lines.map(String.init) }
    let last = lines[limit - 1] + " " + lines[limit]
    return lines.prefix(limit - 1).map(String.init) + [SafeText.truncated(String(last), columns: columns)]
  }
}
