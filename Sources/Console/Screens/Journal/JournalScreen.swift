import Foundation
import Service
import Store
import Terminal
import Widgets

/// The run history: what was done, by whom, to whom, with what result. A run opens again with its values.
@MainActor final class JournalScreen: ConsoleScreen {
  let shell: any Shell
  private(set) var entries: [JournalEntry] = []
  private(set) var asOf: Date?
  private(set) var failure: ServiceError?
  private(set) var filter = ListFilter(placeholder: "part of what is shown")
  private(set) var list = Table(columns: JournalView.columns)
  private var size = Size(columns: 80, rows: 20)
  private(set) lazy var work = Work { [weak self] in self?.shell.setNeedsFrame() }

  /// Runs that are read; older ones are in the store.
  private static let limit = 500

  init(shell: any Shell) { self.shell = shell }

  var route: Route { .journal }
  var breadcrumb: [String] { ["Run history"] }
  var introduction: String { "Every run of a dialog, kept on this machine. Secrets are not among what is kept." }
  var isTyping: Bool { filter.isOpen }
  var waiting: Waiting? { work.waiting }
  func cancel() { work.cancelWaiting() }
  func appear() { load() }
  func disappear() { work.cancelAll() }

  func sessionChanged(_ change: SessionChange) {
    switch change {
    case .opened: load()
    case .timeZone: refreshRows()
    case .connection, .connections, .settings: break
    }
  }

  var selected: JournalEntry? { list.selectedIndex.flatMap { entries[safe: $0] } }

  var actions: [Action] {
    guard !filter.isOpen else { return [] }
    let none = selected == nil ? "No run is selected." : nil
    return [
      Action(JournalKeys.reopen, unless: none) { [weak self] in self?.reopen() },
      Action(JournalKeys.details, unless: none) { [weak self] in self?.openDetails() },
      Action(.find) { [weak self] in self.map { $0.filter.open($0.list) } },
      Action(SegmentKeys.suspendFilter, unless: list.filter.isEmpty ? "There is no filter." : nil) { [weak self] in
        self?.list.toggleFilter()
      },
      Action(.retry, unless: failure == nil ? "Nothing has failed." : nil) { [weak self] in self?.load() },
      Action(.reload) { [weak self] in self?.load() },
    ]
  }

  var status: StatusLine? {
    if !list.filter.isEmpty { return StatusLine(text: "Filter: " + list.filterSummary) }
    guard let asOf, !entries.isEmpty else { return nil }
    let count =
      entries.count == Self.limit ? "The newest \(entries.count) runs" : Quantity.text(entries.count, "run", "runs")
    return StatusLine(text: "\(count), newest first, as of \(shell.session.clock.time(asOf)).")
  }

  var copies: [CopyOffer] {
    guard let selected else { return [] }
    return [
      CopyOffer(title: "run's ID", text: selected.id), CopyOffer(title: "target", text: selected.target),
      CopyOffer(title: "command", text: "cio-console journal show \(selected.id)"),
      CopyOffer(title: "route", text: Route.run(selected.id).text),
    ]
  }

  func layout(in size: Size) {
    self.size = size
    list.layout(in: JournalView.listArea(of: self, in: size).size)
    filter.layout(in: size)
  }

  func draw(on canvas: inout Canvas) { JournalView.draw(self, on: &canvas) }

  func handle(_ event: Event) -> Bool {
    if filter.isOpen { return filter.handle(event, filtering: &list) }
    guard let event = event.relative(to: JournalView.listArea(of: self, in: size)) else { return false }
    switch list.handle(event) {
    case .opened: reopen()
    case .ignored: return false
    default: break
    }
    return true
  }

  private func reopen() {
    guard let selected else { return }
    RunReopening.open(selected, work: work, shell: shell)
  }

  private func openDetails() {
    guard let selected else { return }
    shell.open(RunScreen(shell: shell, id: selected.id))
  }

  private func load() {
    guard shell.session.isOpen else { return }
    work.start("load", "Reading the run history") { [weak self] in
      guard let self else { return }
      do throws(ServiceError) {
        let read = try await shell.session.services.journal.recent(limit: Self.limit)
        guard !Task.isCancelled else { return }
        (entries, asOf, failure) = (read, shell.session.clock.now, nil)
      } catch {
        guard !Task.isCancelled else { return }
        failure = error
      }
      refreshRows()
    }
  }

  private func refreshRows() {
    let clock = shell.session.clock
    list.setRows(entries.map { JournalView.row($0, clock) })
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
