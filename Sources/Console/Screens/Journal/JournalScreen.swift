import Foundation
import Service
import Store
import Terminal
import Widgets

/// The run history: what was done, by whom, to whom, with what result. A run opens again with its values.
@MainActor final class JournalScreen: ConsoleScreen {
  let shell: any Shell
  let work: Work
  let list: LoadedList<JournalEntry>
  private var size = Size(columns: 80, rows: 20)

  /// Runs that are read; older ones are in the store.
  private static let limit = 500

  init(shell: any Shell) {
    self.shell = shell
    work = Work { [weak shell] in shell?.setNeedsFrame() }
    list = LoadedList(
      shell: shell, work: work, title: "Reading the run history", columns: JournalView.columns,
      filter: "part of what is shown", needsConnection: false,
      row: { [shell] in JournalView.row($0, shell.session.clock) },
      sortText: { entry, column in column == "time" ? "\(entry.time.timeIntervalSince1970)" : nil },
      read: { [shell] _ throws(ServiceError) in
        LoadedList.Page(records: try await shell.session.services.journal.recent(limit: Self.limit))
      })
    list.onOpen = { [weak self] in self?.reopen($0) }
  }

  var route: Route { .journal }
  var breadcrumb: [String] { ["Run history"] }
  var introduction: String { "Every run of a dialog, kept on this machine. Secrets are not among what is kept." }
  var isTyping: Bool { list.isTyping }
  var waiting: Waiting? { work.waiting }
  func cancel() { work.cancelWaiting() }
  func appear() { list.load() }
  func disappear() { work.cancelAll() }
  func sessionChanged(_ change: SessionChange) {
    if change == .journal { list.load() }
    list.sessionChanged(change)
  }

  var actions: [Action] {
    guard !list.isTyping else { return [] }
    let none = list.selected == nil ? "No run is selected." : nil
    return [
      Action(JournalKeys.reopen, unless: none) { [weak self] in
        self.map { screen in screen.list.selected.map(screen.reopen) }
      },
      Action(JournalKeys.details, unless: none) { [weak self] in self?.openDetails() },
      Action(JournalKeys.settle, unless: RunSettling.refusal(list.selected)) { [weak self] in
        guard let self, let selected = list.selected else { return }
        RunSettling.ask(about: selected, work: work, shell: shell) { [weak self] in self?.list.load() }
      },
      list.followAction,
    ] + list.actions
  }

  var status: StatusLine? {
    guard !list.records.isEmpty else { return nil }
    return list.status { asOf in
      let count = list.records.count
      let words = count == Self.limit ? "The newest \(count) runs" : Quantity.text(count, "run", "runs")
      return "\(words), newest first, as of \(shell.session.clock.time(asOf))."
    }
  }

  var copies: [CopyOffer] {
    guard let selected = list.selected else { return [] }
    return [
      CopyOffer(title: "run's ID", text: selected.id), CopyOffer(title: "target", text: selected.target),
      CopyOffer(title: "command", text: "cio-console journal show \(selected.id)"),
      CopyOffer(title: "route", text: Route.run(selected.id).text),
    ]
  }

  func layout(in size: Size) {
    self.size = size
    list.layout(in: size.below(1).size)
  }

  func draw(on canvas: inout Canvas) { JournalView.draw(self, on: &canvas) }

  func handle(_ event: Event) -> Bool { event.relative(to: size.below(1)).map(list.handle) ?? false }

  private func reopen(_ entry: JournalEntry) { RunReopening.open(entry, work: work, shell: shell) }

  private func openDetails() {
    guard let selected = list.selected else { return }
    shell.open(RunScreen(shell: shell, id: selected.id))
  }
}

/// Opens a run's dialog with the values that were sent.
@MainActor enum RunReopening {
  static func open(_ entry: JournalEntry, work: Work, shell: any Shell) {
    work.start("reopen") {
      do throws(ServiceError) {
        // A list may leave large values out; the entry itself has them.
        let entry = try await shell.session.services.journal.entry(entry.id)
        guard let (definition, values) = shell.session.services.journal.values(of: entry) else {
          return shell.tell(Toast(.failure, "This run can't be opened again: its dialog or values are unknown here."))
        }
        var given = values
        if shell.session.connection(named: values.text(.connection)) == nil { given[.connection] = nil }
        shell.open(ModuleFormScreen(shell: shell, definition: definition, values: given, bringsDraft: false))
        shell.tell(
          Toast(.info, "The values of the run of \(shell.session.clock.exact(entry.time)). Nothing was sent yet."))
      } catch {
        shell.tell(Toast(.failure, error.text))
      }
    }
  }
}
