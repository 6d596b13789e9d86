/// What one cell prints: a base character and at most four marks, flat in memory, with the columns it takes.
///
/// Five code points are what curses keeps in a cell.
struct Glyph: Hashable, Sendable {
  /// The base's scalar value in the low 24 bits, the width above it.
  private var head: UInt32
  private var marks: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)

  static let maximumMarks = 4
  static let space = Glyph(base: 0x20, width: 1)
  /// The second column of a wide character.
  static let continuation = Glyph(base: 0, width: 0)
  static let ellipsis = Glyph(base: 0x2026, width: 1)

  @inline(__always)
  init(base: UInt32, width: Int) { head = base | UInt32(truncatingIfNeeded: width) << 24 }

  @inline(__always) var base: UInt32 { head & 0xFF_FFFF }
  @inline(__always) var width: Int {
    get { Int(head >> 24) }
    set { head = base | UInt32(truncatingIfNeeded: newValue) << 24 }
  }

  var hasMarks: Bool { marks.0 != 0 }

  /// Adds a mark and answers whether there was room for it.
  mutating func append(mark: UInt32) -> Bool {
    if marks.0 == 0 {
      marks.0 = mark
    } else if marks.1 == 0 {
      marks.1 = mark
    } else if marks.2 == 0 {
      marks.2 = mark
    } else if marks.3 == 0 {
      marks.3 = mark
    } else {
      return false
    }
    return true
  }

  /// The base and the marks, in order.
  func forEachScalar(_ body: (UInt32) -> Void) {
    guard base != 0 else { return }
    body(base)
    guard marks.0 != 0 else { return }
    body(marks.0)
    if marks.1 != 0 { body(marks.1) }
    if marks.2 != 0 { body(marks.2) }
    if marks.3 != 0 { body(marks.3) }
  }

  var string: String {
    if head == 0x0100_0020 { return " " }
    var scalars = String.UnicodeScalarView()
    forEachScalar { if let scalar = Unicode.Scalar($0) { scalars.append(scalar) } }
    return String(scalars)
  }

  @inline(__always)
  static func == (left: Glyph, right: Glyph) -> Bool { left.head == right.head && left.marks == right.marks }

  func hash(into hasher: inout Hasher) {
    hasher.combine(head)
    hasher.combine(marks.0)
    hasher.combine(marks.1)
    hasher.combine(marks.2)
    hasher.combine(marks.3)
  }
}
