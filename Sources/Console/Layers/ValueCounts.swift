import Terminal
import Widgets

/// The values that stand in a table's columns, counted: the most frequent first. A column of all different values, such
/// as an identifier, tells nothing and is left out.
struct ValueCounts {
  struct Entry: Hashable {
    var column: String
    var value: String
    var count: Int
  }

  let entries: [Entry]

  /// - Parameter exact: columns whose values are times or the like, which nobody groups by.
  init(_ table: Table) {
    var entries: [Entry] = []
    let rows = table.visibleRows
    for (index, column) in table.columns.enumerated() {
      var counts: [String: Int] = [:]
      for row in rows where row.cells.indices.contains(index) { counts[row.cells[index].text, default: 0] += 1 }
      guard counts.values.contains(where: { $0 > 1 }) else { continue }
      entries += counts.filter { !$0.key.isEmpty }.map { Entry(column: column.title, value: $0.key, count: $0.value) }
        .sorted { ($1.count, $0.value) < ($0.count, $1.value) }
    }
    self.entries = entries
  }
}

extension PaletteLayer {
  /// Shows how often each value stands in a table; the chosen one becomes the filter.
  static func counts(
    of table: Table, shell: any Shell, filter: @escaping @MainActor (String) -> Void
  ) -> PaletteLayer {
    let entries = ValueCounts(table).entries.prefix(500).enumerated().map { index, entry in
      Entry(
        Widgets.Palette.Entry(
          id: "\(index)", title: entry.value, detail: entry.column, keyHint: Quantity.grouped(entry.count))
      ) { filter(entry.value) }
    }
    let layer = PaletteLayer(shell: shell, entries: entries, placeholder: "Which value?")
    layer.note =
      "How often each value stands in the \(Quantity.text(table.visibleCount, "row", "rows")) shown. Enter filters by it."
    return layer
  }
}
