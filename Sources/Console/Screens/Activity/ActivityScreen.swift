import CustomerIO
import Foundation
import Service
import Terminal
import Widgets

/// What happens in the whole workspace, newest first, a page at a time.
@MainActor final class ActivityScreen: ConsoleScreen {
  let shell: any Shell
  let work: Work
  let list: LoadedList<Activity>
  private var size = Size(columns: 80, rows: 20)

  init(shell: any Shell) {
    self.shell = shell
    work = Work { [weak shell] in shell?.setNeedsFrame() }
    list = LoadedList(
      shell: shell, work: work, title: "Reading the activity", columns: ActivityView.columns,
      filter: "part of what is shown",
      row: { [shell] in ActivityView.row($0, shell.session.clock) },
      sortText: { activity, column in
        column == "time" || column == "exact" ? activity.date.map { "\($0.timeIntervalSince1970)" } : nil
      },
      read: { [shell] start throws(ServiceError) in
        let page = try await shell.session.openWorkspace().activity.page(start: start)
        return LoadedList.Page(records: page.items, next: page.next)
      })
    list.onOpen = { [weak self] in self?.open($0) }
  }

  var route: Route { .activity }
  var breadcrumb: [String] { ["Activity"] }
  var introduction: String { "What happens in the workspace, newest first. Ctrl-R reads anew and marks what came." }
  var isTyping: Bool { list.isTyping }
  var waiting: Waiting? { work.waiting }
  func cancel() { work.cancelWaiting() }
  func appear() { list.loadWhereOld() }
  func disappear() { work.cancelAll() }
  func sessionChanged(_ change: SessionChange) { list.sessionChanged(change) }

  var actions: [Action] {
    guard !list.isTyping else { return [] }
    let none = list.selected == nil ? "Nothing is selected." : nil
    let nobody = list.selected?.person?.reference == nil ? "Nobody is known for it." : nil
    return [
      Action(.open, unless: none) { [weak self] in self.map { screen in screen.list.selected.map(screen.open) } },
      Action(ActivityKeys.person, unless: none ?? nobody) { [weak self] in self?.openPerson() },
      list.moreAction, list.followAction,
    ] + list.actions
  }

  var status: StatusLine? { list.status { "Newest first, as of \(shell.session.clock.time($0))." } }

  var copies: [CopyOffer] {
    guard let selected = list.selected else { return [] }
    return [
      CopyOffer(title: "name", text: selected.subject), CopyOffer(title: "JSON") { selected.raw.prettyText() },
    ]
  }

  func layout(in size: Size) {
    self.size = size
    list.layout(in: size.below(1).size)
  }

  func draw(on canvas: inout Canvas) { ActivityView.draw(self, on: &canvas) }

  func handle(_ event: Event) -> Bool { event.relative(to: size.below(1)).map(list.handle) ?? false }

  private func open(_ activity: Activity) {
    let title = activity.subject.isEmpty ? activity.type : activity.subject
    shell.open(
      AnswerScreen(shell: shell, title: title, above: breadcrumb, text: activity.raw.prettyText(), route: route))
  }

  private func openPerson() {
    guard let reference = list.selected?.person?.reference else { return }
    shell.go(to: .person(reference.text), with: nil)
  }
}
