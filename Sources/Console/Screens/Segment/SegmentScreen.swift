import CustomerIO
import Foundation
import Service
import Terminal
import Widgets

/// One segment: what it is, and who is in it.
@MainActor final class SegmentScreen: ConsoleScreen {
  let shell: any Shell
  let id: Int
  private let knownName: String?
  private(set) var segment: Segment?
  private(set) var count: Int?
  private(set) var members: PeopleFinder.Result?
  private(set) var failure: ServiceError?
  /// Who was in it at the reading before.
  private(set) var before: Set<String>?
  private(set) var list = Table(columns: PeopleView.columns)
  private var size = Size(columns: 80, rows: 20)
  private(set) lazy var work = Work { [weak self] in self?.shell.setNeedsFrame() }

  init(shell: any Shell, id: Int, name: String? = nil) {
    self.shell = shell
    self.id = id
    knownName = name
  }

  var title: String { segment?.name ?? knownName ?? "Segment \(id)" }
  var route: Route { .segment(id) }
  var breadcrumb: [String] { ["Segments", title] }
  var introduction: String { "Who is in the segment. Ctrl-R reads anew and marks who came in." }
  var waiting: Waiting? { work.waiting }
  func cancel() { work.cancelWaiting() }
  func appear() { if members == nil { load() } }
  func disappear() { work.cancelAll() }

  func sessionChanged(_ change: SessionChange) {
    switch change {
    case .opened: load()
    case .connection:
      (segment, count, members, failure, before) = (nil, nil, nil, nil, nil)
      refreshRows()
      load()
    case .timeZone: refreshRows()
    case .connections, .settings: break
    }
  }

  var selected: PersonSummary? { list.selectedIndex.flatMap { members?.people[safe: $0] } }

  var actions: [Action] {
    let nobody = selected == nil ? "Nobody is selected." : nil
    let noAdding = segment?.isManual == false ? "It is kept by its conditions: nobody is added by hand." : nil
    return [
      Action(.open, unless: nobody) { [weak self] in self?.openSelected() },
      Action(SegmentKeys.add, unless: noAdding) { [weak self] in self?.addPeople() },
      Action(PeopleKeys.track, unless: nobody) { [weak self] in self?.openDialog(.trackEvent) },
      Action(PeopleKeys.update, unless: nobody) { [weak self] in self?.openDialog(.upsertCustomer) },
      Action(.retry, unless: failure == nil ? "Nothing has failed." : nil) { [weak self] in self?.load() },
      Action(.reload) { [weak self] in self?.load() },
    ]
  }

  var status: StatusLine? {
    if let failure, members != nil { return StatusLine(text: "✗ " + failure.text, role: .danger) }
    guard let members else { return nil }
    var text = Quantity.text(members.people.count, "person", "people")
    if members.isCut { text += count.map { " of \(Quantity.grouped($0))" } ?? ", and more" }
    text += ", as of \(shell.session.clock.time(members.asOf))."
    if let before {
      let new = members.people.count { !before.contains($0.id) }
      text += new == 0 ? " Nobody new since the last reading." : " \(Quantity.grouped(new)) new since the last reading."
    }
    return StatusLine(text: text)
  }

  var copies: [CopyOffer] {
    (selected?.copies ?? []) + [
      CopyOffer(title: "segment's ID", text: "\(id)"), CopyOffer(title: "segment's name", text: title),
      CopyOffer(title: "route", text: route.text),
    ]
  }

  func layout(in size: Size) {
    self.size = size
    list.layout(in: SegmentView.listArea(in: size).size)
  }

  func draw(on canvas: inout Canvas) { SegmentView.draw(self, on: &canvas) }

  func handle(_ event: Event) -> Bool {
    guard let event = event.relative(to: SegmentView.listArea(in: size)) else { return false }
    switch list.handle(event) {
    case .opened: openSelected()
    case .ignored: return false
    default: break
    }
    return true
  }

  private func openSelected() {
    guard let selected else { return }
    shell.go(to: .person(selected.referenceText))
  }

  private func addPeople() {
    shell.go(to: .module(.addToSegment), with: ModuleValues([.segmentID: .text("\(id)")]))
  }

  private func openDialog(_ module: ModuleID) {
    guard let selected else { return }
    shell.go(to: .module(module), with: .about(selected, for: module))
  }

  private func load() {
    guard shell.session.isOpen, shell.session.connection != nil else { return }
    work.start("load", "Reading the segment") { [weak self] in
      guard let self else { return }
      do throws(ServiceError) {
        let workspace = try await shell.session.openWorkspace()
        segment = try await workspace.segments.one(id)
        shell.setNeedsFrame()
        let found = try await workspace.people.find("segment:\(id)")
        guard !Task.isCancelled else { return }
        before = members.map { Set($0.people.map(\.id)) }
        (members, failure) = (found, nil)
        refreshRows()
        if let read = try? await workspace.segments.count(id), !Task.isCancelled { count = read }
      } catch {
        guard !Task.isCancelled else { return }
        failure = error
      }
    }
  }

  private func refreshRows() { list.setRows(SegmentView.rows(of: self)) }
}
