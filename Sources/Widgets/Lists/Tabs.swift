import Terminal

/// A line of pages to change between, each with a count where it has one.
public struct Tabs: Widget {
  public struct Tab: Hashable, Sendable, Identifiable {
    public var id: String
    public var title: String
    public var count: String

    public init(id: String, title: String, count: String = "") {
      self.id = id
      self.title = title
      self.count = count
    }

    var columns: Int { SafeText.width(of: title) + (count.isEmpty ? 0 : SafeText.width(of: count) + 1) }
  }

  public enum Outcome: Hashable, Sendable {
    case selected(String)
    case handled
    case ignored
  }

  private static let gap = 3

  public var tabs: [Tab]
  public private(set) var index = 0
  private var size = Size(columns: 80, rows: 2)

  public init(_ tabs: [Tab]) { self.tabs = tabs }

  public var selected: Tab? { tabs.indices.contains(index) ? tabs[index] : nil }

  public mutating func select(_ id: String) {
    if let index = tabs.firstIndex(where: { $0.id == id }) { self.index = index }
  }

  public mutating func layout(in size: Size) { self.size = size }

  /// Left, right and the digits change the page.
  public mutating func handle(_ event: Event) -> Outcome {
    if let place = event.click {
      guard place.row == 0, let hit = places(in: size.columns).first(where: { $0.columns.contains(place.column) })
      else { return .ignored }
      return go(to: hit.index)
    }
    guard case .key(let key) = event, !tabs.isEmpty else { return .ignored }
    switch key {
    case .left, Key("h"), Key("["): return go(to: (index + tabs.count - 1) % tabs.count)
    case .right, Key("l"), Key("]"): return go(to: (index + 1) % tabs.count)
    default:
      guard let number = key.typed?.wholeNumberValue, number >= 1, number <= min(9, tabs.count) else { return .ignored }
      return go(to: number - 1)
    }
  }

  private mutating func go(to new: Int) -> Outcome {
    guard new != index else { return .handled }
    index = new
    return .selected(tabs[new].id)
  }

  /// The columns where the tabs that can be seen begin, by identifier.
  public func starts(in width: Int) -> [(id: String, column: Int)] {
    places(in: width).filter { $0.columns.lowerBound < width }.map { (tabs[$0.index].id, $0.columns.lowerBound) }
  }

  /// The tabs that fit, from the first one that lets the selected one in.
  private func places(in width: Int) -> [(index: Int, columns: Range<Int>)] {
    var first = 0
    func end(_ first: Int) -> Int { tabs[first...index].reduce(1) { $0 + $1.columns + Self.gap } }
    while first < index, tabs.indices.contains(index), end(first) > width { first += 1 }
    var start = first > 0 ? 3 : 1
    return tabs.indices.dropFirst(first).map { index in
      let range = start..<start + tabs[index].columns
      start = range.upperBound + Self.gap
      return (index, range)
    }
  }

  public func draw(on canvas: inout Canvas, focused: Bool) {
    let places = places(in: canvas.size.columns)
    if let first = places.first, first.index > 0 { canvas.put("…", at: Point(column: 1, row: 0), role: .muted) }
    for (index, columns) in places {
      let tab = tabs[index]
      let isSelected = index == self.index
      let used = canvas.put(
        tab.title, at: Point(column: columns.lowerBound, row: 0), role: isSelected ? .tabSelected : .tab)
      if !tab.count.isEmpty {
        canvas.put(tab.count, at: Point(column: columns.lowerBound + used + 1, row: 0), role: .muted)
      }
      // The line under the page at hand tells it without colour.
      if isSelected, canvas.size.rows > 1 {
        canvas.fill(
          Rect(column: columns.lowerBound, row: 1, columns: columns.count, rows: 1), with: "─",
          role: focused ? .accent : .rule)
      }
    }
    if let last = places.last, last.columns.upperBound > canvas.size.columns {
      canvas.put(" …", at: Point(column: canvas.size.columns - 2, row: 0), role: .muted)
    }
  }
}
