/// One row of the pretty-printed view, cut to the width asked for.
public struct JSONRow: Hashable, Sendable {
  /// The row's position among the visible ones, from 0.
  public var index: Int
  /// The row's number in the whole text unfolded, from 1; folding does not change it.
  public var line: Int
  /// Levels to indent.
  public var depth: Int
  public var spans: [JSONSpan]
  /// The value the row shows, opens or closes; nil for a row without one, as a stray comma has.
  public var node: JSONNode?
  public var kind: Kind
  /// Whether the row opens a container that is not empty, or shows one folded.
  public var isFoldable: Bool
  public var isFolded: Bool
  /// Members or elements, for a row that opens a container or shows one folded.
  public var childCount: Int?
  /// The row's own bytes in the document, without what is folded away; up to where it is cut.
  public var range: Range<Int>
  /// Whether a string or a run of bytes is longer than what the spans show of it.
  public var isCut: Bool

  public enum Kind: Hashable, Sendable {
    case scalar
    case opening
    case closing
    /// The note after a text that ends too early. It belongs to no bytes.
    case end
  }

  /// The spans' text, one after another.
  public var text: String { spans.map(\.text).joined() }
}

/// A run of a row's text in one style.
public struct JSONSpan: Hashable, Sendable {
  public var text: String
  public var kind: Kind
  /// The bytes in the document it stands for; empty for what is made up, as a summary.
  public var range: Range<Int>
  /// Whether it belongs to a range that was to be highlighted.
  public var isMatch = false

  public enum Kind: Hashable, Sendable {
    case key
    case string
    case number
    case boolean
    case null
    case punctuation
    /// Said by the view, not by the document: `3 keys`, `…`.
    case summary
    /// What is no JSON.
    case error
  }
}

/// A value in a document, named by the offset of its first byte. It stays the same while bytes are appended.
public struct JSONNode: Hashable, Sendable, Comparable {
  public var offset: Int

  public init(offset: Int) {
    self.offset = offset
  }

  public static func < (left: JSONNode, right: JSONNode) -> Bool { left.offset < right.offset }
}
