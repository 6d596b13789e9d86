import Foundation
import Service
import Terminal
import Widgets

/// The home screen: finds people, and remembers those that were seen.
///
/// Identifiers, attributes and segments are looked for through the API; parts of names only among people that this
/// console has seen, and labelled so.
@MainActor final class PeopleScreen: ConsoleScreen {
  let shell: any Shell
  var find = TextEditor(placeholder: "id, email, cio_…, plan=pro, segment:7")
  var isFinding = false
  var results: PeopleFinder.Result?
  /// What was looked for when the results came.
  var query = ""
  var failure: ServiceError?
  var seen: [PersonSummary] = []
  var list = Table(columns: PeopleView.columns)
  /// The session's changes when the results came.
  private var changesKnown = 0
  private var size = Size(columns: 80, rows: 20)
  private(set) lazy var work = Work { [weak self] in self?.shell.setNeedsFrame() }

  init(shell: any Shell) {
    self.shell = shell
  }

  var route: Route { .people }
  var breadcrumb: [String] { ["People"] }
  var isTyping: Bool { isFinding }
  var waiting: Waiting? { work.waiting }
  func cancel() { work.cancelWaiting() }

  func appear() {
    loadSeen()
    // What this console changed meanwhile is to be seen in the list, too.
    if results != nil, changesKnown != shell.session.changeCount { look(for: query) }
  }
  func disappear() { work.cancelAll() }

  func sessionChanged(_ change: SessionChange) {
    switch change {
    case .opened: loadSeen()
    case .connection:
      results = nil
      failure = nil
      seen = []
      refreshRows()
      loadSeen()
    case .timeZone: refreshRows()
    case .connections, .journal, .settings: break
    }
  }

  /// The people listed: those found, then those seen before.
  var people: [PersonSummary] { (results?.people ?? []) + seen }
  var selected: PersonSummary? {
    guard let index = list.selectedIndex.flatMap({ PeopleView.personIndex(ofRow: $0, in: self) }) else { return nil }
    return people.indices.contains(index) ? people[index] : nil
  }

  var actions: [Action] {
    if isFinding {
      return [
        Action(PeopleKeys.look) { [weak self] in self?.look() },
        Action(PeopleKeys.leaveFind) { [weak self] in self?.leaveFind() },
      ]
    }
    let nobody = selected == nil ? "Nobody is selected." : nil
    return [
      Action(.open, unless: nobody) { [weak self] in self?.openSelected() },
      Action(PeopleKeys.track, unless: nobody) { [weak self] in self?.openDialog(.trackEvent) },
      Action(PeopleKeys.update, unless: nobody) { [weak self] in self?.openDialog(.upsertCustomer) },
      Action(PeopleKeys.segment, unless: nobody) { [weak self] in self?.openDialog(.addToSegment) },
      Action(PeopleKeys.delete, unless: nobody) { [weak self] in self?.openDialog(.deleteCustomer) },
      Action(.find) { [weak self] in self?.startFinding() },
      Action(.retry, unless: failure == nil ? "Nothing has failed." : nil) { [weak self] in self?.look() },
      Action(.reload, unless: query.isEmpty ? "Nothing was looked for yet." : nil) { [weak self] in self?.look() },
    ]
  }

  var status: StatusLine? {
    if isFinding {
      return StatusLine(text: "An id, an email or cio_… is looked up; parts of names among those seen before.")
    }
    if let failure { return StatusLine(text: "✗ " + failure.text, role: .danger) }
    guard let results else { return nil }
    var text =
      "\(Quantity.text(results.people.count, "person", "people")), as of \(shell.session.clock.time(results.asOf))."
    if results.isCut { text += " There are more: narrow the search." }
    if !results.note.isEmpty { text += " " + results.note }
    return StatusLine(text: text)
  }

  var copies: [CopyOffer] {
    guard let selected else { return [] }
    return selected.copies + [CopyOffer(title: "route", text: Route.person(selected.referenceText).text)]
  }

  func layout(in size: Size) {
    self.size = size
    find.layout(in: PeopleView.findArea(in: size).size)
    list.layout(in: PeopleView.listArea(in: size).size)
  }

  func draw(on canvas: inout Canvas) { PeopleView.draw(self, on: &canvas) }

  func handle(_ event: Event) -> Bool {
    if isFinding, case .mouse = event {
      isFinding = false
    } else if isFinding {
      return handleFind(event)
    }
    if case .paste = event {
      startFinding()
      return handleFind(event)
    }
    if case .mouse(let mouse) = event, mouse.action == .press, mouse.place.row == 0 {
      startFinding()
      return true
    }
    guard let event = event.relative(to: PeopleView.listArea(in: size)) else { return false }
    switch list.handle(event) {
    case .opened: openSelected()
    case .ignored: return false
    case .selected, .marked, .sort, .handled: break
    }
    return true
  }

  private func handleFind(_ event: Event) -> Bool {
    if case .key(.down) = event, !people.isEmpty {
      isFinding = false
      return true
    }
    let outcome = find.handle(event)
    if outcome == .changed {
      work.start("seen", after: .milliseconds(150)) { [weak self] in await self?.readSeen() }
    }
    return outcome != .ignored
  }

  func startFinding() {
    isFinding = true
    find.moveCaretToEnd()
  }

  func leaveFind() { isFinding = false }

  func openDialog(_ id: ModuleID) {
    guard let selected else { return }
    shell.go(to: .module(id), with: .about(selected, for: id))
  }

  func openSelected() {
    guard let selected else { return }
    shell.go(to: .person(selected.referenceText))
  }

  /// Asks Customer.io for what stands in the find line.
  func look() {
    let text = find.text.trimmingCharacters(in: .whitespaces)
    isFinding = false
    guard !text.isEmpty else {
      (results, failure, query) = (nil, nil, "")
      return loadSeen()
    }
    look(for: text)
  }

  private func look(for text: String) {
    work.start("find", "Finding \(text)") { [weak self] in
      guard let self else { return }
      changesKnown = shell.session.changeCount
      do throws(ServiceError) {
        let workspace = try await shell.session.openWorkspace()
        let found = try await workspace.people.find(text)
        guard !Task.isCancelled else { return }
        (results, failure, query) = (found, nil, text)
      } catch {
        guard !Task.isCancelled else { return }
        (results, failure, query) = (nil, error, text)
      }
      await readSeen()
    }
  }

  func loadSeen() {
    guard shell.session.isOpen, shell.session.connection != nil else { return }
    work.start("seen") { [weak self] in await self?.readSeen() }
  }

  /// Reads who was seen before: in the local store only.
  private func readSeen() async {
    let part = find.text.trimmingCharacters(in: .whitespaces)
    guard let connection = shell.session.connection,
      let found = try? await shell.session.services.seenPeople(on: connection).matching(part), !Task.isCancelled
    else { return refreshRows() }
    let shown = Set((results?.people ?? []).map(\.id))
    seen = found.filter { !shown.contains($0.id) }
    refreshRows()
    shell.setNeedsFrame()
  }

  func refreshRows() { list.setRows(PeopleView.rows(of: self)) }
}
