/// The fields whose text is JSON.
extension Form {
  /// Whether a field's text is JSON at the moment.
  public func holdsJSON(_ key: String) -> Bool { index(of: key).map { fields[$0].isJSON } ?? false }

  /// Puts the caret of the field at hand where its JSON breaks.
  public mutating func moveCaretToProblem() {
    guard case .field(let index) = focus else { return }
    fields[index].checkLive(always: true)
    fields[index].moveCaretToProblem()
  }
}
