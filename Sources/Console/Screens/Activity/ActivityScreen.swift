import CustomerIO
import Foundation
import Service
import Terminal
import Widgets

/// What happens in the whole workspace, newest first, a page at a time.
@MainActor final class ActivityScreen: ConsoleScreen {
  let shell: any Shell
  private(set) var activities: [Activity] = []
  private(set) var asOf: Date?
  private(set) var failure: ServiceError?
  private(set) var list = Table(columns: ActivityView.columns)
  /// Where the next page begins; nil at the end.
  private var next: String?
  private var size = Size(columns: 80, rows: 20)
  private(set) lazy var work = Work { [weak self] in self?.shell.setNeedsFrame() }

  init(shell: any Shell) { self.shell = shell }

  var route: Route { .activity }
  var breadcrumb: [String] { ["Activity"] }
  var introduction: String { "What happens in the workspace, newest first." }
  var isTyping: Bool { false }
  var waiting: Waiting? { work.waiting }
  func cancel() { work.cancelWaiting() }
  func appear() { if asOf == nil { load() } }
  func disappear() { work.cancelAll() }

  func sessionChanged(_ change: SessionChange) {
    switch change {
    case .opened: load()
    case .connection:
      (activities, asOf, failure, next) = ([], nil, nil, nil)
      refreshRows()
      load()
    case .timeZone: refreshRows()
    case .connections, .settings: break
    }
  }

  var selected: Activity? { list.selectedIndex.flatMap { activities[safe: $0] } }

  var actions: [Action] {
    let none = selected == nil ? "Nothing is selected." : nil
    let nobody = selected?.person?.reference == nil ? "Nobody is known for it." : nil
    return [
      Action(.open, unless: none) { [weak self] in self?.openSelected() },
      Action(ActivityKeys.person, unless: none ?? nobody) { [weak self] in self?.openPerson() },
      Action(PersonKeys.more, unless: next == nil ? "That is all there is." : nil) { [weak self] in self?.loadMore() },
      Action(.retry, unless: failure == nil ? "Nothing has failed." : nil) { [weak self] in self?.load() },
      Action(.reload) { [weak self] in self?.load() },
    ]
  }

  var status: StatusLine? {
    if let failure, !activities.isEmpty { return StatusLine(text: "✗ " + failure.text, role: .danger) }
    guard let asOf else { return nil }
    return StatusLine(
      text: "Newest first, as of \(shell.session.clock.time(asOf)).", trailing: next == nil ? "" : "m reads more",
      trailingRole: .muted)
  }

  var copies: [CopyOffer] {
    guard let selected else { return [] }
    return [
      CopyOffer(title: "name", text: selected.subject), CopyOffer(title: "JSON", text: selected.raw.prettyText()),
    ]
  }

  func layout(in size: Size) {
    self.size = size
    list.layout(in: ActivityView.listArea(in: size).size)
  }

  func draw(on canvas: inout Canvas) { ActivityView.draw(self, on: &canvas) }

  func handle(_ event: Event) -> Bool {
    guard let event = event.relative(to: ActivityView.listArea(in: size)) else { return false }
    switch list.handle(event) {
    case .opened: openSelected()
    case .ignored: return false
    default: break
    }
    return true
  }

  private func openSelected() {
    guard let selected else { return }
    let title = selected.subject.isEmpty ? selected.type : selected.subject
    shell.open(
      AnswerScreen(shell: shell, title: title, above: breadcrumb, text: selected.raw.prettyText(), route: route))
  }

  private func openPerson() {
    guard let reference = selected?.person?.reference else { return }
    shell.go(to: .person(reference.text), with: nil)
  }

  private func load() { read(from: nil) }

  private func loadMore() { if let next { read(from: next) } }

  private func read(from start: String?) {
    guard shell.session.isOpen, shell.session.connection != nil else { return }
    work.start("load", "Reading the activity") { [weak self] in
      guard let self else { return }
      do throws(ServiceError) {
        let page = try await shell.session.openWorkspace().activity.page(start: start)
        guard !Task.isCancelled else { return }
        activities = start == nil ? page.items : activities + page.items
        (next, asOf, failure) = (page.next, shell.session.clock.now, nil)
      } catch {
        guard !Task.isCancelled else { return }
        failure = error
      }
      refreshRows()
    }
  }

  private func refreshRows() {
    let clock = shell.session.clock
    list.setRows(activities.map { ActivityView.row($0, clock) })
  }
}
