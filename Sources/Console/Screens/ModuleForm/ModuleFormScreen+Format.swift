import JSONText
import Service
import Terminal
import Widgets

/// Formatting the JSON of a field: one member a line, digits, order and duplicate names as they were.
extension ModuleFormScreen {
  /// The field that would be formatted: the one with the caret, else the body.
  private var formattedKey: String? {
    let candidates = [form.focusedKey, FieldKey.body.rawValue].compactMap { $0 }
    return candidates.first { form.holdsJSON($0) && form.value(for: $0)?.isEmpty == false }
  }

  var formatRefusal: String? { formattedKey == nil ? "There is no JSON text to format." : nil }

  func formatJSON() {
    guard let key = formattedKey, case .text(let text)? = form.value(for: key) else { return }
    work.start("format", "Formatting") { [weak self] in
      let result = await Self.formatted(text)
      guard let self, !Task.isCancelled, form.value(for: key) == .text(text) else { return }
      switch result {
      case .success(let pretty) where pretty == text: shell.tell(Toast(.info, "It is formatted already."))
      case .success(let pretty):
        form.setValue(.text(pretty), for: key)
        changed(FieldKey(rawValue: key))
      case .failure(let error):
        form.focus(on: key)
        form.moveCaretToProblem()
        shell.tell(Toast(.failure, "Line \(error.line), column \(error.column): \(error.reason)"))
      }
    }
  }

  private nonisolated static func formatted(_ text: String) async -> Result<String, JSONSyntaxError> {
    guard text.contains(where: { !$0.isWhitespace }) else { return .success(text) }
    do throws(JSONSyntaxError) { return .success(try JSONValue(parsing: text).prettyText()) } catch {
      return .failure(error)
    }
  }
}
