import JSONText
import Terminal

/// A row of bytes in hexadecimal, with their place before and their characters behind.
struct HexRow {
  let snapshot: JSONSnapshot
  let start: Int
  let step: Int

  private static let placeColumns = 10

  /// How many bytes a row holds: 16, or as many eights as a narrow place has room for.
  static func step(in columns: Int) -> Int {
    columns >= placeColumns + 2 + 16 * 4 + 3 ? 16 : 8
  }

  private func column(of index: Int) -> Int { Self.placeColumns + 2 + index * 3 + (index >= 8 ? 1 : 0) }
  private var textColumn: Int { column(of: step) + 1 }

  func draw(atLine line: Int, marks: [Range<Int>], current: Range<Int>?, on canvas: inout Canvas) {
    canvas.put(Self.hexadecimal(start, digits: 8), at: Point(column: 1, row: line), role: .jsonLineNumber)
    for (index, byte) in snapshot.bytes(start..<start + step).enumerated() {
      let isText = byte >= 0x20 && byte < 0x7F
      let role: Role = byte == 0 ? .muted : isText ? .text : .jsonNumber
      canvas.put(Self.hexadecimal(Int(byte), digits: 2), at: Point(column: column(of: index), row: line), role: role)
      canvas.put(
        isText ? String(UnicodeScalar(byte)) : "·", at: Point(column: textColumn + index, row: line),
        role: isText ? .text : .muted)
      guard let mark = marks.first(where: { $0.contains(start + index) }) else { continue }
      let overlay: Role = mark == current ? .matchCurrent : .match
      canvas.overlay(overlay, on: Rect(column: column(of: index), row: line, columns: 2, rows: 1))
      canvas.overlay(overlay, on: Rect(column: textColumn + index, row: line, columns: 1, rows: 1))
    }
  }

  private static func hexadecimal(_ number: Int, digits: Int) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
