import Terminal

/// A question over the screen: to confirm, to choose an answer, or to type an identifier before something is lost.
///
/// The safe answer stands first and has the caret, or the text field where something must be typed. Escape is always
/// the safe answer.
///
/// ```swift
/// var dialog = Dialog(title: "Delete a customer", lines: lines, mustType: "ada", guarded: "Delete", safe: "Keep")
/// ```
public struct Dialog: Widget {
  public struct Choice: Hashable, Sendable, Identifiable {
    public var id: String
    public var title: String
    public var isDangerous: Bool
    /// A letter that chooses it at once.
    public var key: Character?

    public init(id: String, title: String, isDangerous: Bool = false, key: Character? = nil) {
      self.id = id
      self.title = title
      self.isDangerous = isDangerous
      self.key = key
    }
  }

  public enum Outcome: Hashable, Sendable {
    /// The identifier of the choice.
    case chose(String)
    case cancelled
    /// It can't be chosen yet, and this is why.
    case refused(String)
    case handled
    case ignored
  }

  /// The choices' identifiers of a dialog made by one of the short initialisers.
  public static let confirmed = "confirm"
  public static let declined = "decline"

  public var title: String
  /// Paragraphs, each broken where it is too long.
  public var lines: [String]
  public private(set) var choices: [Choice]
  /// What must be typed, exactly, before a dangerous choice can be taken; nil where nothing must.
  public let mustType: String?
  var field: TextEditor
  /// The choice with the caret; nil for the text field.
  var focused: Int?
  /// The first line of the text in view.
  var top = 0
  var size = Size(columns: 80, rows: 24)

  /// A question with answers of its own. The first one is the safe one.
  public init(title: String, lines: [String], choices: [Choice], mustType: String? = nil) {
    self.title = title
    self.lines = lines
    self.choices = choices
    self.mustType = mustType
    field = TextEditor()
    focused = mustType == nil ? 0 : nil
  }

  /// A question that is answered by going on or not.
  public init(title: String, lines: [String], confirm: String, decline: String = "Cancel", isDangerous: Bool = false) {
    self.init(
      title: title, lines: lines,
      choices: [
        Choice(id: Self.declined, title: decline), Choice(id: Self.confirmed, title: confirm, isDangerous: isDangerous),
      ])
  }

  /// A question that is answered by typing what will be lost.
  public init(title: String, lines: [String], mustType: String, guarded: String, safe: String = "Keep") {
    self.init(
      title: title, lines: lines,
      choices: [
        Choice(id: Self.declined, title: safe), Choice(id: Self.confirmed, title: guarded, isDangerous: true),
      ],
      mustType: mustType)
  }

  public var typedText: String { field.text }

  /// Whether what must be typed was typed: the same bytes, so that what merely looks alike doesn't do.
  public var isUnlocked: Bool { mustType.map { $0.utf8.elementsEqual(field.text.utf8) } ?? true }

  func isLocked(_ index: Int) -> Bool { choices[index].isDangerous && !isUnlocked }

  public mutating func layout(in size: Size) {
    self.size = size
    let layout = DialogLayout(self, in: size)
    field.layout(in: layout.field.size)
    top = min(top, layout.maximumTop)
  }

  public mutating func handle(_ event: Event) -> Outcome {
    switch event {
    case .key(let key): return handle(key)
    case .paste:
      guard focused == nil else { return .handled }
      _ = field.handle(event)
      return .handled
    case .mouse: return handleMouse(event)
    case .resize, .focus: return .ignored
    }
  }

  private mutating func handle(_ key: Key) -> Outcome {
    switch key {
    case .escape, .control("c"): return .cancelled
    case .tab: moveFocus(by: 1)
    case .backTab: moveFocus(by: -1)
    case .pageUp: top = max(0, top - 5)
    case .pageDown: top = min(DialogLayout(self, in: size).maximumTop, top + 5)
    default: return focused.map { handleOnChoice(key, $0) } ?? handleInField(key)
    }
    return .handled
  }

  private mutating func handleInField(_ key: Key) -> Outcome {
    switch key {
    case .enter:
      guard isUnlocked, let index = choices.firstIndex(where: \.isDangerous) else { return refusal() }
      return choose(index)
    case .down: moveFocus(by: 1)
    default: return field.handle(.key(key)) == .ignored ? .ignored : .handled
    }
    return .handled
  }

  private mutating func handleOnChoice(_ key: Key, _ index: Int) -> Outcome {
    switch key {
    case .enter, Key(" "): return choose(index)
    case .right: focused = min(choices.count - 1, index + 1)
    case .left: focused = max(0, index - 1)
    case .up where mustType != nil: focused = nil
    case .up, .down: return .handled
    default:
      guard let typed = key.typed, let hit = choices.firstIndex(where: { $0.key == typed }) else { return .ignored }
      return choose(hit)
    }
    return .handled
  }

  private mutating func moveFocus(by step: Int) {
    let stops: [Int?] = (mustType == nil ? [] : [nil]) + choices.indices.map { $0 }
    let place = stops.firstIndex(of: focused) ?? 0
    focused = stops[(place + step + stops.count) % stops.count]
  }

  private mutating func choose(_ index: Int) -> Outcome {
    guard !isLocked(index) else {
      focused = nil
      return refusal()
    }
    return .chose(choices[index].id)
  }

  private func refusal() -> Outcome { .refused("Type \(mustType ?? "") first, exactly as it stands there.") }

  private mutating func handleMouse(_ event: Event) -> Outcome {
    let layout = DialogLayout(self, in: size)
    if let turn = event.wheel {
      top = min(max(0, top + turn), layout.maximumTop)
      return .handled
    }
    guard let place = event.click else { return .ignored }
    for (index, area) in layout.choices.enumerated() where area.contains(place) {
      focused = index
      return choose(index)
    }
    if mustType != nil, layout.field.contains(place) { focused = nil }
    return .handled
  }
}
