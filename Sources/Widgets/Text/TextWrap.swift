import Terminal

/// Breaks text into lines of a width, between words where it can.
public enum TextWrap {
  /// The lines, at most `limit` of them; the last one ends in `…` when there is more.
  public static func lines(of text: String, columns: Int, limit: Int = .max) -> [String] {
    guard columns > 0, limit > 0 else { return [] }
    var lines: [String] = []
    for paragraph in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      wrap(paragraph, columns: columns, limit: limit + 1, into: &lines)
      if lines.count > limit { break }
    }
    if lines.count > limit {
      lines.removeLast(lines.count - limit)
      lines[limit - 1] = shortened(lines[limit - 1], columns: columns - 1) + "…"
    }
    return lines
  }

  private static func wrap(_ paragraph: Substring, columns: Int, limit: Int, into lines: inout [String]) {
    var line = ""
    var width = 0
    for word in paragraph.split(separator: " ", omittingEmptySubsequences: false) {
      guard lines.count < limit else { return }
      let wordWidth = SafeText.width(of: String(word))
      if !line.isEmpty || width > 0, width + 1 + wordWidth > columns {
        lines.append(line)
        (line, width) = ("", 0)
      } else if width > 0 {
        line += " "
        width += 1
      }
      for character in wordWidth > columns ? word : "" {
        let step = SafeText.width(of: String(character))
        if width + step > columns {
          lines.append(line)
          (line, width) = ("", 0)
          guard lines.count < limit else { return }
        }
        line.append(character)
        width += step
      }
      if wordWidth <= columns {
        line += word
        width += wordWidth
      }
    }
    lines.append(line)
  }

  private static func shortened(_ text: String, columns: Int) -> String {
    var (result, width) = ("", 0)
    for character in text {
      width += SafeText.width(of: String(character))
      if width > columns { break }
      result.append(character)
    }
    return result
  }
}
