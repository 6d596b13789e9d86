import Foundation
import Terminal
import Testing

@testable import Console

/// A frame as text that a reviewer can read: the rows, then the roles that their parts are drawn in.
///
/// What differs between runs (clock times, ports, generated identifiers, durations) is masked. Run the tests with
/// `CIO_CONSOLE_RECORD_SNAPSHOTS=1` to write the files anew, and look at the difference before you commit it.
@MainActor struct Snapshot {
  let text: String

  init(_ frame: Canvas) {
    let size = frame.fullSize
    var rows: [String] = []
    var roles: [String] = []
    for row in 0..<size.rows {
      let cells = Array(frame.cells[row * size.columns..<(row + 1) * size.columns])
      let line = Self.masked(cells.map(\.glyph).joined())
      rows.append(String(line.reversed().drop { $0 == " " }.reversed()))
      let runs = Self.runs(of: cells)
      if !runs.isEmpty { roles.append("\(row)  \(runs)") }
    }
    text = (rows + ["", "roles"] + roles).joined(separator: "\n") + "\n"
  }

  /// Roles by column, text in no role of its own left out. Where a masked text may be longer or shorter, only the
  /// order of the roles counts.
  private static func runs(of cells: [Cell]) -> String {
    var runs: [String] = []
    var previous: String?
    for cell in cells where cell.glyph != " " || cell.overlay != nil {
      let name = cell.role.rawValue + (cell.overlay.map { "+" + $0.rawValue } ?? "")
      if name != previous { runs.append(name) }
      previous = name
    }
    return runs == ["text"] ? "" : runs.joined(separator: " ")
  }

  private static func masked(_ line: String) -> String {
    let masked =
      line
      .replacing(/\d\d:\d\d:\d\d UTC/, with: "HH:MM:SS UTC")
      .replacing(/20\d\d-\d\d-\d\dT[\d:]+Z/, with: "YYYY-MM-DDTHH:MM:SSZ")
      .replacing(/\s+environment · (\w+)\s+\d+\/10\s*$/) { "  environment · \($0.1)  N/10" }
      .replacing(/\s+acme · (\w+)\s+\d+\/10\s*$/) { "  acme · \($0.1)  N/10" }
      .replacing(/\d+\/10\b/, with: "N/10")
      .replacing(/\b01[0-9A-HJKMNP-TV-Z]{6,24}(…|\b)/, with: "01ULID")
      .replacing(/127\.0\.0\.1:\d+/, with: "127.0.0.1:PORT")
      .replacing(/\b1[789]\d{8}\b/, with: "UNIXTIME")
    // What follows a text of another length stands elsewhere: there only the order counts.
    let loose =
      masked
      .replacing(/When         .*HH:MM:SS UTC, [\w ]+/, with: "When         THEN ")
      .replacing(/\bin \d+ (months?|days?|years?|h|min)\b/, with: "WHEN")
      .replacing(/[\d.]+ (ms|s)\b/, with: "N s")
      .replacing(/N s\s+│/, with: "N s │")
      .replacing(/seen (just now|\d+ \w+ ago)/, with: "seen WHEN")
    let isLoose = loose != masked || masked.contains("127.0.0.1:PORT") || masked.contains("01ULID")
    return isLoose ? loose.replacing(/\s{3,}/, with: "  ") : loose
  }
}

extension Stage {
  /// Compares the frame with the file of that name, or writes it where recording was asked for.
  func expectSnapshot(_ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let size = screen.size
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Snapshots/\(name)-\(size.columns)x\(size.rows).txt")
    let now = Snapshot(screen.frame).text
    if ProcessInfo.processInfo.environment["CIO_CONSOLE_RECORD_SNAPSHOTS"] != nil {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try now.write(to: file, atomically: true, encoding: .utf8)
      return
    }
    let expected = (try? String(contentsOf: file, encoding: .utf8)) ?? "(there is no \(file.lastPathComponent))"
    if now != expected {
      Issue.record("\(name) looks different. It was:\n\(expected)\nIt is:\n\(now)", sourceLocation: sourceLocation)
    }
  }
}
