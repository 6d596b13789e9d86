/// The fields whose text is JSON.
extension Form {
  /// Whether a field's text is JSON at the moment.
  public func holdsJSON(_ key: String) -> Bool { index(of: key).map { fields[$0].isJSON } ?? false }

  /// Checks a field's JSON as another text than the one that is typed: with what its variables stand for.
  public mutating func setCheckedText(for key: String, _ text: (@Sendable (String) -> String)?) {
    guard let index = index(of: key) else { return }
    fields[index].checkedText = text
    fields[index].checkLive(always: true)
  }

  /// Puts the caret of the field at hand before its text.
  public mutating func moveCaretToStart() {
    guard case .field(let index) = focus, case .text(var editor) = fields[index].content else { return }
    editor.moveCaret(toByte: 0)
    fields[index].content = .text(editor)
  }

  /// Puts the caret of the field at hand where its JSON breaks.
  public mutating func moveCaretToProblem() {
    guard case .field(let index) = focus else { return }
    fields[index].checkLive(always: true)
    fields[index].moveCaretToProblem()
  }
}
