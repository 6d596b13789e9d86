/// What came of opening a text in the person's own editor.
enum EditorResult: Hashable, Sendable {
  case saved(String)
  case unchanged
  /// Why it could not be opened or read back, in words.
  case failed(String)
}
