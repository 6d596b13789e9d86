import Foundation

/// Whether two texts are the same bytes. Swift's own `==` also equates different spellings of one character,
/// which Customer.io tells apart.
func sameBytes(_ left: String, _ right: String) -> Bool {
  let same = left.utf8.withContiguousStorageIfAvailable { a in
    right.utf8.withContiguousStorageIfAvailable { b in
      guard a.count == b.count else { return false }
      guard let from = a.baseAddress, let to = b.baseAddress else { return true }
      return memcmp(from, to, a.count) == 0
    }
  }
  if let inner = same, let answer = inner { return answer }
  return left.utf8.elementsEqual(right.utf8)
}

/// A text whose identity is its bytes: the key of everything that is looked up by a name from outside.
struct ExactText: Hashable, Sendable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (left: ExactText, right: ExactText) -> Bool { sameBytes(left.text, right.text) }

  func hash(into hasher: inout Hasher) {
    let hashed: Void? = text.utf8.withContiguousStorageIfAvailable { bytes in
      hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
    }
    if hashed == nil {
      for byte in text.utf8 { hasher.combine(byte) }
    }
  }
}

extension String {
  /// What follows these bytes at the beginning; nil where it begins otherwise. A mark that combines with the last of
  /// them makes another character of it, and the same bytes.
  func after(_ prefix: String) -> String? {
    guard utf8.starts(with: prefix.utf8) else { return nil }
    return String(decoding: utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
  }
}
