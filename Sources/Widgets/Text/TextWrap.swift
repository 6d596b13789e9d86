import Terminal

/// Breaks text into a few lines of a width, between words where it can.
public enum TextWrap {
  /// The lines, at most `limit` of them; the last one ends in `…` when there is more.
  public static func lines(of text: String, columns: Int, limit: Int = .max) -> [String] {
    guard columns > 0, limit > 0 else { return [] }
    // The space at which a line was broken hangs over its end, and would be taken for more text.
    let lines = SafeText.wrap(text, columns: columns).map { $0.last == " " ? String($0.dropLast()) : String($0) }
    guard lines.count > limit else { return lines }
    let last = lines[limit - 1] + " " + lines[limit]
    return lines.prefix(limit - 1) + [SafeText.truncated(last, columns: columns)]
  }
}
