import Terminal
import Widgets

/// Every key that works on a screen and what it does, drawn from the same table that binds them.
@MainActor final class HelpLayer: Layer {
  private let shell: any Shell
  private var sheet: HelpSheet

  init(shell: any Shell, screen: any ConsoleScreen, everywhere: [Action], keys: KeyTable) {
    self.shell = shell
    let isTyping = screen.isTyping
    func rows(_ actions: [Action]) -> [HelpSheet.Row] {
      actions.map { action in
        let names = keys.keys(for: action.command, isTyping: isTyping).prefix(3).map(KeyLabel.text(for:))
        return HelpSheet.Row(key: names.joined(separator: " "), text: action.command.title)
      }
    }
    var sections: [HelpSheet.Section] = []
    if !screen.actions.isEmpty { sections.append(HelpSheet.Section(title: "Here", rows: rows(screen.actions))) }
    if let movement = screen.movement {
      sections.append(
        HelpSheet.Section(title: movement.title, rows: movement.rows.map { HelpSheet.Row(key: $0.key, text: $0.text) }))
    }
    sections.append(HelpSheet.Section(title: "Everywhere", rows: rows(everywhere)))
    sheet = HelpSheet(
      title: "Keys · \(screen.breadcrumb.last ?? "cio-console")", introduction: screen.introduction,
      sections: sections)
  }

  var actions: [Action] {
    [Action(PaletteKeys.close) { [weak self] in self.map { $0.shell.close($0) } }]
  }

  func layout(in size: Size) { sheet.layout(in: size) }
  func draw(on canvas: inout Canvas) { sheet.draw(on: &canvas, focused: true) }

  func handle(_ event: Event) -> Bool {
    if sheet.handle(event) == .closed { shell.close(self) }
    return true
  }
}

/// Keys that move about, which no command stands for.
struct Movement: Hashable, Sendable {
  struct Row: Hashable, Sendable {
    var key: String
    var text: String
  }

  var title: String
  var rows: [Row]

  static let list = Movement(
    title: "Moving",
    rows: [
      Row(key: "↑ ↓ j k", text: "Row by row"), Row(key: "PgUp PgDn", text: "Page by page"),
      Row(key: "Home End g G", text: "First and last"),
    ])

  static let form = Movement(
    title: "In the form",
    rows: [
      Row(key: "Tab Shift-Tab", text: "Next, previous field"),
      Row(key: "Enter", text: "Next field; on a button, press it"),
      Row(key: "F2", text: "Choose, open the calendar, show a secret"),
      Row(key: "Alt-j", text: "Rows or JSON, where a field can be both"),
      Row(key: "^_ Alt-u", text: "Undo"), Row(key: "Alt-r", text: "Redo"),
    ])

  static let tree = Movement(
    title: "In the answer",
    rows: [
      Row(key: "↑ ↓ j k", text: "Line by line"), Row(key: "← →", text: "Fold, unfold"),
      Row(key: "Enter", text: "Fold or unfold"),
    ])
}
