import JSONText
import Terminal
import Widgets

/// How often each value stands in a column, and filtering by one of them.
extension TablePane {
  private nonisolated static let shownValues = 1_000

  func countSelectedColumn() {
    guard let column = grid.selectedColumn else { return }
    let counts = JSONValueCounts(of: column.id, rows: shownRows)
    let table = table
    work.start("counts", "Counting the values of \(column.title)") { [weak self] in
      var counts = counts
      var goesOn = true
      while goesOn {
        (counts, goesOn) = await Self.step(counts, table)
        guard !Task.isCancelled else { return }
      }
      let entries = await Self.entries(of: counts)
      guard !Task.isCancelled, let self else { return }
      show(counts, entries, column.title)
    }
  }

  @concurrent private static func step(
    _ counts: JSONValueCounts, _ table: JSONTable
  ) async -> (JSONValueCounts, Bool) {
    var counts = counts
    let end = ContinuousClock.now + .milliseconds(60)
    while counts.advance(in: table, rows: 1_000) {
      if Task.isCancelled || ContinuousClock.now >= end { return (counts, true) }
    }
    return (counts, false)
  }

  @concurrent private static func entries(of counts: JSONValueCounts) async -> [JSONValueCounts.Entry] {
    counts.entries(limit: shownValues)
  }

  private func show(_ counts: JSONValueCounts, _ values: [JSONValueCounts.Entry], _ title: String) {
    guard let host else { return }
    let total = max(1, counts.scannedCount)
    let entries = values.enumerated().map { number, value in
      let isWhole = value.text.utf8.count <= JSONValueCounts.textLimit
      return PaletteLayer.Entry(
        Widgets.Palette.Entry(
          id: "\(number)", title: value.text.isEmpty ? "(empty)" : value.text,
          detail: "\(Quantity.grouped(value.count))  \(value.count * 100 / total)%",
          disabledReason: isWhole ? nil : "It is too long to filter by.")
      ) { [weak self] in
        self?.filter(by: counts.key, value.text)
      }
    }
    let layer = PaletteLayer(shell: host, entries: entries, placeholder: "Which \(title)?")
    layer.note = note(counts, title)
    host.show(layer)
  }

  /// `12 values of plan in 380,000 rows · 3 rows have none · Enter filters by one`
  private func note(_ counts: JSONValueCounts, _ title: String) -> String {
    var parts = [
      "\(Quantity.text(counts.valueCount, "value", "values")) of \(title) in "
        + Quantity.text(counts.scannedCount, "row", "rows")
    ]
    if counts.missingCount > 0 { parts.append("\(Quantity.text(counts.missingCount, "row has", "rows have")) none") }
    if counts.otherCount > 0 {
      parts.append("\(Quantity.text(counts.otherCount, "row has", "rows have")) others")
    } else if counts.valueCount > Self.shownValues {
      parts.append("the first \(Quantity.grouped(Self.shownValues)) are here")
    }
    return (parts + ["Enter filters by one"]).joined(separator: " · ")
  }
}
