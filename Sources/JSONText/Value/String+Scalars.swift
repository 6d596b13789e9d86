/// Marks are looked for by code point: a `Character` is a mark with whatever accents follow it, so that a quote before an
/// accent would be none, and would end what it stands in all the same.
extension String {
  /// The text with another in the place of every code point that is given.
  public func replacingScalar(_ scalar: Unicode.Scalar, with other: String) -> String {
    unicodeScalars.split(separator: scalar, omittingEmptySubsequences: false).map { String($0) }.joined(
      separator: other)
  }

  /// What stands before and after the first of a code point; nil where there is none.
  public func parts(around scalar: Unicode.Scalar) -> (before: String, after: String)? {
    guard let index = unicodeScalars.firstIndex(of: scalar) else { return nil }
    return (String(self[..<index]), String(self[unicodeScalars.index(after: index)...]))
  }
}
