import Terminal

/// The line that `/` opens: what is typed filters or searches at once, Enter keeps it, Escape takes it back.
///
/// It opens with its earlier text selected: typing takes its place, and whatever moves the caret keeps it.
public struct FilterField: Widget {
  public enum Outcome: Hashable, Sendable {
    /// The text as it is being typed.
    case changed(String)
    /// Keep it, and give the keys back to what is filtered.
    case kept(String)
    /// Back to the text from before.
    case cancelled(String)
    case handled
    case ignored
  }

  public var sign: String
  private var field: TextEditor
  private let before: String
  private var history: [String]
  /// The place in the history that is shown; its end is what is being typed.
  private var historyIndex: Int
  /// Figures at the right: `12 of 340`.
  public var figures = ""

  /// - Parameter history: earlier texts, oldest first; Up and Down bring them back.
  public init(text: String = "", sign: String = "/", placeholder: String = "", history: [String] = []) {
    self.sign = sign
    self.history = history
    before = text
    historyIndex = history.count
    field = TextEditor(text: text, placeholder: placeholder)
    field.selectAll()
  }

  public var text: String { field.text }
  /// Whether what is typed next takes the text's place.
  public var isSelected: Bool { field.isSelected }

  /// Another text, to be gone on with at its end.
  public mutating func replaceText(with text: String) { field.replaceText(with: text) }

  public mutating func layout(in size: Size) {
    field.layout(in: Size(columns: fieldColumns(in: size.columns), rows: 1))
  }

  private func fieldColumns(in width: Int) -> Int {
    max(1, width - signColumns - (figures.isEmpty ? 1 : SafeText.width(of: figures) + 3))
  }

  private var signColumns: Int { SafeText.width(of: sign) + 2 }

  public mutating func handle(_ event: Event) -> Outcome {
    switch event {
    case .key(.enter): return .kept(field.text)
    case .key(.escape), .key(.control("c")): return .cancelled(before)
    case .key(.backspace) where field.isEmpty: return .cancelled("")
    case .key(.up): return recall(historyIndex - 1)
    case .key(.down): return recall(historyIndex + 1)
    default: break
    }
    var local = event
    if case .mouse(var mouse) = event {
      mouse.place.column -= signColumns
      local = .mouse(mouse)
    }
    switch field.handle(local) {
    case .changed: return .changed(field.text)
    case .moved: return .handled
    case .ignored: return .ignored
    }
  }

  private mutating func recall(_ index: Int) -> Outcome {
    guard index >= 0, index <= history.count, index != historyIndex else { return .handled }
    historyIndex = index
    field.replaceText(with: index < history.count ? history[index] : before)
    return .changed(field.text)
  }

  public func draw(on canvas: inout Canvas, focused: Bool) {
    let width = canvas.size.columns
    canvas.put(sign, at: Point(column: 1, row: 0), role: .accent)
    canvas.within(Rect(column: signColumns, row: 0, columns: fieldColumns(in: width), rows: 1)) {
      field.draw(on: &$0, focused: focused)
    }
    let columns = SafeText.width(of: figures)
    canvas.put(figures, at: Point(column: max(0, width - columns - 1), row: 0), role: .muted)
  }
}
