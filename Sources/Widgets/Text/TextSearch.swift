/// Finds text in text without regard to case.
enum TextSearch {
  static func words(of query: String) -> [String] {
    query.split(separator: " ").map { $0.lowercased() }
  }

  /// Whether a text holds a word that is in lower case already.
  static func contains(_ text: String, _ word: String) -> Bool { firstRange(of: word, in: text) != nil }

  /// Where it does, in UTF-8 offsets. Plain ASCII, by far the most, is compared byte by byte.
  static func firstRange(of word: String, in text: String, from start: Int = 0) -> Range<Int>? {
    if word.isEmpty { return nil }
    if word.utf8.allSatisfy({ $0 < 0x80 }) { return asciiRange(of: word, in: text, from: start) }
    let folded = Array(word)
    let characters = text.indices.lazy.filter { text.offset(of: $0) >= start }
    for index in characters {
      var place = index
      var count = 0
      while count < folded.count, place < text.endIndex, text[place].lowercased() == String(folded[count]) {
        place = text.index(after: place)
        count += 1
      }
      if count == folded.count { return text.offset(of: index)..<text.offset(of: place) }
    }
    return nil
  }

  private static func asciiRange(of word: String, in text: String, from start: Int) -> Range<Int>? {
    let needle = Array(word.utf8)
    let found: Range<Int>?? = text.utf8.withContiguousStorageIfAvailable { bytes -> Range<Int>? in
      guard bytes.count >= needle.count, start <= bytes.count - needle.count else { return nil }
      for place in start...(bytes.count - needle.count) where lower(bytes[place]) == needle[0] {
        var count = 1
        while count < needle.count, lower(bytes[place + count]) == needle[count] { count += 1 }
        if count == needle.count { return place..<place + count }
      }
      return nil
    }
    return found ?? nil
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }
}
