import CJSONScan

/// Which rows of a table are shown: those that hold every word of a text, where a word may also be `key=text`, `key!=text`,
/// `key<number` or `key>number`. Double quotes hold together what has spaces; a backslash stands before a quote that is meant.
public struct JSONTableFilter: Hashable, Sendable {
  private enum Test: Hashable, Sendable {
    case word([UInt8])
    case equal(String, String)
    case different(String, String)
    case less(String, Double)
    case greater(String, Double)
  }

  public let text: String
  /// The keys that its conditions ask for, in order.
  public let keys: [String]
  /// Words that begin like `key<number` and have no number, with their key and sign; they are looked for as text.
  public let unclear: [(word: String, key: String, sign: Character)]
  private let tests: [Test]

  public init(_ text: String) {
    self.text = text
    let words = Self.words(text)
    tests = words.map(Self.test)
    keys = tests.compactMap { test in
      switch test {
      case .word: nil
      case .equal(let key, _), .different(let key, _), .less(let key, _), .greater(let key, _): key
      }
    }
    unclear = zip(words, tests).compactMap { letters, test in
      guard case .word = test, let place = Self.signPlace(in: letters) else { return nil }
      return (
        String(letters.map(\.character)), String(letters[..<place].map(\.character)), letters[place].character
      )
    }
  }

  public static func == (one: JSONTableFilter, other: JSONTableFilter) -> Bool { one.text == other.text }
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }

  public var isEmpty: Bool { tests.isEmpty }

  /// The filter for what has this text under a key.
  public static func equality(of key: String, and text: String) -> String { quoted(key) + "=" + quoted(text) }

  /// A text as one word of a filter.
  public static func quoted(_ text: String) -> String {
    guard text.isEmpty || text.contains(where: { " \"\\=!<>".contains($0) }) else { return text }
    return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  /// A character of a word, and whether it stood in quotes and so is no sign.
  private typealias Letter = (character: Character, isQuoted: Bool)

  private static func words(_ text: String) -> [[Letter]] {
    var words: [[Letter]] = []
    var word: [Letter] = []
    // A word may be empty where it stands in quotes.
    var isWord = false
    var (isQuoted, isEscaped) = (false, false)
    for character in text {
      if isEscaped {
        word.append((character, true))
        isEscaped = false
      } else if isQuoted, character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        isQuoted.toggle()
        isWord = true
      } else if character == " ", !isQuoted {
        if isWord { words.append(word) }
        word.removeAll()
        isWord = false
      } else {
        word.append((character, isQuoted))
        isWord = true
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  private static func test(_ word: [Letter]) -> Test {
    let whole = String(word.map(\.character))
    if let place = signPlace(in: word) {
      let key = String(word[..<place].map(\.character))
      let sign = word[place].character
      let value = String(word[(place + (sign == "!" ? 2 : 1))...].map(\.character))
      switch (sign, Double(value)) {
      case ("!", _): return .different(key, value)
      case ("=", _): return .equal(key, value)
      case ("<", let number?): return .less(key, number)
      case (">", let number?): return .greater(key, number)
      default: break
      }
    }
    return .word(whole.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 })
  }

  /// Where a condition's sign stands behind its key.
  private static func signPlace(in word: [Letter]) -> Int? {
    word.indices.first { position in
      guard position > 0, !word[position].isQuoted else { return false }
      let isBang = word[position].character == "!" && position + 1 < word.count && word[position + 1].character == "="
      return isBang || "=<>".contains(word[position].character)
    }
  }

  func passes(_ element: JSONNode, in table: JSONTable) -> Bool {
    var missing = tests
    var isRefused = false
    let snapshot = table.snapshot
    table.forEachMember(of: UInt64(element.offset)) { key, value in
      let cell = JSONCell(value, in: snapshot)
      missing.removeAll { test in
        switch test {
        case .word(let word): return cell.contains(word, in: snapshot)
        case .equal(let name, let text):
          return JSONTable.equal(key, name, in: snapshot) && cell.text(in: snapshot) == text
        case .different(let name, let text):
          if JSONTable.equal(key, name, in: snapshot), cell.text(in: snapshot) == text { isRefused = true }
          return false
        case .less(let name, let limit):
          return JSONTable.equal(key, name, in: snapshot) && cell.number(in: snapshot).map { $0 < limit } ?? false
        case .greater(let name, let limit):
          return JSONTable.equal(key, name, in: snapshot) && cell.number(in: snapshot).map { $0 > limit } ?? false
        }
      }
      return !missing.isEmpty && !isRefused
    }
    return !isRefused
      && missing.allSatisfy {
        if case .different = $0 { true } else { false }
      }
  }
}

extension JSONCell {
  /// Whether bytes hold a word in lower case, whatever their own case.
  static func holds(_ bytes: UnsafeRawBufferPointer, _ word: [UInt8]) -> Bool {
    let start = bytes.bindMemory(to: UInt8.self).baseAddress
    return cjson_find_bytes(start, bytes.count, word, word.count, true) < bytes.count
  }
}
