import Terminal

/// A key and what it does, in a word.
public struct Hint: Hashable, Sendable {
  /// The command it stands for, told to the owner when the hint is clicked.
  public var id: String
  public var key: String
  public var text: String
  /// Hints with the lowest number go first when the line is too short.
  public var priority: Int

  public init(id: String = "", key: String, text: String, priority: Int = 100) {
    self.id = id
    self.key = key
    self.text = text
    self.priority = priority
  }

  public init(id: String = "", key: Key, text: String, priority: Int = 100) {
    self.init(id: id, key: KeyLabel.text(for: key), text: text, priority: priority)
  }

  var columns: Int { SafeText.width(of: key) + 1 + SafeText.width(of: text) }
}

/// The line at the foot of the screen: as many hints as it holds, each whole, none that doesn't work here and now.
public struct HintBar: Widget {
  public enum Outcome: Hashable, Sendable {
    case clicked(String)
    case ignored
  }

  private static let gap = 2

  public var hints: [Hint]
  private var size = Size(columns: 80, rows: 1)

  public init(_ hints: [Hint] = []) { self.hints = hints }

  public mutating func layout(in size: Size) { self.size = size }

  public mutating func handle(_ event: Event) -> Outcome {
    guard let place = event.click, place.row == 0,
      let hit = places(in: size.columns).first(where: { place.column >= $0.column && place.column < $0.end })
    else { return .ignored }
    return .clicked(hit.hint.id)
  }

  public func draw(on canvas: inout Canvas, focused: Bool) {
    for (hint, column, _) in places(in: canvas.size.columns) {
      let used = canvas.put(hint.key, at: Point(column: column, row: 0), role: .hintKey)
      canvas.put(hint.text, at: Point(column: column + used + 1, row: 0), role: .hintText)
    }
  }

  private func places(in width: Int) -> [(hint: Hint, column: Int, end: Int)] {
    var shown = hints
    func total() -> Int { shown.reduce(1) { $0 + $1.columns + Self.gap } - Self.gap }
    while shown.count > 1, total() > width {
      let lowest = shown.map(\.priority).min() ?? 0
      guard let last = shown.lastIndex(where: { $0.priority == lowest }) else { break }
      shown.remove(at: last)
    }
    var column = 1
    return shown.map { hint in
      defer { column += hint.columns + Self.gap }
      return (hint, column, column + hint.columns)
    }
  }
}
