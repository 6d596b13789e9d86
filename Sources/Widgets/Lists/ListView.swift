import Terminal

/// A list of titles with a word beside each, in groups: menus, modules, settings.
public struct ListView: Widget {
  public struct Item: Hashable, Sendable, Identifiable {
    public var id: String
    public var title: String
    public var detail: String
    /// The key that does the same, at the right.
    public var keyHint: String
    /// Why it can't be chosen; nil when it can.
    public var disabledReason: String?
    public var role: Role

    public init(
      id: String, title: String, detail: String = "", keyHint: String = "", disabledReason: String? = nil,
      role: Role = .text
    ) {
      self.id = id
      self.title = title
      self.detail = detail
      self.keyHint = keyHint
      self.disabledReason = disabledReason
      self.role = role
    }
  }

  public struct Group: Hashable, Sendable {
    public var title: String
    public var items: [Item]

    public init(title: String = "", items: [Item]) {
      self.title = title
      self.items = items
    }
  }

  public enum Outcome: Hashable, Sendable {
    case selected(String)
    case chose(String)
    /// An item that can't be chosen was, with the reason.
    case refused(String)
    case handled
    case ignored
  }

  /// What stands on a line: a group's title, a space between groups, or an item.
  enum Line: Hashable, Sendable {
    case title(String)
    case space
    case item(Int)
  }

  public private(set) var groups: [Group]
  public var emptyText = ""
  private var items: [Item] = []
  private var lines: [Line] = []
  private var selectedItem = 0
  private var top = 0
  private var size = Size(columns: 80, rows: 20)

  public init(groups: [Group]) {
    self.groups = groups
    rebuild()
  }

  public init(items: [Item]) { self.init(groups: [Group(items: items)]) }

  /// Puts other items in place; the selection stays on its item where that is still there.
  public mutating func setGroups(_ groups: [Group]) {
    let kept = selected?.id
    self.groups = groups
    rebuild()
    if let kept { select(kept) }
  }

  public var selected: Item? { items.indices.contains(selectedItem) ? items[selectedItem] : nil }

  public mutating func select(_ id: String) {
    if let index = items.firstIndex(where: { $0.id == id }) { selectedItem = index }
    top = visibleTop(in: size)
  }

  public mutating func layout(in size: Size) {
    self.size = size
    top = visibleTop(in: size)
  }

  public mutating func handle(_ event: Event) -> Outcome {
    if let turn = event.wheel { return move(to: selectedItem + turn) }
    if let place = event.click { return click(atRow: place.row) }
    guard case .key(let key) = event else { return .ignored }
    switch key {
    case .enter: return choose()
    default:
      var cursor = ListCursor()
      cursor.layout(count: items.count, page: size.rows)
      cursor.select(selectedItem)
      return cursor.move(key) ? move(to: cursor.index) : .ignored
    }
  }

  private mutating func move(to index: Int) -> Outcome {
    let index = min(max(0, index), max(0, items.count - 1))
    guard index != selectedItem, items.indices.contains(index) else { return .handled }
    selectedItem = index
    top = visibleTop(in: size)
    return .selected(items[index].id)
  }

  private func choose() -> Outcome {
    guard let selected else { return .handled }
    if let reason = selected.disabledReason { return .refused(reason) }
    return .chose(selected.id)
  }

  private mutating func click(atRow row: Int) -> Outcome {
    guard lines.indices.contains(top + row), case .item(let index) = lines[top + row] else { return .handled }
    selectedItem = index
    return choose()
  }

  private mutating func rebuild() {
    items = groups.flatMap(\.items)
    lines = []
    var next = 0
    for group in groups {
      if !lines.isEmpty { lines.append(.space) }
      if !group.title.isEmpty { lines.append(.title(group.title)) }
      for _ in group.items {
        lines.append(.item(next))
        next += 1
      }
    }
    selectedItem = min(selectedItem, max(0, items.count - 1))
    top = visibleTop(in: size)
  }

  /// The title above the first item of a group comes into view with it.
  private func visibleTop(in size: Size) -> Int {
    guard let line = lines.firstIndex(of: .item(selectedItem)) else { return 0 }
    var first = line
    while first > 0, case .title = lines[first - 1] { first -= 1 }
    if selectedItem == 0 { first = 0 }
    let lowest = max(0, line - max(1, size.rows) + 1)
    return max(0, min(max(min(top, first), lowest), lines.count - size.rows))
  }

  public func draw(on canvas: inout Canvas, focused: Bool) {
    let top = visibleTop(in: canvas.size)
    let titleColumns = min(
      items.reduce(0) { $1.standsAlone ? $0 : max($0, SafeText.width(of: $1.title)) }, canvas.size.columns / 2)
    for row in 0..<max(0, canvas.size.rows) {
      guard lines.indices.contains(top + row) else { break }
      switch lines[top + row] {
      case .space: break
      case .title(let title): canvas.put(title, at: Point(column: 1, row: row), role: .columnTitle)
      case .item(let index):
        draw(
          items[index], titleColumns: titleColumns, atRow: row, isSelected: index == selectedItem, focused: focused,
          on: &canvas)
      }
    }
    if items.isEmpty { canvas.put(emptyText, at: Point(column: 3, row: 0), role: .muted) }
  }

  private func draw(
    _ item: Item, titleColumns: Int, atRow row: Int, isSelected: Bool, focused: Bool, on canvas: inout Canvas
  ) {
    let width = canvas.size.columns
    let role: Role = item.disabledReason == nil ? item.role : .disabled
    let used = canvas.put(
      item.title, at: Point(column: 3, row: row), role: role, columns: item.standsAlone ? width - 4 : titleColumns)
    let detailColumn = 3 + titleColumns + 3
    let hintColumns = item.keyHint.isEmpty ? 0 : SafeText.width(of: item.keyHint) + 2
    canvas.put(
      item.disabledReason ?? item.detail, at: Point(column: detailColumn, row: row), role: .muted,
      columns: max(0, width - detailColumn - hintColumns - 1))
    if hintColumns > 0 {
      canvas.put(item.keyHint, at: Point(column: width - hintColumns + 1, row: row), role: .hintKey)
    }
    if isSelected {
      canvas.markSelected(
        row: row, bar: 1, upTo: 3 + (item.standsAlone ? used : titleColumns) + 1, focused: focused)
    }
  }
}

extension ListView.Item {
  /// Nothing stands beside the title, so that it may take the whole row.
  fileprivate var standsAlone: Bool { detail.isEmpty && keyHint.isEmpty && disabledReason == nil }
}
