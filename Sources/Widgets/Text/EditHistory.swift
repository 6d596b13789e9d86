/// What was changed, to be undone and done again step by step.
///
/// Letters typed one after another make one step up to the end of a word; a paste is one step whatever its size.
struct EditHistory: Sendable, Hashable {
  struct Edit: Sendable, Hashable {
    var start: TextBuffer.Position
    var removed: String
    var inserted: String
    var caretBefore: TextBuffer.Position
    var kind: Kind
  }

  enum Kind: Sendable, Hashable { case typing, erasing, other }

  private static let limit = 500

  private(set) var done: [Edit] = []
  private(set) var undone: [Edit] = []
  /// Whether the next letter may join the last step.
  private var isOpen = false

  /// Notes an edit, joined with the last one where both are the same stroke of work.
  mutating func note(_ edit: Edit, endOfLast: (Edit) -> TextBuffer.Position) {
    undone.removeAll()
    if isOpen, let last = done.last, last.kind == edit.kind, let joined = join(last, edit, endOfLast) {
      done[done.count - 1] = joined
    } else {
      done.append(edit)
      if done.count > Self.limit { done.removeFirst(done.count - Self.limit) }
    }
    isOpen = edit.kind != .other
  }

  /// Ends the current step: the caret was moved.
  mutating func close() { isOpen = false }

  mutating func undo() -> Edit? {
    isOpen = false
    guard let edit = done.popLast() else { return nil }
    undone.append(edit)
    return edit
  }

  mutating func redo() -> Edit? {
    isOpen = false
    guard let edit = undone.popLast() else { return nil }
    done.append(edit)
    return edit
  }

  private func join(_ last: Edit, _ edit: Edit, _ endOfLast: (Edit) -> TextBuffer.Position) -> Edit? {
    var joined = last
    switch edit.kind {
    case .typing:
      guard edit.removed.isEmpty, edit.start == endOfLast(last) else { return nil }
      let beginsWord = last.inserted.last?.isWhitespace == true && edit.inserted.first?.isWhitespace == false
      guard !beginsWord else { return nil }
      joined.inserted += edit.inserted
    case .erasing:
      guard edit.inserted.isEmpty, last.inserted.isEmpty else { return nil }
      if edit.start == last.start {
        joined.removed += edit.removed
      } else if edit.caretBefore == last.start {
        joined.start = edit.start
        joined.removed = edit.removed + last.removed
      } else {
        return nil
      }
    case .other:
      return nil
    }
    return joined
  }
}
