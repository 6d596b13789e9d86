import JSONText
import Service
import Store
import Terminal
import Widgets

/// What differs between two calls of the history: of the request, of the answer's head, and of the bodies by their
/// structure, not line by line.
@MainActor final class CompareScreen: ConsoleScreen {
  let shell: any Shell
  private let ids: (old: String, new: String)
  private(set) var lines = StyledLines()
  private(set) var failure: ServiceError?
  private(set) var differences: CompareText?
  private(set) lazy var work = Work { [weak self] in self?.shell.setNeedsFrame() }

  init(shell: any Shell, old: String, new: String) {
    self.shell = shell
    ids = (old, new)
  }

  var route: Route { .compare(ids.old, ids.new) }
  var breadcrumb: [String] { ["Explorer", "History", "Compare"] }
  var introduction: String {
    "What differs between two calls. + is new, - is gone, ~ is another value, ↕ is the same in another order."
  }
  var waiting: Waiting? { work.waiting }
  func cancel() { work.cancelWaiting() }
  func appear() { load() }
  func disappear() { work.cancelAll() }

  func sessionChanged(_ change: SessionChange) { if change == .opened { load() } }

  var actions: [Action] {
    [
      Action(.retry, unless: failure == nil ? "Nothing has failed." : nil) { [weak self] in self?.load() },
      Action(.reload) { [weak self] in self?.load() },
    ]
  }

  var status: StatusLine? {
    guard let differences else { return nil }
    return StatusLine(text: differences.summary)
  }

  var copies: [CopyOffer] {
    guard let differences else { return [] }
    return [
      CopyOffer(title: "comparison", text: differences.text), CopyOffer(title: "route", text: route.text),
    ]
  }

  private func area(in size: Size) -> Rect {
    Rect(column: 0, row: 1, columns: size.columns, rows: max(0, size.rows - 1))
  }

  func layout(in size: Size) { lines.layout(in: area(in: size).size) }

  func draw(on canvas: inout Canvas) {
    canvas.rule(atRow: 0)
    canvas.within(area(in: canvas.size)) { area in
      if let failure { return EmptyView.draw(EmptyView.Text(failure: failure), on: &area) }
      lines.draw(on: &area)
    }
  }

  func handle(_ event: Event) -> Bool { lines.handle(event) }

  private func load() {
    guard shell.session.isOpen else { return }
    work.start("compare", "Comparing") { [weak self] in
      guard let self else { return }
      let history = shell.session.services.history
      do throws(ServiceError) {
        let (old, new) = (try await history.exchange(ids.old), try await history.exchange(ids.new))
        let compared = await CompareText.make(await history.compare(old, new))
        guard !Task.isCancelled else { return }
        (differences, failure) = (compared, nil)
        let clock = shell.session.clock
        lines.replace(
          CompareText.heads(old.summary, new.summary, clock) + compared.lines)
      } catch {
        guard !Task.isCancelled else { return }
        failure = error
      }
    }
  }
}
