import Terminal
import Widgets

/// A question over the screen. Its safe answer has the caret; Escape is the safe answer.
@MainActor final class ConfirmLayer: Layer {
  private let shell: any LayerHost
  private var dialog: Dialog
  private let chosen: (String) -> Void

  init(
    shell: any LayerHost, title: String, lines: [String], confirmTitle: String, cancelTitle: String = "Cancel",
    isDangerous: Bool = false, confirm: @escaping () -> Void
  ) {
    self.shell = shell
    chosen = { if $0 == Dialog.confirmed { confirm() } }
    dialog = Dialog(
      title: title, lines: lines, confirm: confirmTitle, decline: cancelTitle, isDangerous: isDangerous)
  }

  /// A question that is answered by typing what will be lost.
  init(
    shell: any LayerHost, title: String, lines: [String], mustType: String, guarded: String,
    confirm: @escaping () -> Void
  ) {
    self.shell = shell
    chosen = { if $0 == Dialog.confirmed { confirm() } }
    dialog = Dialog(title: title, lines: lines, mustType: mustType, guarded: guarded)
  }

  /// A question with answers of its own, the safe one first.
  init(
    shell: any Shell, title: String, lines: [String], choices: [Dialog.Choice], chosen: @escaping (String) -> Void
  ) {
    self.shell = shell
    self.chosen = chosen
    dialog = Dialog(title: title, lines: lines, choices: choices)
  }

  var isTyping: Bool { true }

  var actions: [Action] {
    [
      Action(ConfirmKeys.choose) { [weak self] in self?.take(.key(.enter)) },
      Action(ConfirmKeys.next) { [weak self] in self?.take(.key(.tab)) },
      Action(ConfirmKeys.close) { [weak self] in self?.take(.key(.escape)) },
    ]
  }

  func layout(in size: Size) { dialog.layout(in: size) }
  func draw(on canvas: inout Canvas) { dialog.draw(on: &canvas, focused: true) }

  func handle(_ event: Event) -> Bool { take(event) }

  @discardableResult
  private func take(_ event: Event) -> Bool {
    let outcome = dialog.handle(event)
    switch outcome {
    case .chose(let id):
      shell.close(self)
      chosen(id)
    case .cancelled: shell.close(self)
    case .refused(let reason): shell.tell(Toast(.warning, reason))
    case .handled, .ignored: break
    }
    return outcome != .ignored
  }
}

/// The keys of a question that stand in the hint bar.
enum ConfirmKeys {
  static let choose = Command("dialog.choose", "Take the answer with the caret", hint: "Choose", keys: .enter)
  static let next = Command("dialog.next", "Next answer", hint: "Next", keys: .tab)
  static let close = Command("dialog.close", "Leave it", hint: "Cancel", keys: .escape)
}
