import JSONText
import Terminal
import Widgets

/// The line that is being typed at the foot of a reader.
struct ReaderLine {
  enum Kind: Hashable, Sendable { case find, filter, path, rows, save }

  let kind: Kind
  var field: FilterField
  /// The view as it was before, for taking a search back.
  var before: JSONView?
  /// What is known of the path as it stands.
  var hint = ""
  var isWrong = false

  @MainActor func figures(for reader: Reader) -> String {
    switch kind {
    case .find: reader.find.figures(matches: reader.matchSummary)
    case .filter: reader.filter.runningSince == nil ? reader.filter.summary : "…"
    case .rows: reader.table?.trailing ?? ""
    case .path, .save: ""
    }
  }

  /// What stands under the line: an error where it is, what a path may go on with.
  @MainActor func note(for reader: Reader) -> String {
    switch kind {
    case .find: return reader.find.problem ?? ""
    case .rows: return reader.table?.filterProblem ?? ""
    case .filter:
      guard let error = reader.filter.error else { return "" }
      guard let position = error.position else { return "✗ " + error.message }
      let start = SafeText.width(of: field.sign) + 1
      let indent = min(start + SafeText.width(of: String(field.text.prefix(position))), max(0, reader.size.columns / 2))
      return String(repeating: " ", count: indent) + "↑ " + error.message
    case .path, .save: return hint
    }
  }

  @MainActor func noteRole(for reader: Reader) -> Role {
    switch kind {
    case .filter, .find: .danger
    case .rows: .warning
    case .path, .save: isWrong ? .warning : .muted
    }
  }
}

extension Reader {
  func lineActions(_ line: ReaderLine) -> [Action] {
    var actions = [
      Action(ReaderKeys.keep) { [weak self] in _ = self?.handleLine(.key(.enter)) },
      Action(filter.runningSince == nil ? ReaderKeys.leave : ReaderKeys.stop) { [weak self] in
        _ = self?.handleLine(.key(.escape))
      },
    ]
    if line.kind == .path {
      actions.append(Action(ReaderKeys.complete) { [weak self] in _ = self?.handleLine(.key(.tab)) })
    }
    return actions
  }

  /// Says something under the line.
  func tellOfLine(_ text: String, isWrong: Bool) {
    line?.hint = text
    line?.isWrong = isWrong
  }

  func openLine(_ kind: ReaderLine.Kind, text: String, sign: String, placeholder: String, history: [String] = []) {
    line = ReaderLine(
      kind: kind, field: FilterField(text: text, sign: sign, placeholder: placeholder, history: history),
      before: tree)
    host?.setNeedsFrame()
  }

  func handleLine(_ event: Event) -> Bool {
    guard var line else { return false }
    if line.kind == .path, event == .key(.tab) {
      // The path that it opened with is taken over first.
      if line.field.isSelected { _ = self.line?.field.handle(.key(.end)) } else { completePath() }
      host?.setNeedsFrame()
      return true
    }
    if event == .key(.escape), filter.runningSince != nil {
      cancel()
      return true
    }
    let outcome = line.field.handle(event)
    self.line = line
    switch outcome {
    case .changed(let text): lineChanged(line.kind, text)
    case .kept(let text): lineKept(line.kind, text)
    case .cancelled(let text): lineCancelled(line, text)
    case .handled: break
    case .ignored: return false
    }
    host?.setNeedsFrame()
    return true
  }

  private func lineChanged(_ kind: ReaderLine.Kind, _ text: String) {
    switch kind {
    case .find: startSearch(text)
    case .filter: filterChanged(text)
    case .path: checkPath(text)
    case .rows: table?.setFilter(text)
    case .save: line?.hint = ""
    }
  }

  private func lineKept(_ kind: ReaderLine.Kind, _ text: String) {
    switch kind {
    case .find:
      find.remember(text)
      line = nil
    case .filter:
      if filter.text != text || filter.isPending { filterChanged(text, after: .zero) }
      filter.remember(text)
      line = nil
    case .rows: line = nil
    case .path: goToPath(text)
    case .save: save(as: text)
    }
  }

  private func lineCancelled(_ line: ReaderLine, _ text: String) {
    self.line = nil
    switch line.kind {
    case .find:
      startSearch(text, jumps: false)
      if let before = line.before, mode == .tree, shown === before.lines.document {
        tree.select(row: before.selectedRow)
      }
    case .filter: if filter.text != text { filterChanged(text, after: .zero) }
    case .rows: table?.setFilter(text)
    case .path: work.cancel("path")
    case .save: break
    }
  }
}
