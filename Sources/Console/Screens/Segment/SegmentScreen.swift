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
  /// More people are in it than were read.
  private var isCut = false
  private(set) lazy var work = Work { [weak self] in self?.shell.setNeedsFrame() }
  private(set) lazy var list = LoadedList<PersonSummary>(
    shell: shell, work: work, title: "Reading the segment", columns: PeopleView.columns,
    filter: "part of what is shown", row: { [shell] in SegmentView.row($0, shell.session.clock) },
    sortText: { person, column in
      column == "created" ? person.createdAt.map { "\($0.timeIntervalSince1970)" } ?? "" : nil
    },
    read: { [weak self] _ throws(ServiceError) in try await self?.read() ?? LoadedList.Page(records: []) })
  private var size = Size(columns: 80, rows: 20)

  init(shell: any Shell, id: Int, name: String? = nil) {
    self.shell = shell
    self.id = id
    knownName = name
    list.onOpen = { [weak self] in self?.open($0) }
  }

  var title: String { segment?.name ?? knownName ?? "Segment \(id)" }
  var route: Route { .segment(id) }
  var breadcrumb: [String] { ["Segments", title] }
  var introduction: String { "Who is in the segment. Ctrl-R reads anew and marks who came in." }
  var isTyping: Bool { list.isTyping }
  var waiting: Waiting? { work.waiting }
  func cancel() { work.cancelWaiting() }
  func appear() { list.loadWhereOld() }
  func disappear() { work.cancelAll() }

  func sessionChanged(_ change: SessionChange) {
    if change == .connection { (segment, count) = (nil, nil) }
    list.sessionChanged(change)
  }

  var actions: [Action] {
    guard !list.isTyping else { return [] }
    let nobody = list.selected == nil ? "Nobody is selected." : nil
    let noAdding = segment?.isManual == false ? "It is kept by its conditions: nobody is added by hand." : nil
    return [
      Action(.open, unless: nobody) { [weak self] in self.map { screen in screen.list.selected.map(screen.open) } },
      Action(SegmentKeys.add, unless: noAdding) { [weak self] in self?.addPeople() },
      Action(PeopleKeys.track, unless: nobody) { [weak self] in self?.openDialog(.trackEvent) },
      Action(PeopleKeys.update, unless: nobody) { [weak self] in self?.openDialog(.upsertCustomer) },
    ] + list.actions
  }

  var status: StatusLine? {
    list.status { asOf in
      var text = Quantity.text(list.records.count, "person", "people")
      if isCut { text += count.map { " of \(Quantity.grouped($0))" } ?? ", and more" }
      return text + ", as of \(shell.session.clock.time(asOf))."
    }
  }

  var copies: [CopyOffer] {
    (list.selected?.copies ?? []) + [
      CopyOffer(title: "segment's ID", text: "\(id)"), CopyOffer(title: "segment's name", text: title),
      CopyOffer(title: "route", text: route.text),
    ]
  }

  func layout(in size: Size) {
    self.size = size
    list.layout(in: size.below(3).size)
  }

  func draw(on canvas: inout Canvas) { SegmentView.draw(self, on: &canvas) }

  func handle(_ event: Event) -> Bool { event.relative(to: size.below(3)).map(list.handle) ?? false }

  private func open(_ person: PersonSummary) { shell.go(to: .person(person.referenceText)) }

  private func addPeople() {
    shell.go(to: .module(.addToSegment), with: ModuleValues([.segmentID: .text("\(id)")]))
  }

  private func openDialog(_ module: ModuleID) {
    guard let selected = list.selected else { return }
    shell.go(to: .module(module), with: .about(selected, for: module))
  }

  /// What it is first, then who is in it; how many there are may follow.
  private func read() async throws(ServiceError) -> LoadedList<PersonSummary>.Page {
    let workspace = try await shell.session.openWorkspace()
    segment = try await workspace.segments.one(id)
    shell.setNeedsFrame()
    let found = try await workspace.people.find("segment:\(id)")
    isCut = found.isCut
    work.start("count") { [weak self] in
      guard let self, let count = try? await workspace.segments.count(id), !Task.isCancelled else { return }
      self.count = count
    }
    return LoadedList.Page(records: found.people)
  }
}
