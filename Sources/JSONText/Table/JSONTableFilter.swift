import CJSONScan

/// Which rows of a table are shown: those that hold every word of a text, where a word may also be `key=text`, `key!=text`,
/// `key<number` or `key>number`.
public struct JSONTableFilter: Hashable, Sendable {
  private enum Test: Hashable, Sendable {
    case word([UInt8])
    case equal(String, String)
    case different(String, String)
    case less(String, Double)
    case greater(String, Double)
  }

  public let text: String
  private let tests: [Test]

  public init(_ text: String) {
    self.text = text
    tests = text.split(separator: " ").map { Self.test(String($0)) }
  }

  public var isEmpty: Bool { tests.isEmpty }

  private static func test(_ word: String) -> Test {
    for sign in ["!=", "=", "<", ">"] {
      guard let range = word.firstRange(of: sign), range.lowerBound > word.startIndex else { continue }
      let (key, value) = (String(word[..<range.lowerBound]), String(word[range.upperBound...]))
      switch sign {
      case "!=": return .different(key, value)
      case "=": return .equal(key, value)
      case "<": if let number = Double(value) { return .less(key, number) }
      default: if let number = Double(value) { return .greater(key, number) }
      }
    }
    return .word(word.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 })
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
