import CustomerIO
import Foundation
import Service
import Terminal
import Widgets

/// One person as Customer.io has them: attributes, segments, activity, messages, devices, each read when it is looked
/// at. A reload marks what changed.
@MainActor final class PersonScreen: ConsoleScreen {
  let shell: any Shell
  let reference: String
  var page: PersonPage?
  /// Attributes as they were at the reading before, by name.
  var before: [String: String]?
  var segments: PersonLog<Segment>?
  var activities: PersonLog<Activity>?
  var messages: PersonLog<Message>?
  var failure: ServiceError?
  /// The session's changes when the person was read.
  var changesKnown = 0
  var tabs = Tabs(PersonTab.allCases.map { Tabs.Tab(id: $0.rawValue, title: $0.title) })
  /// A table for each tab, so that each keeps its selection.
  var tables: [PersonTab: Table]
  var filter = ListFilter(placeholder: "part of what is shown")
  private var size = Size(columns: 80, rows: 20)
  private(set) lazy var work = Work { [weak self] in self?.shell.setNeedsFrame() }

  init(shell: any Shell, reference: String, tab: PersonTab) {
    self.shell = shell
    self.reference = reference
    tables = Dictionary(
      PersonTab.allCases.map { ($0, Table(columns: PersonView.columns(of: $0))) },
      uniquingKeysWith: { first, _ in first })
    tabs.select(tab.rawValue)
  }

  var tab: PersonTab { tabs.selected.flatMap { PersonTab(rawValue: $0.id) } ?? .attributes }
  var table: Table {
    get { tables[tab] ?? Table(columns: []) }
    set { tables[tab] = newValue }
  }
  var personReference: PersonReference { PersonReference(route: reference) }

  var route: Route { .person(reference, tab) }
  var breadcrumb: [String] { ["People", page?.summary.title ?? reference] }
  var introduction: String { "A person as Customer.io has them. Ctrl-R reads anew and marks what changed." }
  var isTyping: Bool { filter.isOpen }
  var waiting: Waiting? { work.waiting }
  func cancel() { work.cancelWaiting() }
  func appear() { if page == nil || changesKnown != shell.session.changeCount { load() } else { loadTab() } }
  func disappear() { work.cancelAll() }

  func sessionChanged(_ change: SessionChange) {
    switch change {
    case .opened: load()
    case .connection:
      (page, before, segments, activities, messages, failure) = (nil, nil, nil, nil, nil, nil)
      refreshRows()
      load()
    case .timeZone: refreshRows()
    case .connections, .journal, .settings: break
    }
  }

  var actions: [Action] {
    guard !filter.isOpen else { return [] }
    let nobody = page == nil ? "There is nobody here." : nil
    return [
      Action(.open, unless: table.selectedRow == nil ? "There is nothing to open." : nil) { [weak self] in
        self?.openSelected()
      },
      Action(PersonKeys.more, unless: hasMore ? nil : "That is all of it.") { [weak self] in self?.loadMore() },
      Action(PeopleKeys.track, unless: nobody) { [weak self] in self?.openDialog(.trackEvent) },
      Action(PeopleKeys.update, unless: nobody) { [weak self] in self?.openDialog(.upsertCustomer) },
      Action(PeopleKeys.segment, unless: nobody) { [weak self] in self?.openDialog(.addToSegment) },
      Action(PeopleKeys.delete, unless: nobody) { [weak self] in self?.openDialog(.deleteCustomer) },
      Action(.nextTab) { [weak self] in self?.changeTab(by: 1) },
      Action(.previousTab) { [weak self] in self?.changeTab(by: -1) },
      Action(.find) { [weak self] in self.map { $0.filter.open($0.table) } },
      Action(ListKeys.next, unless: nothingSought) { [weak self] in _ = self?.table.findNext() },
      Action(ListKeys.previous, unless: nothingSought) { [weak self] in _ = self?.table.findNext(forward: false) },
      Action(SegmentKeys.suspendFilter, unless: table.filter.isEmpty ? "There is no filter." : nil) { [weak self] in
        self?.table.toggleFilter()
      },
      Action(ListKeys.count, unless: table.totalCount == 0 ? "There is nothing to count." : nil) { [weak self] in
        guard let self else { return }
        shell.show(PaletteLayer.counts(of: table, shell: shell) { [weak self] in self?.table.setFilter($0) })
      },
      Action(PersonKeys.raw, unless: nobody) { [weak self] in self?.showRaw() },
      Action(.retry, unless: failure == nil ? "Nothing has failed." : nil) { [weak self] in self?.load() },
      Action(.reload) { [weak self] in self?.load() },
    ]
  }

  private var nothingSought: String? { table.filter.isEmpty ? "Nothing was looked for yet: / begins." : nil }

  func layout(in size: Size) {
    self.size = size
    tabs.layout(in: Size(columns: size.columns, rows: 2))
    tables[tab]?.layout(in: PersonView.tableArea(of: self, in: size).size)
    filter.layout(in: size)
  }

  func draw(on canvas: inout Canvas) { PersonView.draw(self, on: &canvas) }

  func handle(_ event: Event) -> Bool {
    if filter.isOpen { return filter.handle(event, filtering: &table) }
    if let event = event.relative(to: PersonView.tabArea(in: size)) {
      switch tabs.handle(event) {
      case .selected:
        loadTab()
        return true
      case .handled: return true
      case .ignored: break
      }
    }
    guard let event = event.relative(to: PersonView.tableArea(of: self, in: size)) else { return false }
    switch table.handle(event) {
    case .opened: openSelected()
    case .ignored: return false
    default: break
    }
    return true
  }

  private func changeTab(by step: Int) {
    let all = PersonTab.allCases
    guard let index = all.firstIndex(of: tab) else { return }
    tabs.select(all[(index + step + all.count) % all.count].rawValue)
    loadTab()
  }

  private func openDialog(_ module: ModuleID) {
    guard let page else { return }
    shell.go(to: .module(module), with: .about(page.summary, for: module))
  }

  private func openSelected() {
    guard let index = table.selectedIndex else { return }
    switch tab {
    case .segments:
      guard let row = segments?.rows[safe: index] else { return }
      shell.open(SegmentScreen(shell: shell, id: row.id, name: row.name))
    case .activity:
      guard let row = activities?.rows[safe: index] else { return }
      read(row.raw.prettyText(), title: row.subject.isEmpty ? row.type : row.subject)
    case .messages:
      guard let row = messages?.rows[safe: index] else { return }
      read(row.raw.prettyText(), title: row.subject ?? row.type ?? row.id)
    case .attributes, .devices:
      shell.show(PlainTextLayer(shell: shell, text: selectedText))
    }
  }

  private func showRaw() {
    guard let page else { return }
    read(page.raw.prettyText(), title: "Raw answer")
  }

  private func read(_ text: String, title: String) {
    shell.open(AnswerScreen(shell: shell, title: title, above: breadcrumb, text: text, route: route))
  }

  /// The whole value of the selected row, for reading and copying.
  var selectedText: String {
    guard let index = table.selectedIndex else { return "" }
    switch tab {
    case .attributes: return page?.attributes[safe: index]?.value ?? ""
    case .devices: return page?.devices[safe: index]?.id ?? ""
    case .segments, .activity, .messages: return table.selectedRow?.cells.map(\.text).joined(separator: "\t") ?? ""
    }
  }
}

extension PersonTab {
  var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}

extension Array {
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
