import Terminal

/// Every command and place, found by a few letters, each with its key beside it.
///
/// What can do nothing here keeps its place, dimmed, and says why when chosen.
public struct Palette: Widget {
  public struct Entry: Hashable, Sendable, Identifiable {
    public var id: String
    public var title: String
    /// Where it leads or what it does, in a few words; searched too.
    public var detail: String
    /// The key that does the same.
    public var keyHint: String
    public var disabledReason: String?

    public init(
      id: String, title: String, detail: String = "", keyHint: String = "", disabledReason: String? = nil
    ) {
      self.id = id
      self.title = title
      self.detail = detail
      self.keyHint = keyHint
      self.disabledReason = disabledReason
    }
  }

  public enum Outcome: Hashable, Sendable {
    case chose(String)
    /// An entry that can do nothing here was chosen, with the reason.
    case refused(String)
    case cancelled
    /// What is asked for has changed.
    case changed(String)
    case handled
    case ignored
  }

  struct Hit: Sendable {
    var entry: Entry
    var titlePositions: [Int]
    var detailPositions: [Int]
  }

  private static let detailPenalty = 30

  public private(set) var entries: [Entry]
  var field: TextEditor
  var hits: [Hit] = []
  var cursor = ListCursor()
  var size = Size(columns: 80, rows: 24)

  public init(entries: [Entry], query: String = "", placeholder: String = "Where to, or what to do?") {
    self.entries = entries
    field = TextEditor(text: query, placeholder: placeholder)
    search()
  }

  public var query: String { field.text }
  public var selected: Entry? { cursor.index < hits.count ? hits[cursor.index].entry : nil }

  /// Puts other entries in place, say when more were found for what is asked.
  public mutating func setEntries(_ entries: [Entry]) {
    let kept = selected?.id
    self.entries = entries
    search()
    if let kept, let index = hits.firstIndex(where: { $0.entry.id == kept }) { cursor.select(index) }
  }

  public mutating func layout(in size: Size) {
    self.size = size
    let frame = frame(in: size)
    field.layout(in: Size(columns: max(1, frame.columns - 6), rows: 1))
    cursor.layout(count: hits.count, page: max(1, frame.rows - 4))
  }

  public mutating func handle(_ event: Event) -> Outcome {
    switch event {
    case .key(.escape), .key(.control("c")): return .cancelled
    case .key(.enter): return choose()
    case .key(.tab): return .handled
    case .key(let key) where cursor.move(key, letters: false): return .handled
    case .key, .paste:
      switch field.handle(event) {
      case .changed:
        search()
        return .changed(field.text)
      case .moved: return .handled
      case .ignored: return .ignored
      }
    case .mouse: return handleMouse(event)
    case .resize, .focus: return .ignored
    }
  }

  private func choose() -> Outcome {
    guard let selected else { return .handled }
    if let reason = selected.disabledReason { return .refused(reason) }
    return .chose(selected.id)
  }

  private mutating func handleMouse(_ event: Event) -> Outcome {
    if let turn = event.wheel {
      cursor.scroll(by: turn)
      return .handled
    }
    guard let place = event.click else { return .ignored }
    let frame = frame(in: size)
    guard frame.contains(place) else { return .cancelled }
    let index = place.row - frame.row - 3 + cursor.top
    guard place.row >= frame.row + 3, index < hits.count else { return .handled }
    cursor.select(index)
    return choose()
  }

  /// The best matches first; a match in the title before one in the words beside it.
  private mutating func search() {
    let matcher = FuzzyMatcher(field.text)
    if matcher.isEmpty {
      hits = entries.map { Hit(entry: $0, titlePositions: [], detailPositions: []) }
    } else {
      // A route that is typed whole is meant.
      let typed = field.text.filter { $0 != " " }
      hits = entries.enumerated()
        .compactMap { index, entry -> (hit: Hit, score: Int, index: Int)? in
          let isUsable = entry.disabledReason == nil ? 0 : -20
          if entry.detail == typed {
            let positions = Array(0..<entry.detail.count)
            return (Hit(entry: entry, titlePositions: [], detailPositions: positions), Int.max, index)
          }
          if let match = matcher.match(entry.title) {
            return (
              Hit(entry: entry, titlePositions: match.positions, detailPositions: []), match.score + isUsable, index
            )
          }
          let titleCount = entry.title.count + 1
          return matcher.match(entry.title + " " + entry.detail).map { match in
            let title = match.positions.filter { $0 < titleCount - 1 }
            let detail = match.positions.filter { $0 >= titleCount }.map { $0 - titleCount }
            return (
              Hit(entry: entry, titlePositions: title, detailPositions: detail),
              match.score - Self.detailPenalty + isUsable, index
            )
          }
        }
        .sorted { ($0.score, $1.index) > ($1.score, $0.index) }
        .map(\.hit)
    }
    cursor.layout(count: hits.count, page: cursor.page)
    cursor.select(0)
  }

  /// Near the top, where the eye is.
  func frame(in size: Size) -> Rect {
    let columns = min(76, size.columns)
    let rows = min(max(1, entries.count) + 4, 20, size.rows)
    return Rect(
      column: (size.columns - columns) / 2, row: min(2, max(0, size.rows - rows)), columns: columns, rows: rows)
  }
}
