import Glibc
import Terminal

/// The C library's own, which its Swift module leaves out.
@_silgen_name("wcwidth") private func columns(of character: wchar_t) -> Int32

/// What a terminal would make of a frame: whether anything in it is not text, and whether its columns stay where they are.
enum FrameCheck {
  /// What is wrong with it, in words; the C library says how wide a terminal draws what stands in the cells.
  static func problems(in frame: Canvas) -> [String] {
    _ = setsUpWidths
    let size = frame.fullSize
    return (0..<size.rows).flatMap { row in
      problems(in: Array(frame.cells[row * size.columns..<(row + 1) * size.columns])).map { "row \(row): \($0)" }
    }
  }

  private static let setsUpWidths: Void = { setlocale(LC_CTYPE, "C.UTF-8") }()

  private static func problems(in cells: [Cell]) -> [String] {
    var problems: [String] = []
    var column = 0
    while column < cells.count {
      let cell = cells[column]
      let width = Int(cell.width)
      if !(1...2).contains(width) || column + width > cells.count {
        problems.append("column \(column) is \(width) wide")
        column += 1
        continue
      }
      if width == 2, cells[column + 1].width != 0 { problems.append("column \(column + 1) is drawn over") }
      for scalar in cell.glyph.unicodeScalars {
        if let name = forbidden(scalar) { problems.append("column \(column) holds \(name) U+\(hex(scalar))") }
      }
      let drawn = cell.glyph.unicodeScalars.reduce(0) { $0 + Int(columns(of: wchar_t($1.value))) }
      // A picture whose base is narrow is drawn with a space behind it.
      if drawn != width, !(width == 2 && drawn == 1) {
        problems.append("column \(column), “\(cell.glyph)”, is \(width) wide and drawn \(drawn) wide")
      }
      column += width
    }
    return problems
  }

  /// What may not reach a terminal: controls, what turns the direction, what cannot be seen, what is no character.
  private static func forbidden(_ scalar: Unicode.Scalar) -> String? {
    switch scalar.properties.generalCategory {
    case .control: "a control"
    case .format: "a format character"
    case .unassigned, .surrogate: "no character"
    case .lineSeparator, .paragraphSeparator: "a line break"
    default: nil
    }
  }

  private static func hex(_ scalar: Unicode.Scalar) -> String { String(scalar.value, radix: 16, uppercase: true) }
}
