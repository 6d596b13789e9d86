import JSONText
import Terminal
import Widgets

/// Finding a text in an answer: `/` opens the line, what is typed is found at once, `n` and `N` go on.
extension AnswerView {
  /// Matches beyond this are not counted.
  private static let matchLimit = 10_000

  var isSearching: Bool { search != nil }

  mutating func startSearch() { search = FilterField(text: searched, placeholder: "text in keys and values") }

  mutating func handleSearch(_ event: Event) -> Bool {
    guard var field = search else { return false }
    let outcome = field.handle(event)
    search = field
    switch outcome {
    case .changed(let text): find(text)
    case .kept: search = nil
    case .cancelled(let text):
      find(text)
      search = nil
    case .handled: break
    case .ignored: return false
    }
    return true
  }

  private mutating func find(_ text: String) {
    searched = text
    view.setMatches(Self.ranges(of: text, in: bytes), text: text)
    search?.figures = text.isEmpty ? "" : view.matches.isEmpty ? "nothing found" : view.matchSummary
  }

  /// Where the text stands, whatever the case of its ASCII letters.
  static func ranges(of text: String, in bytes: [UInt8]) -> [Range<Int>] {
    let needle = text.utf8.map(\.lowercasedASCII)
    guard let first = needle.first, bytes.count >= needle.count else { return [] }
    var ranges: [Range<Int>] = []
    var index = 0
    let end = bytes.count - needle.count
    while index <= end, ranges.count < matchLimit {
      if bytes[index].lowercasedASCII == first,
        needle.indices.dropFirst().allSatisfy({ bytes[index + $0].lowercasedASCII == needle[$0] })
      {
        ranges.append(index..<index + needle.count)
        index += needle.count
      } else {
        index += 1
      }
    }
    return ranges
  }
}

extension UInt8 {
  fileprivate var lowercasedASCII: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}
