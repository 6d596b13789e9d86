import Foundation
import Glibc
import Testing

/// The C library's own, which its Swift module leaves out.
@_silgen_name("wcwidth") private func columns(of character: wchar_t) -> Int32

/// Hostile text as a real terminal gets it: tmux judges how wide it is and what it does.
@Suite("Hostile text in a terminal") struct HostileTerminalTests {
  private static let texts = [
    "\u{1B}[31mred\u{1B}[0m", "\u{1B}]0;stolen title\u{7}", "\u{1B}]2;stolen title\u{1B}\\",
    "\u{9B}31m\u{9D}0;stolen title\u{9C}",
    "\u{1B}[2J\u{1B}[1;1Hover", "\u{1B}c", "\u{1B}]52;c;c3RvbGVu\u{7}", "a\rb\u{8}\u{8}\u{8}c", "a\tb\u{B}c",
    "\u{E}lqk\u{F}",
    "\u{202E}evil\u{202C}", "zero\u{200B}\u{FEFF}width", "e\u{301}\u{336}\u{35E}\u{327}\u{302}\u{303}\u{304}",
    "田中さんにあげて下さい",
    "ﾀﾁﾂﾃ ＡＢＣ", "👾 🙇 💁", "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽", "🇺🇸🇩🇪🇫", "1️⃣ #️⃣", "מرحبا שלום", "﷽ ﷺ", "\u{378}\u{FFFF}\u{E0041}",
    "\u{2028}\u{2029}\u{85}",
  ]

  @Test(
    "stays in its columns, and does nothing",
    arguments: [TerminalSize(columns: 80, rows: 24), TerminalSize(columns: 120, rows: 36)])
  func columnsStay(size: TerminalSize) async throws {
    try await Bench.use { bench in
      var arguments = ["customer", "upsert", "--customer-id", "naughty", "--email", "naughty@example.com"]
      for (number, text) in Self.texts.enumerated() { arguments += ["--attribute", "a\(10 + number)=\(text)"] }
      let run = try await bench.program.run(arguments)
      #expect(run.status == 0, "\(run)")
      try await bench.console("people/id:naughty", size) { console in
        try await console.wait(for: "a10")
        let title = await console.answer("display-message -p '#{pane_title}'")
        var seen: Set<String> = []
        for _ in 0..<40 where seen.count < Self.texts.count {
          // A page that is on its way has rows without their types.
          let screen = try await console.wait(until: "a page with all types") { screen in
            screen.contains("TYPE")
              && screen.split(separator: "\n").allSatisfy { !$0.contains(Self.name) || $0.contains("string") }
          }
          for row in try self.rows(of: screen) { seen.insert(row) }
          await console.press("PageDown")
        }
        #expect(seen.count == Self.texts.count, "\(seen)")
        #expect(await console.answer("display-message -p '#{pane_title}'") == title)
        #expect(await console.answer("list-buffers").isEmpty)
      }
    }
  }

  private static var name: Regex<Substring> { /\ba\d\d\b/ }

  /// The names of the attributes on the screen, each with its type where the column of types is.
  private func rows(of screen: String) throws -> [String] {
    let lines = screen.split(separator: "\n").map(String.init)
    let header = try #require(lines.first { $0.contains("TYPE") }, "\(screen)")
    let column = Self.width(of: header.prefix(upTo: try #require(header.range(of: "TYPE")).lowerBound))
    return try lines.compactMap { line in
      guard let name = line.firstMatch(of: Self.name) else { return nil }
      let type = try #require(line.range(of: "string?", options: .backwards), "\(line)")
      #expect(Self.width(of: line.prefix(upTo: type.lowerBound)) == column, "\(line)")
      return String(name.output)
    }
  }

  private static func width(of text: Substring) -> Int {
    _ = setsUpWidths
    return text.unicodeScalars.reduce(0) { $0 + max(0, Int(columns(of: wchar_t($1.value)))) }
  }

  private static let setsUpWidths: Void = { setlocale(LC_CTYPE, "C.UTF-8") }()
}
