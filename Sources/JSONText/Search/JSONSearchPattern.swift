import CPCRE2

/// What to search for: text as it is, or a regular expression.
public struct JSONSearchPattern: Sendable {
  enum Method: Sendable {
    case literal([UInt8], ignoresCase: Bool)
    case expression(RegularExpression)
  }

  let method: Method
  /// As it was written.
  public let text: String
  public let isRegularExpression: Bool

  /// Finds `text` as it is. An empty text is found nowhere.
  public init(literal text: String, ignoresCase: Bool = false) {
    self.text = text
    isRegularExpression = false
    // Only ASCII has both cases in one byte; for others the expressions know the pairs.
    if ignoresCase, !text.utf8.allSatisfy({ $0 < 0x80 }),
      let expression = try? RegularExpression(text, ignoresCase: true, isLiteral: true)
    {
      method = .expression(expression)
    } else {
      method = .literal(Array(text.utf8), ignoresCase: ignoresCase)
    }
  }

  /// Finds what a regular expression of Perl's kind (PCRE2) matches. `^` and `$` match at the ends of a string and of each line
  /// in it; a match never reaches beyond one string or number.
  public init(regularExpression text: String, ignoresCase: Bool = false) throws(JSONSearchError) {
    self.text = text
    isRegularExpression = true
    method = .expression(try RegularExpression(text, ignoresCase: ignoresCase))
  }

  /// The same, matched token by token without the shorter ways: slowly, and with the same result.
  init(plainRegularExpression text: String, ignoresCase: Bool = false) throws(JSONSearchError) {
    self.text = text
    isRegularExpression = true
    method = .expression(try RegularExpression(text, ignoresCase: ignoresCase, isPlain: true))
  }
}

/// Why a regular expression cannot be used.
public struct JSONSearchError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One sentence, in the words of PCRE2.
  public let reason: String
  /// Characters of the expression before the place.
  public let position: Int

  public var description: String { "\(reason) (at character \(position + 1))" }
}
