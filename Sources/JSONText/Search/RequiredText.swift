import CJSONScan

/// The longest text that stands in every match of an expression, as far as that is plain to see. Nothing is known of an
/// expression with anything unusual in it.
struct RequiredText: Hashable, Sendable {
  let bytes: [UInt8]
  let ignoresCase: Bool

  /// Nil where there is none.
  init?(of expression: String, ignoresCase: Bool) {
    var reader = Reader(text: Array(expression.utf8), ignoresCase: ignoresCase)
    guard reader.read(), !reader.longest.isEmpty else { return nil }
    bytes = reader.longest
    self.ignoresCase = ignoresCase
  }

  /// The first place in `text[start..<end]` where it stands.
  func place(in text: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int? {
    let place = cjson_find_bytes(text + start, end - start, bytes, bytes.count, ignoresCase)
    return place < end - start ? start + place : nil
  }

  /// Reads an expression from left to right, outside of its groups.
  private struct Reader {
    let text: [UInt8]
    let ignoresCase: Bool
    var at = 0
    var run: [UInt8] = []
    var longest: [UInt8] = []

    private var next: UInt8? { at < text.count ? text[at] : nil }

    /// False where the expression is beyond it.
    mutating func read() -> Bool {
      while let byte = next {
        at += 1
        switch byte {
        case UInt8(ascii: "|"), UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "+"),
          UInt8(ascii: "{"):
          return false
        case UInt8(ascii: "("):
          endRun()
          guard skipGroup(depth: 0), skipQuantifier() != nil else { return false }
        case UInt8(ascii: "["):
          endRun()
          guard skipClass(), skipQuantifier() != nil else { return false }
        case UInt8(ascii: "."):
          endRun()
          guard skipQuantifier() != nil else { return false }
        case UInt8(ascii: "^"), UInt8(ascii: "$"): endRun()
        case UInt8(ascii: "\\"):
          guard let escaped = next, escaped < 0x80 else { return false }
          at += 1
          if Self.isPunctuation(escaped) {
            guard readLiteral(escaped) else { return false }
          } else {
            // With no argument, unlike \x, \p or \1.
            guard "dDwWsSbBhHvVRAzZ".utf8.contains(escaped) else { return false }
            endRun()
            guard skipQuantifier() != nil else { return false }
          }
        default:
          guard readLiteral(byte) else { return false }
        }
      }
      endRun()
      return true
    }

    private mutating func readLiteral(_ byte: UInt8) -> Bool {
      let folded = ignoresCase ? byte | 0x20 : byte
      // Without case k matches the Kelvin sign and s the long s, which have other bytes. Line feeds stand between tokens.
      let isPlain =
        byte >= 0x20 && byte < 0x80
        && !(ignoresCase && (folded == UInt8(ascii: "k") || folded == UInt8(ascii: "s")))
      if !isPlain { endRun() }
      guard let quantifier = skipQuantifier() else { return false }
      guard isPlain else { return true }
      switch quantifier {
      case .none: run.append(byte)
      case .atLeastOne:
        run.append(byte)
        endRun()
      case .maybeNone: endRun()
      }
      return true
    }

    private mutating func endRun() {
      if run.count > longest.count { longest = run }
      run = []
    }

    private enum Quantifier {
      case none, atLeastOne, maybeNone
    }

    /// Nil where it is not one quantifier alone.
    private mutating func skipQuantifier() -> Quantifier? {
      let result: Quantifier
      switch next {
      case UInt8(ascii: "*"), UInt8(ascii: "?"): result = .maybeNone
      case UInt8(ascii: "+"): result = .atLeastOne
      case UInt8(ascii: "{"):
        guard let end = text[at...].firstIndex(of: UInt8(ascii: "}")) else { return nil }
        let parts = text[(at + 1)..<end].split(
          separator: UInt8(ascii: ","), maxSplits: 1, omittingEmptySubsequences: false)
        guard let least = parts.first, !least.isEmpty, parts.allSatisfy({ $0.allSatisfy(Self.isDigit) }) else {
          return nil
        }
        result = least.allSatisfy { $0 == UInt8(ascii: "0") } ? .maybeNone : .atLeastOne
        at = end
      default: return Quantifier.none
      }
      at += 1
      if next == UInt8(ascii: "?") || next == UInt8(ascii: "+") { at += 1 }
      let isLast = next.map { !"*?+{".utf8.contains($0) } ?? true
      return isLast ? result : nil
    }

    /// Skips a group behind its parenthesis. What begins with a question mark may change what follows it, so only groups
    /// that take nothing down, and those that look around, are known.
    private mutating func skipGroup(depth: Int) -> Bool {
      guard depth < 100 else { return false }
      if next == UInt8(ascii: "*") { return false }
      if next == UInt8(ascii: "?") {
        at += 1
        guard let kind = next, ":=!<>".utf8.contains(kind) else { return false }
        at += 1
      }
      while let byte = next {
        at += 1
        switch byte {
        case UInt8(ascii: ")"): return true
        case UInt8(ascii: "("): if !skipGroup(depth: depth + 1) { return false }
        case UInt8(ascii: "["): if !skipClass() { return false }
        case UInt8(ascii: "\\"):
          guard let escaped = next, escaped != UInt8(ascii: "Q"), escaped != UInt8(ascii: "c") else { return false }
          at += 1
        default: break
        }
      }
      return false
    }

    /// Skips a class behind its bracket.
    private mutating func skipClass() -> Bool {
      if next == UInt8(ascii: "^") { at += 1 }
      // A bracket in the first place is one of the characters.
      if next == UInt8(ascii: "]") { at += 1 }
      while let byte = next {
        at += 1
        switch byte {
        case UInt8(ascii: "]"): return true
        case UInt8(ascii: "\\"):
          guard let escaped = next, !"QEc".utf8.contains(escaped) else { return false }
          at += 1
        case UInt8(ascii: "["):
          // `[:alpha:]`, whose bracket does not end the class.
          guard next == UInt8(ascii: ":") else { break }
          guard let end = text[at...].firstIndex(of: UInt8(ascii: "]")), text[end - 1] == UInt8(ascii: ":"),
            end > at + 1
          else { return false }
          at = end + 1
        default: break
        }
      }
      return false
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private static func isPunctuation(_ byte: UInt8) -> Bool {
      let folded = byte | 0x20
      return byte > 0x20 && byte < 0x7F && !isDigit(byte)
        && !(folded >= UInt8(ascii: "a") && folded <= UInt8(ascii: "z"))
    }
  }
}
