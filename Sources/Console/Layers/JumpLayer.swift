import Terminal
import Widgets

/// A place on a screen that a letter leads to.
@MainActor struct JumpTarget {
  /// Where the letter stands, in the screen's own area.
  let place: Point
  let title: String
  let perform: () -> Void

  init(_ place: Point, _ title: String, perform: @escaping () -> Void) {
    self.place = place
    self.title = title
    self.perform = perform
  }
}

/// A letter on every field and pane: typing it goes there.
@MainActor final class JumpLayer: Layer {
  private let shell: any Shell
  private let current: () -> [JumpTarget]

  /// Home row first: the letters that cost least.
  private static let letters = Array("asdfghjklqwertyuiopzxcvbnm1234567890")

  /// - Parameter targets: asked at each frame: what stands under them may still move.
  init(shell: any Shell, targets: @escaping () -> [JumpTarget]) {
    self.shell = shell
    current = targets
  }

  private var targets: [(label: Character, target: JumpTarget)] { zip(Self.letters, current()).map { ($0, $1) } }

  var isTyping: Bool { true }
  var status: StatusLine? { StatusLine(text: "Type a letter to go where it stands.") }
  var actions: [Action] { [Action(JumpKeys.close) { [weak self] in self.map { $0.shell.close($0) } }] }

  func draw(on canvas: inout Canvas) {
    for (label, target) in targets {
      canvas.put(" \(label) ", at: target.place, role: .text, overlay: .matchCurrent)
    }
  }

  func handle(_ event: Event) -> Bool {
    guard case .key(let key) = event else {
      // A click or a paste means something else than a letter.
      if case .mouse(let mouse) = event, mouse.action != .press { return true }
      shell.close(self)
      return true
    }
    if key == .escape { return false }
    shell.close(self)
    if case .character(let character) = key.code, key.modifiers.subtracting(.shift).isEmpty,
      let letter = character.lowercased().first
    {
      targets.first { $0.label == letter }?.target.perform()
    }
    return true
  }
}

enum JumpKeys {
  static let close = Command("jump.close", "Stay where you are", hint: "Stay", keys: .escape)
}
