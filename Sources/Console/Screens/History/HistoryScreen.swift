import Foundation
import Service
import Store
import Terminal
import Widgets

/// The calls that were made, newest first, with what came back: to be searched, opened, sent again, kept and compared.
@MainActor final class HistoryScreen: ConsoleScreen {
  let shell: any Shell
  private(set) var exchanges: [ExchangeSummary] = []
  private(set) var asOf: Date?
  private(set) var failure: ServiceError?
  private(set) var filter: FilterField?
  /// What is looked for, in addresses and bodies.
  private(set) var searched = ""
  var list = Table(columns: HistoryView.columns)
  private var size = Size(columns: 80, rows: 20)
  private(set) lazy var work = Work { [weak self] in self?.shell.setNeedsFrame() }

  /// Calls that are read; older ones are found by searching.
  private static let limit = 500

  init(shell: any Shell) {
    self.shell = shell
    list.allowsMarks = true
  }

  var route: Route { .history }
  var breadcrumb: [String] { ["Explorer", "History"] }
  var introduction: String {
    "Every API call made from this machine, with its answer. Keys are not among what is kept. / searches bodies too."
  }
  var isTyping: Bool { filter != nil }
  var waiting: Waiting? { work.waiting }
  func cancel() { work.cancelWaiting() }
  func appear() { load() }
  func disappear() { work.cancelAll() }

  func sessionChanged(_ change: SessionChange) {
    switch change {
    case .opened: load()
    case .timeZone: refreshRows()
    case .connection, .connections, .settings, .journal: break
    }
  }

  var selected: ExchangeSummary? { list.selectedIndex.flatMap { exchanges[safe: $0] } }

  private var marked: [ExchangeSummary] { exchanges.filter { list.marks.contains($0.id) } }

  var actions: [Action] {
    guard filter == nil else { return [] }
    let none = selected == nil ? "No call is selected." : nil
    return [
      Action(.open, unless: none) { [weak self] in self?.openSelected() },
      Action(HistoryKeys.form, unless: none) { [weak self] in self?.withSelected { self?.openForm($0, sends: false) } },
      Action(HistoryKeys.again, unless: none) { [weak self] in self?.withSelected { self?.openForm($0, sends: true) } },
      Action(HistoryKeys.save, unless: none) { [weak self] in self?.withSelected { self?.save($0) } },
      Action(
        HistoryKeys.compare,
        unless: marked.count == 2 ? nil : "Mark two calls with Space: \(marked.count) are marked."
      ) { [weak self] in self?.compareMarked() },
      Action(HistoryKeys.delete, unless: none) { [weak self] in self?.askBeforeDeleting() },
      Action(HistoryKeys.mark, unless: none) { [weak self] in _ = self?.list.handle(.key(Key(" "))) },
      Action(.find) { [weak self] in self?.openFilter() },
      Action(.retry, unless: failure == nil ? "Nothing has failed." : nil) { [weak self] in self?.load() },
      Action(.reload) { [weak self] in self?.load() },
    ]
  }

  var status: StatusLine? {
    guard let asOf, failure == nil else { return nil }
    let marks = list.marks.isEmpty ? "" : "\(list.marks.count) marked"
    if !searched.isEmpty {
      let count = Quantity.text(exchanges.count, "call", "calls")
      return StatusLine(text: "\(searched) · \(count) found", trailing: marks)
    }
    guard !exchanges.isEmpty else { return nil }
    let count =
      exchanges.count == Self.limit
      ? "The newest \(exchanges.count) calls" : Quantity.text(exchanges.count, "call", "calls")
    return StatusLine(
      text: "\(count), newest first, as of \(shell.session.clock.time(asOf)).", trailing: marks)
  }

  var copies: [CopyOffer] {
    guard let selected else { return [] }
    return [
      CopyOffer(title: "path", text: selected.target), CopyOffer(title: "call's ID", text: selected.id),
      CopyOffer(title: "route", text: Route.exchange(selected.id).text),
    ]
  }

  func layout(in size: Size) {
    self.size = size
    list.layout(in: HistoryView.listArea(of: self, in: size).size)
    filter?.layout(in: Size(columns: size.columns, rows: 1))
  }

  func draw(on canvas: inout Canvas) { HistoryView.draw(self, on: &canvas) }

  func handle(_ event: Event) -> Bool {
    if filter != nil { return handleFilter(event) }
    guard let event = event.relative(to: HistoryView.listArea(of: self, in: size)) else { return false }
    switch list.handle(event) {
    case .opened: openSelected()
    case .ignored: return false
    default: break
    }
    return true
  }

  private func openFilter() {
    filter = FilterField(text: searched, placeholder: "words in the address, the request or the answer")
  }

  private func handleFilter(_ event: Event) -> Bool {
    if case .key(let key) = event, [.up, .down, .pageUp, .pageDown].contains(key) {
      return list.handle(event) != .ignored
    }
    guard let outcome = filter?.handle(event) else { return false }
    switch outcome {
    case .changed(let text): search(text)
    case .kept: filter = nil
    case .cancelled(let text):
      search(text)
      filter = nil
    case .handled: break
    case .ignored: return false
    }
    return true
  }

  /// Looks for words while they are typed, after a pause.
  private func search(_ text: String) {
    guard text != searched else { return }
    searched = text
    work.start("pause", after: .milliseconds(200)) { [weak self] in self?.load() }
  }

  private func load() {
    guard shell.session.isOpen else { return }
    work.start("load", searched.isEmpty ? "Reading the history" : "Looking for \(searched)") { [weak self] in
      guard let self else { return }
      var wanted = ExchangeFilter()
      wanted.text = searched
      do throws(ServiceError) {
        let read = try await shell.session.services.history.list(wanted, limit: Self.limit)
        guard !Task.isCancelled else { return }
        (exchanges, asOf, failure) = (read, shell.session.clock.now, nil)
      } catch {
        guard !Task.isCancelled else { return }
        failure = error
      }
      refreshRows()
    }
  }

  private func refreshRows() {
    let clock = shell.session.clock
    let known = Set(exchanges.map(\.id))
    list.marks.formIntersection(known)
    list.setRows(exchanges.map { HistoryView.row($0, clock) })
  }

  private func openSelected() {
    guard let selected else { return }
    shell.open(ExchangeScreen(shell: shell, id: selected.id))
  }

  /// Reads the selected call whole, and does something with it.
  private func withSelected(_ perform: @escaping (KeptExchange) -> Void) {
    guard let selected else { return }
    work.start("read", "Reading the call") { [weak self] in
      guard let self else { return }
      do throws(ServiceError) {
        let exchange = try await shell.session.services.history.exchange(selected.id)
        guard !Task.isCancelled else { return }
        perform(exchange)
      } catch { shell.tell(Toast(.failure, error.text)) }
    }
  }

  private func openForm(_ exchange: KeptExchange, sends: Bool) {
    CallOpening.open(shell.session.services.history.values(of: exchange), in: shell, sends: sends)
  }

  private func save(_ exchange: KeptExchange) {
    CallOpening.save(shell.session.services.history.values(of: exchange), in: shell)
  }

  private func compareMarked() {
    let two = marked.sorted { $0.time < $1.time }
    guard two.count == 2 else { return }
    shell.open(CompareScreen(shell: shell, old: two[0].id, new: two[1].id))
  }

  private func askBeforeDeleting() {
    let ids = list.marks.isEmpty ? selected.map { [$0.id] } ?? [] : Array(list.marks)
    guard !ids.isEmpty else { return }
    shell.show(
      ConfirmLayer(
        shell: shell, title: "Delete from the history",
        lines: [
          "\(Quantity.text(ids.count, "call", "calls")) with what was sent and answered.",
          "Customer.io is not asked, and nothing changes there.",
        ], confirmTitle: "Delete", cancelTitle: "Keep", isDangerous: true
      ) { [weak self] in self?.delete(ids) })
  }

  private func delete(_ ids: [String]) {
    work.start("delete", "Deleting") { [weak self] in
      guard let self else { return }
      do throws(ServiceError) {
        try await shell.session.services.history.remove(ids)
        list.marks.subtract(ids)
        shell.tell(Toast(.success, "Deleted \(Quantity.text(ids.count, "call", "calls")) from the history."))
      } catch { shell.tell(Toast(.failure, error.text)) }
      load()
    }
  }
}
