import CustomerIO
import Foundation
import Service
import Terminal
import Widgets

/// The segments of the workspace; the manual ones take people by hand.
@MainActor final class SegmentsScreen: ConsoleScreen {
  let shell: any Shell
  let work: Work
  let list: LoadedList<Segment>
  private var size = Size(columns: 80, rows: 20)

  init(shell: any Shell) {
    self.shell = shell
    work = Work { [weak shell] in shell?.setNeedsFrame() }
    list = LoadedList(
      shell: shell, work: work, title: "Reading the segments", columns: SegmentsView.columns, filter: "part of a name",
      row: SegmentsView.row,
      read: { [shell] _ throws(ServiceError) in
        LoadedList.Page(records: try await shell.session.openWorkspace().segments.all())
      })
    list.onOpen = { [weak self] in self?.open($0) }
  }

  var route: Route { .segments }
  var breadcrumb: [String] { ["Segments"] }
  var introduction: String { "The segments of the workspace. Only manual ones take people by hand." }
  var isTyping: Bool { list.isTyping }
  var waiting: Waiting? { work.waiting }
  func cancel() { work.cancelWaiting() }
  func appear() { list.loadWhereOld() }
  func disappear() { work.cancelAll() }
  func sessionChanged(_ change: SessionChange) { list.sessionChanged(change) }

  var actions: [Action] {
    guard !list.isTyping else { return [] }
    let none = list.selected == nil ? "No segment is selected." : nil
    let noAdding = list.selected.flatMap {
      $0.isManual ? nil : "\($0.name) is kept by its conditions: nobody is added by hand."
    }
    return [
      Action(.open, unless: none) { [weak self] in self.map { screen in screen.list.selected.map(screen.open) } },
      Action(SegmentKeys.add, unless: none ?? noAdding) { [weak self] in self?.addPeople() },
    ] + list.actions
  }

  var status: StatusLine? {
    list.status { asOf in
      let manual = list.records.count { $0.isManual }
      let count = Quantity.text(list.records.count, "segment", "segments")
      return "\(count), \(manual) manual, as of \(shell.session.clock.time(asOf))."
    }
  }

  var copies: [CopyOffer] {
    guard let selected = list.selected else { return [] }
    return [
      CopyOffer(title: "ID", text: "\(selected.id)"), CopyOffer(title: "name", text: selected.name),
      CopyOffer(title: "JSON") { selected.raw.prettyText() },
      CopyOffer(title: "route", text: Route.segment(selected.id).text),
    ]
  }

  func layout(in size: Size) {
    self.size = size
    list.layout(in: size.below(1).size)
  }

  func draw(on canvas: inout Canvas) { SegmentsView.draw(self, on: &canvas) }

  func handle(_ event: Event) -> Bool { event.relative(to: size.below(1)).map(list.handle) ?? false }

  private func open(_ segment: Segment) {
    shell.open(SegmentScreen(shell: shell, id: segment.id, name: segment.name))
  }

  private func addPeople() {
    guard let selected = list.selected else { return }
    shell.go(to: .module(.addToSegment), with: ModuleValues([.segmentID: .text("\(selected.id)")]))
  }
}
