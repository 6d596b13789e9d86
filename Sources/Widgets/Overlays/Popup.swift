import Terminal

/// A small list to choose from, filtered by what is typed.
///
/// It draws itself with its frame into the area it is given; ``wantedSize(within:)`` says how large that should be. While
/// entries are being fetched, or could not be, it says so in their place.
public struct Popup: Widget {
  public struct Entry: Hashable, Sendable, Identifiable {
    public var id: String
    public var title: String
    public var detail: String
    /// Why it can't be chosen; nil when it can.
    public var disabledReason: String?

    public init(id: String, title: String, detail: String = "", disabledReason: String? = nil) {
      self.id = id
      self.title = title
      self.detail = detail
      self.disabledReason = disabledReason
    }
  }

  public enum Status: Hashable, Sendable {
    case ready
    case loading
    case failed(String)
  }

  public enum Outcome: Hashable, Sendable {
    case chose(String)
    /// An entry that can't be chosen was, with the reason.
    case refused(String)
    case cancelled
    case handled
    case ignored
  }

  private struct Hit: Sendable {
    var entry: Entry
    var positions: [Int]
  }

  public var title: String
  public var status: Status
  /// What stands in place of entries when there are none.
  public var emptyText = "Nothing to choose from."
  public private(set) var entries: [Entry]
  private var filter = TextEditor(placeholder: "type to filter")
  private var hits: [Hit] = []
  private var cursor = ListCursor()

  public init(
    title: String = "", entries: [Entry], selected: String? = nil, filter: String = "", status: Status = .ready
  ) {
    self.title = title
    self.entries = entries
    self.status = status
    if !filter.isEmpty { self.filter.insert(filter) }
    search()
    if let selected, filter.isEmpty { select(selected) }
  }

  public var filterText: String { filter.text }
  public var selected: Entry? { cursor.index < hits.count ? hits[cursor.index].entry : nil }

  /// Puts other entries in place, with the filter and, where it is still there, the selection kept.
  public mutating func setEntries(_ entries: [Entry], status: Status = .ready) {
    let kept = selected?.id
    self.entries = entries
    self.status = status
    search()
    if let kept { select(kept) }
  }

  public mutating func select(_ id: String) {
    guard let index = hits.firstIndex(where: { $0.entry.id == id }) else { return }
    cursor.layout(count: hits.count, page: cursor.page)
    cursor.select(index)
  }

  /// The size with its frame that shows all of it, as far as there is room.
  public func wantedSize(within room: Size) -> Size {
    let widest = entries.prefix(200).reduce(SafeText.width(of: title) + 4) { most, entry in
      let detail = entry.detail.isEmpty ? 0 : SafeText.width(of: entry.detail) + 2
      return max(most, SafeText.width(of: entry.title) + detail)
    }
    // What stands in place of entries is read whole too.
    let emptiness = entries.isEmpty ? SafeText.width(of: emptyText) : 0
    let columns = min(max(max(widest, emptiness) + 6, 28), room.columns)
    return Size(columns: columns, rows: min(max(1, entries.count) + 3, 14, room.rows))
  }

  public mutating func layout(in size: Size) {
    filter.layout(in: Size(columns: max(1, size.columns - 4), rows: 1))
    cursor.layout(count: hits.count, page: max(1, size.rows - 3))
  }

  public mutating func handle(_ event: Event) -> Outcome {
    switch event {
    case .key(.escape): return .cancelled
    case .key(.enter), .key(.tab): return chooseSelected()
    case .key(let key) where cursor.move(key, letters: false): return .handled
    case .key, .paste:
      switch filter.handle(event) {
      case .changed:
        search()
        return .handled
      case .moved: return .handled
      case .ignored: return .ignored
      }
    case .mouse:
      if let turn = event.wheel {
        cursor.scroll(by: turn)
        return .handled
      }
      guard let place = event.click else { return .ignored }
      let row = place.row - 2 + cursor.top
      guard place.row >= 2, row < hits.count else { return .handled }
      cursor.select(row)
      return chooseSelected()
    case .resize, .focus: return .ignored
    }
  }

  private func chooseSelected() -> Outcome {
    guard let selected else { return .handled }
    if let reason = selected.disabledReason { return .refused(reason) }
    return .chose(selected.id)
  }

  private mutating func search() {
    let matcher = FuzzyMatcher(filter.text)
    if matcher.isEmpty {
      hits = entries.map { Hit(entry: $0, positions: []) }
    } else {
      hits = entries.enumerated()
        .compactMap { index, entry -> (hit: Hit, score: Int, index: Int)? in
          if let match = matcher.match(entry.title) {
            return (Hit(entry: entry, positions: match.positions), match.score, index)
          }
          return matcher.match(entry.title + " " + entry.detail + " " + entry.id)
            .map { (Hit(entry: entry, positions: []), $0.score - 40, index) }
        }
        .sorted { ($0.score, $1.index) > ($1.score, $0.index) }
        .map(\.hit)
    }
    cursor.layout(count: hits.count, page: cursor.page)
    cursor.select(0)
  }

  public func draw(on canvas: inout Canvas, focused: Bool) {
    canvas.frame(canvas.bounds, title: title)
    let inside = canvas.bounds.inset(columns: 2, rows: 1)
    guard !inside.isEmpty else { return }
    canvas.within(inside) { area in
      area.within(Rect(column: 0, row: 0, columns: area.size.columns, rows: 1)) {
        filter.draw(on: &$0, focused: focused)
      }
      var list = cursor
      list.layout(count: hits.count, page: area.size.rows - 1)
      for line in 0..<max(0, area.size.rows - 1) {
        let index = list.top + line
        guard index < hits.count else { break }
        draw(hits[index], isSelected: index == list.index, atRow: line + 1, on: &area)
      }
      if hits.isEmpty { drawEmptiness(on: &area) }
    }
  }

  private func draw(_ hit: Hit, isSelected: Bool, atRow row: Int, on area: inout Canvas) {
    let width = area.size.columns
    let role: Role = hit.entry.disabledReason == nil ? .dialog : .disabled
    let overlay: Role? = isSelected ? .selection : nil
    if isSelected {
      area.put("▌", at: Point(column: 0, row: row), role: .accent)
      area.overlay(.selection, on: Rect(column: 0, row: row, columns: width, rows: 1))
    }
    let detailWidth = SafeText.width(of: hit.entry.detail)
    // A long title leaves room for a short detail, such as a number: the two tell entries apart together.
    let kept = detailWidth == 0 ? 0 : min(detailWidth, width / 3) + 2
    let used = area.put(
      hit.entry.title, matched: hit.positions, at: Point(column: 2, row: row), role: role, columns: width - 2 - kept,
      overlay: overlay)
    if detailWidth > 0 {
      let columns = min(detailWidth, width - used - 4)
      area.put(
        hit.entry.detail, at: Point(column: width - columns, row: row), role: .muted, columns: columns,
        overlay: overlay)
    }
  }

  private func drawEmptiness(on area: inout Canvas) {
    let place = Point(column: 2, row: 1)
    switch status {
    case .loading: area.put("Loading …", at: place, role: .muted)
    case .failed(let reason): area.put(reason, at: place, role: .danger)
    case .ready: area.put(entries.isEmpty ? emptyText : "Nothing matches.", at: place, role: .muted)
    }
  }
}
