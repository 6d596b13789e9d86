import Terminal
import Widgets

/// Every key that works on a screen and what it does, drawn from the same table that binds them.
@MainActor final class HelpLayer: Layer {
  private let shell: any LayerHost
  private var sheet: HelpSheet

  convenience init(shell: any LayerHost, screen: any ConsoleScreen, everywhere: [Action], keys: KeyTable) {
    self.init(
      shell: shell, title: screen.breadcrumb.last ?? "cio-console", introduction: screen.introduction,
      here: screen.actions, movement: screen.movement, everywhere: everywhere, keys: keys, isTyping: screen.isTyping,
      explainsHeader: true)
  }

  init(
    shell: any LayerHost, title: String, introduction: String, here: [Action], movement: Movement?,
    everywhere: [Action], keys: KeyTable, isTyping: Bool, explainsHeader: Bool = false
  ) {
    self.shell = shell
    let palette = keys.shownKey(for: .palette, isTyping: isTyping).map(KeyLabel.text(for:)) ?? ":"
    func rows(_ actions: [Action]) -> [HelpSheet.Row] {
      actions.map { action in
        let names = keys.keys(for: action.command, isTyping: isTyping).prefix(3).map(KeyLabel.text(for:))
        // What has no key of its own is among the commands.
        let key = names.isEmpty ? "\(palette) …" : names.joined(separator: " ")
        return HelpSheet.Row(key: key, text: action.command.title)
      }
    }
    var sections: [HelpSheet.Section] = []
    if !here.isEmpty { sections.append(HelpSheet.Section(title: "Here", rows: rows(here))) }
    if let movement {
      sections.append(
        HelpSheet.Section(title: movement.title, rows: movement.rows.map { HelpSheet.Row(key: $0.key, text: $0.text) }))
    }
    if explainsHeader { sections.append(Self.header) }
    sections.append(HelpSheet.Section(title: "Everywhere", rows: rows(everywhere)))
    sheet = HelpSheet(title: "Keys · \(title)", introduction: introduction, sections: sections)
  }

  /// What stands on the first line and beside a route, and explains itself least.
  private static let header = HelpSheet.Section(
    title: "Figures",
    rows: [
      HelpSheet.Row(
        key: "8/10", text: "Calls left of the 10 that the App API takes in a second; others wait their turn"),
      HelpSheet.Row(key: "10 in …", text: "A route's limit: so many calls in such a time"),
    ])

  var actions: [Action] {
    [
      Action(HelpKeys.scroll, unless: sheet.hasMore ? nil : "That is the end.") { [weak self] in
        _ = self?.sheet.handle(.key(.pageDown))
      },
      Action(PaletteKeys.close) { [weak self] in self.map { $0.shell.close($0) } },
    ]
  }

  func layout(in size: Size) { sheet.layout(in: size) }
  func draw(on canvas: inout Canvas) { sheet.draw(on: &canvas, focused: true) }

  func handle(_ event: Event) -> Bool {
    if sheet.handle(event) == .closed { shell.close(self) }
    return true
  }
}

enum HelpKeys {
  static let scroll = Command("help.scroll", "Page down", hint: "More", keys: .pageDown)
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
      Row(key: "Alt-t", text: "In a row: the type of its value"),
      Row(key: "^_ Alt-u", text: "Undo"), Row(key: "Alt-r", text: "Redo"),
    ])

  static let tree = Movement(
    title: "In the answer",
    rows: [
      Row(key: "↑ ↓ j k", text: "Line by line"), Row(key: "Space b", text: "Page down, page up"),
      Row(key: "d u", text: "Half a page down, up"), Row(key: "g G", text: "Top, end"),
      Row(key: "[ ] p", text: "Previous, next beside it; what holds it"), Row(key: "n N", text: "Next, previous match"),
      Row(key: "Enter ← →", text: "Fold or unfold one"), Row(key: "- +", text: "Fold the level; unfold all in it"),
      Row(key: "z Z 1…9", text: "Fold all, unfold all, fold from a level on"),
      Row(key: "w", text: "Wrap or cut; cut, < > go sideways"),
    ])

  static let bytes = Movement(
    title: "In the text",
    rows: [
      Row(key: "↑ ↓ j k", text: "Line by line"), Row(key: "Space b", text: "Page down, page up"),
      Row(key: "d u", text: "Half a page down, up"), Row(key: "g G", text: "Top, end"),
      Row(key: "n N", text: "Next, previous match"), Row(key: "w", text: "Wrap or cut; cut, < > go sideways"),
    ])

  static let grid = Movement(
    title: "In the table",
    rows: [
      Row(key: "↑ ↓ ← →", text: "Cell by cell"), Row(key: "Space b", text: "Page down, page up"),
      Row(key: "g G", text: "First and last row"), Row(key: "^ $", text: "First and last column"),
    ])
}
