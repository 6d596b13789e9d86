import Terminal

/// Entries in groups that fold, found by a few letters: what there is to choose from, when there is much of it.
///
/// Without a query the groups stand one below the other. With one, the entries that match stand in a single list, best
/// one first, with what matched marked, and each with its group beside it.
public struct Outline: Widget {
  public struct Item: Hashable, Sendable, Identifiable {
    public var id: String
    /// A sign before everything else, one column wide.
    public var sign: String
    public var signRole: Role
    /// A short word in a column of its own.
    public var lead: String
    public var leadRole: Role
    public var title: String
    public var detail: String
    /// Stands at the right edge.
    public var trailing: String

    public init(
      id: String, sign: String = "", signRole: Role = .warning, lead: String = "", leadRole: Role = .text,
      title: String, detail: String = "", trailing: String = ""
    ) {
      self.id = id
      self.sign = sign
      self.signRole = signRole
      self.lead = lead
      self.leadRole = leadRole
      self.title = title
      self.detail = detail
      self.trailing = trailing
    }
  }

  public struct Group: Hashable, Sendable, Identifiable {
    public var id: String
    public var title: String
    public var items: [Item]
    /// Stands in the group's place while it has no entries.
    public var emptyText: String

    public init(id: String, title: String, items: [Item], emptyText: String = "") {
      self.id = id
      self.title = title
      self.items = items
      self.emptyText = emptyText
    }
  }

  public enum Outcome: Hashable, Sendable {
    /// Another line is selected.
    case selected
    /// Enter, or a click on the selected entry.
    case opened(String)
    case toggled(String)
    case handled
    case ignored
  }

  enum Line: Hashable, Sendable {
    case group(Int)
    /// The words of an empty group.
    case words(String)
    case item(group: Int, item: Int)
  }

  public private(set) var groups: [Group]
  public private(set) var unfolded: Set<String>
  public private(set) var query = ""
  /// Stands in place of entries when the query finds none.
  public var emptyText = ""
  var lines: [Line] = []
  var positions: [Line: MatchedParts] = [:]
  var cursor = ListCursor()
  /// The columns of the words before the titles, as wide as the longest of all.
  private(set) var leadColumns = 0
  private var size = Size(columns: 80, rows: 20)

  public init(groups: [Group] = [], unfolded: Set<String> = []) {
    self.groups = groups
    self.unfolded = unfolded
    measure()
    rebuild()
  }

  /// Puts other groups in place; selection, folds and query stay where they still mean something.
  public mutating func setGroups(_ groups: [Group]) {
    let kept = selectedID
    self.groups = groups
    measure()
    rebuild()
    if let kept { select(kept) }
  }

  /// Shows the entries of a group.
  public mutating func unfold(_ id: String) {
    guard unfolded.insert(id).inserted else { return }
    let kept = selectedID
    rebuild()
    if let kept { select(kept) }
  }

  /// Looks for something else. An empty query shows the groups again, with the same entry selected.
  public mutating func setQuery(_ query: String) {
    guard query != self.query else { return }
    let kept = query.isEmpty ? selected?.id : nil
    self.query = query
    rebuild()
    cursor.select(0)
    if let kept { select(kept) }
  }

  public var selected: Item? {
    guard lines.indices.contains(cursor.index), case .item(let group, let item) = lines[cursor.index] else {
      return nil
    }
    return groups[group].items[item]
  }

  /// The group of the selected line.
  public var selectedGroup: Group? {
    guard lines.indices.contains(cursor.index) else { return nil }
    switch lines[cursor.index] {
    case .group(let group), .item(let group, _): return groups[group]
    case .words: return nil
    }
  }

  private var selectedID: String? { selected?.id ?? selectedGroup?.id }

  /// The entries and groups in view, each with its row there.
  public var visible: [(id: String, title: String, row: Int)] {
    var view = cursor
    view.layout(count: lines.count, page: size.rows)
    return (0..<max(0, size.rows)).compactMap { row in
      guard lines.indices.contains(view.top + row) else { return nil }
      switch lines[view.top + row] {
      case .group(let group): return (groups[group].id, groups[group].title, row)
      case .item(let group, let item):
        return (groups[group].items[item].id, groups[group].items[item].title, row)
      case .words: return nil
      }
    }
  }

  public var itemCount: Int { groups.reduce(0) { $0 + $1.items.count } }
  /// The entries that the query found.
  public var foundCount: Int { query.isEmpty ? itemCount : lines.count }

  /// Selects an entry or a group, unfolding what hides it.
  @discardableResult
  public mutating func select(_ id: String) -> Bool {
    if query.isEmpty, let group = groups.first(where: { $0.items.contains { $0.id == id } }),
      !unfolded.contains(group.id)
    {
      unfolded.insert(group.id)
      rebuild()
    }
    guard let line = lines.firstIndex(where: { self.id(of: $0) == id }) else { return false }
    cursor.select(line)
    return true
  }

  func id(of line: Line) -> String? {
    switch line {
    case .group(let group): groups[group].id
    case .item(let group, let item): groups[group].items[item].id
    case .words: nil
    }
  }

  public mutating func layout(in size: Size) {
    self.size = size
    cursor.layout(count: lines.count, page: size.rows)
  }

  public mutating func handle(_ event: Event) -> Outcome {
    let before = cursor.index
    if let turn = event.wheel {
      cursor.scroll(by: turn * 3)
      return cursor.index == before ? .handled : .selected
    }
    if let place = event.click { return click(atRow: place.row) }
    guard case .key(let key) = event else { return .ignored }
    if cursor.move(key) { return cursor.index == before ? .handled : .selected }
    return fold(key)
  }

  private mutating func fold(_ key: Key) -> Outcome {
    guard let group = selectedGroup else { return .ignored }
    switch key {
    case .enter:
      if let selected { return .opened(selected.id) }
      return setFolded(unfolded.contains(group.id), group.id)
    case Key(" ") where selected == nil: return setFolded(unfolded.contains(group.id), group.id)
    case .right where query.isEmpty && selected == nil:
      if !unfolded.contains(group.id) { return setFolded(false, group.id) }
      cursor.select(cursor.index + 1)
      return .selected
    case .left where query.isEmpty:
      if selected != nil {
        select(group.id)
        return .selected
      }
      return setFolded(true, group.id)
    case Key("-") where query.isEmpty: return setAllFolded(true)
    case Key("+") where query.isEmpty, Key("*") where query.isEmpty: return setAllFolded(false)
    default: return .ignored
    }
  }

  private mutating func setFolded(_ isFolded: Bool, _ id: String) -> Outcome {
    if isFolded { unfolded.remove(id) } else { unfolded.insert(id) }
    rebuild()
    select(id)
    return .toggled(id)
  }

  private mutating func setAllFolded(_ isFolded: Bool) -> Outcome {
    let group = selectedGroup?.id
    let item = selected?.id
    unfolded = isFolded ? [] : Set(groups.map(\.id))
    rebuild()
    if let kept = isFolded ? group : item ?? group { select(kept) }
    return .toggled("")
  }

  private mutating func click(atRow row: Int) -> Outcome {
    let line = cursor.top + row
    guard lines.indices.contains(line) else { return .handled }
    let wasSelected = cursor.index == line
    cursor.select(line)
    switch lines[line] {
    case .group(let group): return setFolded(unfolded.contains(groups[group].id), groups[group].id)
    case .item(let group, let item): return wasSelected ? .opened(groups[group].items[item].id) : .selected
    case .words: return .selected
    }
  }

  private mutating func measure() {
    leadColumns = groups.reduce(0) { $1.items.reduce($0) { max($0, min(8, SafeText.width(of: $1.lead))) } }
  }

  private mutating func rebuild() {
    positions = [:]
    if query.isEmpty {
      lines = groups.indices.flatMap { index -> [Line] in
        let group = groups[index]
        guard unfolded.contains(group.id) else { return [.group(index)] }
        if group.items.isEmpty { return [.group(index), .words(group.emptyText)] }
        return [.group(index)] + group.items.indices.map { .item(group: index, item: $0) }
      }
    } else {
      find()
    }
    cursor.layout(count: lines.count, page: size.rows)
  }
}
