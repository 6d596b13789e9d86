import Widgets

/// Looks for letters in an outline apart from the main thread: a key in the filter is drawn at once, however many
/// entries there are, and what was found follows.
@MainActor final class OutlineSearch {
  private static let name = "search"
  /// From here on the letters of one burst are waited for.
  private static let manyItems = 1_000

  private let work: Work
  /// What is still being looked for; nil where all of it was found.
  private(set) var pending: String?
  /// Counts the changes of the outline's entries.
  private var revision = 0

  init(_ work: Work) { self.work = work }

  /// - Parameters:
  ///   - outline: as it stands when the search begins.
  ///   - show: takes the same outline with what was found. Entries that changed meanwhile are looked through anew.
  func start(_ text: String, in outline: @escaping () -> Outline, show: @escaping (Outline) -> Void) {
    pending = text
    // Letters that were taken back show what was there before at once.
    if text.isEmpty {
      var outline = outline()
      if settle(&outline) { show(outline) }
      return
    }
    let pause: Duration = outline().itemCount < Self.manyItems ? .zero : .milliseconds(30)
    work.start(Self.name, after: pause) { [weak self] in
      while let self, pending == text {
        let revision = revision
        let found = await Self.found(outline(), text)
        guard !Task.isCancelled, pending == text else { return }
        guard revision == self.revision else { continue }
        pending = nil
        show(found)
      }
    }
  }

  /// The outline has other entries now.
  func entriesChanged() { revision += 1 }

  /// What acts on what is found does not go by what was found before: it waits for the letters that were typed.
  func settle(_ outline: inout Outline) -> Bool {
    guard let text = pending else { return false }
    work.cancel(Self.name)
    pending = nil
    outline.setQuery(text)
    return true
  }

  private nonisolated static func found(_ outline: Outline, _ text: String) async -> Outline {
    var outline = outline
    outline.setQuery(text)
    return outline
  }
}
