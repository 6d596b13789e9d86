import Terminal

/// A node of a tree, with its children.
public struct TreeNode: Hashable, Sendable, Identifiable {
  public var id: String
  public var title: String
  /// Stands at the right, say a count.
  public var detail: String
  public var role: Role
  public var children: [TreeNode]

  public init(id: String, title: String, detail: String = "", role: Role = .text, children: [TreeNode] = []) {
    self.id = id
    self.title = title
    self.detail = detail
    self.role = role
    self.children = children
  }
}

/// Nodes that unfold: groups of routes, the parts of an answer.
public struct TreeView: Widget {
  public enum Outcome: Hashable, Sendable {
    case selected(String)
    /// Enter on a node without children.
    case chose(String)
    case toggled(String)
    case handled
    case ignored
  }

  struct Line: Hashable, Sendable {
    var node: TreeNode
    var depth: Int
    var parent: Int?
  }

  public private(set) var roots: [TreeNode]
  public private(set) var unfolded: Set<String>
  public var emptyText = ""
  private var lines: [Line] = []
  private var cursor = ListCursor()

  public init(roots: [TreeNode], unfolded: Set<String> = []) {
    self.roots = roots
    self.unfolded = unfolded
    rebuild()
  }

  /// Puts other nodes in place; selection and folds stay where their nodes are still there.
  public mutating func setRoots(_ roots: [TreeNode]) {
    let kept = selected?.id
    self.roots = roots
    rebuild()
    if let kept { select(kept) }
  }

  public var selected: TreeNode? { lines.indices.contains(cursor.index) ? lines[cursor.index].node : nil }

  /// Selects a node that is in view or can be unfolded into it.
  @discardableResult
  public mutating func select(_ id: String) -> Bool {
    if let path = path(to: id, in: roots) {
      unfolded.formUnion(path)
      rebuild()
    }
    guard let index = lines.firstIndex(where: { $0.node.id == id }) else { return false }
    cursor.select(index)
    return true
  }

  public mutating func setFolded(_ isFolded: Bool, _ id: String) {
    if isFolded { unfolded.remove(id) } else { unfolded.insert(id) }
    rebuild()
  }

  public mutating func setAllFolded(_ isFolded: Bool) {
    let kept = selected?.id
    unfolded = isFolded ? [] : Set(Self.branches(of: roots))
    rebuild()
    if let kept, let index = lines.firstIndex(where: { $0.node.id == kept }) { cursor.select(index) }
  }

  public mutating func layout(in size: Size) { cursor.layout(count: lines.count, page: size.rows) }

  public mutating func handle(_ event: Event) -> Outcome {
    let before = cursor.index
    if let turn = event.wheel {
      cursor.scroll(by: turn * 3)
      return moved(from: before)
    }
    if let place = event.click { return click(atRow: place.row) }
    guard case .key(let key) = event else { return .ignored }
    if cursor.move(key) { return moved(from: before) }
    guard let selected else { return .ignored }
    let isUnfolded = unfolded.contains(selected.id)
    switch key {
    case .enter, Key(" "):
      if selected.children.isEmpty { return key == .enter ? .chose(selected.id) : .handled }
      return fold(selected.id, isUnfolded)
    case .right, Key("l"):
      if selected.children.isEmpty { return .handled }
      if !isUnfolded { return fold(selected.id, false) }
      cursor.select(cursor.index + 1)
    case .left, Key("h"):
      if isUnfolded, !selected.children.isEmpty { return fold(selected.id, true) }
      if let parent = lines[cursor.index].parent { cursor.select(parent) }
    case Key("-"): setAllFolded(true)
    case Key("+"): setAllFolded(false)
    default: return .ignored
    }
    return moved(from: before)
  }

  private func moved(from before: Int) -> Outcome {
    guard let selected, cursor.index != before else { return .handled }
    return .selected(selected.id)
  }

  private mutating func fold(_ id: String, _ isFolded: Bool) -> Outcome {
    setFolded(isFolded, id)
    return .toggled(id)
  }

  private mutating func click(atRow row: Int) -> Outcome {
    let index = cursor.top + row
    guard lines.indices.contains(index) else { return .handled }
    let node = lines[index].node
    let wasSelected = cursor.index == index
    cursor.select(index)
    if !node.children.isEmpty { return fold(node.id, unfolded.contains(node.id)) }
    return wasSelected ? .chose(node.id) : .selected(node.id)
  }

  private mutating func rebuild() {
    lines = []
    var waiting: [(node: TreeNode, depth: Int, parent: Int?)] = roots.reversed().map { ($0, 0, nil) }
    while let (node, depth, parent) = waiting.popLast() {
      lines.append(Line(node: node, depth: depth, parent: parent))
      guard unfolded.contains(node.id) else { continue }
      let index = lines.count - 1
      waiting += node.children.reversed().map { ($0, depth + 1, index) }
    }
    cursor.layout(count: lines.count, page: cursor.page)
  }

  private func path(to id: String, in nodes: [TreeNode]) -> [String]? {
    for node in nodes {
      if node.id == id { return [] }
      if let path = path(to: id, in: node.children) { return [node.id] + path }
    }
    return nil
  }

  private static func branches(of nodes: [TreeNode]) -> [String] {
    nodes.flatMap { $0.children.isEmpty ? [] : [$0.id] + branches(of: $0.children) }
  }

  public func draw(on canvas: inout Canvas, focused: Bool) {
    var view = cursor
    view.layout(count: lines.count, page: canvas.size.rows)
    for row in 0..<max(0, canvas.size.rows) {
      guard lines.indices.contains(view.top + row) else { break }
      draw(lines[view.top + row], atRow: row, isSelected: view.top + row == view.index, focused: focused, on: &canvas)
    }
    if lines.isEmpty { canvas.put(emptyText, at: Point(column: 3, row: 0), role: .muted) }
  }

  private func draw(_ line: Line, atRow row: Int, isSelected: Bool, focused: Bool, on canvas: inout Canvas) {
    let width = canvas.size.columns
    let column = min(3 + line.depth * 2, max(3, width - 12))
    let node = line.node
    if !node.children.isEmpty {
      canvas.put(unfolded.contains(node.id) ? "▾" : "▸", at: Point(column: column, row: row), role: .accent)
    }
    let detailColumns = min(SafeText.width(of: node.detail), width / 3)
    let used = canvas.put(
      node.title, at: Point(column: column + 2, row: row), role: node.role,
      columns: max(0, width - column - 2 - detailColumns - 2))
    canvas.put(
      node.detail, at: Point(column: width - detailColumns - 1, row: row), role: .muted, columns: detailColumns)
    if isSelected { canvas.markSelected(row: row, bar: 1, upTo: column + 2 + used + 1, focused: focused) }
  }
}
