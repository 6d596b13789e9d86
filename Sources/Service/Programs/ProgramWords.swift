/// A program and its arguments as a person writes them: words with spaces between them, quoted where they hold some.
///
/// Nothing is expanded: no variables, no patterns, no substitution.
public enum ProgramWords {
  /// The words of a line, or nil where a quote is left open.
  public static func split(_ line: String) -> [String]? {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var isEscaped = false
    for character in line {
      if isEscaped {
        // Between double quotes a backslash stands for itself, save before what it is needed for.
        if quote == "\"", !"\"\\$`".contains(character) { word?.append("\\") }
        word = (word ?? "") + String(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        word = word ?? ""
        isEscaped = true
      } else if let open = quote {
        if character == open { quote = nil } else { word?.append(character) }
      } else if character == "'" || character == "\"" {
        word = word ?? ""
        quote = character
      } else if character.isWhitespace {
        if let whole = word { words.append(whole) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    guard quote == nil, !isEscaped else { return nil }
    if let word { words.append(word) }
    return words
  }

  /// The line that is split into these words again.
  public static func line(_ words: [String]) -> String { words.map(ShellText.quoted).joined(separator: " ") }
}
