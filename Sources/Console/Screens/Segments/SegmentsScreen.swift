import CustomerIO
import Foundation
import Service
import Terminal
import Widgets

/// The segments of the workspace; the manual ones take people by hand.
@MainActor final class SegmentsScreen: ConsoleScreen {
  let shell: any Shell
  private(set) var segments: [Segment] = []
  private(set) var asOf: Date?
  private(set) var failure: ServiceError?
  private(set) var filter = ListFilter(placeholder: "part of a name")
  private(set) var list = Table(columns: SegmentsView.columns)
  private var size = Size(columns: 80, rows: 20)
  private(set) lazy var work = Work { [weak self] in self?.shell.setNeedsFrame() }

  init(shell: any Shell) { self.shell = shell }

  var route: Route { .segments }
  var breadcrumb: [String] { ["Segments"] }
  var introduction: String { "The segments of the workspace. Only manual ones take people by hand." }
  var isTyping: Bool { filter.isOpen }
  var waiting: Waiting? { work.waiting }
  func cancel() { work.cancelWaiting() }
  func appear() { if asOf == nil { load() } }
  func disappear() { work.cancelAll() }

  func sessionChanged(_ change: SessionChange) {
    switch change {
    case .opened: load()
    case .connection:
      (segments, asOf, failure) = ([], nil, nil)
      refreshRows()
      load()
    case .connections, .timeZone, .settings: break
    }
  }

  var selected: Segment? { list.selectedIndex.flatMap { segments[safe: $0] } }

  var actions: [Action] {
    guard !filter.isOpen else { return [] }
    let none = selected == nil ? "No segment is selected." : nil
    let noAdding = selected.flatMap {
      $0.isManual ? nil : "\($0.name) is kept by its conditions: nobody is added by hand."
    }
    return [
      Action(.open, unless: none) { [weak self] in self?.openSelected() },
      Action(SegmentKeys.add, unless: none ?? noAdding) { [weak self] in self?.addPeople() },
      Action(.find) { [weak self] in self.map { $0.filter.open($0.list) } },
      Action(SegmentKeys.suspendFilter, unless: list.filter.isEmpty ? "There is no filter." : nil) { [weak self] in
        self?.list.toggleFilter()
      },
      Action(.retry, unless: failure == nil ? "Nothing has failed." : nil) { [weak self] in self?.load() },
      Action(.reload) { [weak self] in self?.load() },
    ]
  }

  var status: StatusLine? {
    if let failure, !segments.isEmpty { return StatusLine(text: "✗ " + failure.text, role: .danger) }
    if !list.filter.isEmpty { return StatusLine(text: "Filter: " + list.filterSummary) }
    guard let asOf else { return nil }
    let manual = segments.count { $0.isManual }
    let count = Quantity.text(segments.count, "segment", "segments")
    return StatusLine(text: "\(count), \(manual) manual, as of \(shell.session.clock.time(asOf)).")
  }

  var copies: [CopyOffer] {
    guard let selected else { return [] }
    return [
      CopyOffer(title: "ID", text: "\(selected.id)"), CopyOffer(title: "name", text: selected.name),
      CopyOffer(title: "JSON", text: selected.raw.prettyText()),
      CopyOffer(title: "route", text: Route.segment(selected.id).text),
    ]
  }

  func layout(in size: Size) {
    self.size = size
    list.layout(in: SegmentsView.listArea(of: self, in: size).size)
    filter.layout(in: size)
  }

  func draw(on canvas: inout Canvas) { SegmentsView.draw(self, on: &canvas) }

  func handle(_ event: Event) -> Bool {
    if filter.isOpen { return filter.handle(event, filtering: &list) }
    guard let event = event.relative(to: SegmentsView.listArea(of: self, in: size)) else { return false }
    switch list.handle(event) {
    case .opened: openSelected()
    case .ignored: return false
    default: break
    }
    return true
  }

  private func openSelected() {
    guard let selected else { return }
    shell.open(SegmentScreen(shell: shell, id: selected.id, name: selected.name))
  }

  private func addPeople() {
    guard let selected else { return }
    shell.go(to: .module(.addToSegment), with: ModuleValues([.segmentID: .text("\(selected.id)")]))
  }

  private func load() {
    guard shell.session.isOpen, shell.session.connection != nil else { return }
    work.start("load", "Reading the segments") { [weak self] in
      guard let self else { return }
      do throws(ServiceError) {
        let read = try await shell.session.openWorkspace().segments.all()
        guard !Task.isCancelled else { return }
        (segments, asOf, failure) = (read, shell.session.clock.now, nil)
      } catch {
        guard !Task.isCancelled else { return }
        failure = error
      }
      refreshRows()
    }
  }

  private func refreshRows() { list.setRows(segments.map(SegmentsView.row)) }
}
