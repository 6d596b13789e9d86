import CustomerIO
import Foundation
import Service
import Store
import Terminal
import Widgets

/// Finds a call: the routes of the catalogue by group, and what was made or kept before, in one list.
///
/// Choosing fills the form of *Make an API call*, where everything can be changed; a blank call takes any path.
@MainActor final class ExplorerScreen: ConsoleScreen {
  let shell: any Shell
  private var entries: [String: ExplorerEntry] = [:]
  private var endpoints = EndpointCatalogue.all
  private var collections: [RequestCollection] = []
  private var made: [ExchangeSummary] = []
  /// What variables stand for on the session's connection.
  private var variables = VariableValues.none
  private(set) lazy var work = Work { [weak self] in self?.shell.setNeedsFrame() }
  private(set) lazy var list = CallList(
    outline: Outline(unfolded: ["People"]), placeholder: "letters of group, method, path or summary",
    nothingFound: "No call has these letters. c begins a blank one with any path.", work: work
  ) { [weak self] in self?.shell.setNeedsFrame() }

  init(shell: any Shell) {
    self.shell = shell
    list.about = { [weak self] in
      guard let self else { return [] }
      return selected.map { ExplorerPane.lines(about: $0, self.shell.session.clock) } ?? []
    }
    list.open = { [weak self] in self?.openSelected() }
    refreshGroups()
    if let first = EndpointCatalogue.all.first { list.outline.select(ExplorerEntry.route(first).id) }
    list.refreshAbout()
  }

  var route: Route { .explorer }
  var breadcrumb: [String] { ["Explorer"] }
  var introduction: String {
    "All calls to Customer.io, found by a few letters of group, method, path or summary. ◆ marks what changes something."
  }
  var movement: Movement? { .outline }
  var isTyping: Bool { list.filter != nil }
  var waiting: Waiting? { work.waiting }
  func cancel() { work.cancelWaiting() }

  var selected: ExplorerEntry? { list.outline.selected.flatMap { entries[$0.id] } }

  func appear() {
    refreshGroups()
    load()
  }
  func disappear() { work.cancelAll() }

  func sessionChanged(_ change: SessionChange) {
    switch change {
    case .opened, .connection: load()
    case .journal: break
    default: refreshGroups()
    }
  }

  var actions: [Action] {
    guard list.filter == nil else {
      return [
        Action(ExplorerKeys.keep) { [weak self] in self?.list.handleFilter(.key(.enter)) },
        Action(ExplorerKeys.leave) { [weak self] in self?.list.handleFilter(.key(.escape)) },
      ]
    }
    let unless = selected == nil ? "Choose a call first." : nil
    if list.showsPane, !list.isWide {
      return [
        Action(.open, unless: unless) { [weak self] in self?.openSelected() },
        Action(ExplorerKeys.list) { [weak self] in self?.list.showsPane = false },
      ]
    }
    return [
      Action(.open) { [weak self] in self?.list.take(.key(.enter)) },
      Action(.find) { [weak self] in self?.list.openFilter() },
      Action(ExplorerKeys.blank) { [weak self] in self?.openBlank() },
      Action(ExplorerKeys.pane, unless: list.isWide ? "It stands at the right." : unless) { [weak self] in
        self?.list.showsPane = true
      },
      Action(ExplorerKeys.history) { [weak self] in self?.shell.go(to: .history) },
      Action(ExplorerKeys.collections) { [weak self] in self?.shell.go(to: .collections) },
      Action(ExplorerKeys.unfilter, unless: list.outline.query.isEmpty ? "All calls are shown." : nil) { [weak self] in
        self?.list.setQuery("")
      },
    ]
  }

  var status: StatusLine? {
    // One row at most while the line of the query stands above it.
    if list.filter != nil { return StatusLine(text: selected?.facts ?? "") }
    let outline = list.outline
    let count =
      outline.query.isEmpty
      ? "" : "\(outline.query) · \(outline.foundCount) of \(Quantity.text(outline.itemCount, "call", "calls"))"
    guard let selected else { return StatusLine(text: count.isEmpty ? selectedGroupNote : count) }
    return StatusLine(text: note(on: selected), trailing: count)
  }

  private var selectedGroupNote: String {
    guard let group = list.outline.selectedGroup else { return "" }
    return "\(group.title): \(Quantity.text(group.items.count, "call", "calls")). Enter or → unfolds it, + all."
  }

  /// What the line says of the selected call: what it needs and what it does.
  private func note(on entry: ExplorerEntry) -> String {
    switch entry {
    case .route(let endpoint): "\(endpoint.summary) · \(entry.facts)"
    default: entry.facts
    }
  }

  var copies: [CopyOffer] {
    let here = CopyOffer(title: "route", text: route.text)
    switch selected {
    case .made(let exchange)?: return [CopyOffer(title: "path", text: exchange.target), here]
    case .saved(let request, let collection)?:
      return CallOpening.copies(request.values, variables.including(collection), in: shell) + [here]
    case let entry?:
      guard let values = entry.values else { return [here] }
      return CallOpening.copies(values, variables, in: shell) + [here]
    case nil: return [here]
    }
  }

  var jumpTargets: [JumpTarget] { list.jumpTargets }

  func layout(in size: Size) { list.layout(in: size) }
  func draw(on canvas: inout Canvas) { list.draw(on: &canvas) }
  func handle(_ event: Event) -> Bool { list.handle(event) }

  private func openSelected() {
    switch selected {
    case .made(let exchange)?: openMade(exchange)
    case .saved(let request, let collection)?:
      CallOpening.open(request, from: collection, in: shell, routes: endpoints)
    case let entry?: entry.values.map { CallOpening.open($0, in: shell, routes: endpoints) }
    case nil: break
    }
  }

  private func openMade(_ exchange: ExchangeSummary) {
    work.start("read", "Reading the call") { [weak self] in
      guard let self else { return }
      let history = shell.session.services.history
      do throws(ServiceError) {
        let kept = try await history.exchange(exchange.id)
        guard !Task.isCancelled else { return }
        CallOpening.open(history.values(of: kept), in: shell, routes: endpoints)
      } catch { shell.tell(Toast(.failure, error.text)) }
    }
  }

  private func openBlank() {
    var values = ModuleValues().filled(from: .definition(.apiCall))
    values[.domain] = .text(Domain.app.rawValue)
    CallOpening.open(values, in: shell)
  }

  /// Reads what was kept before. The routes are there without it; where it can't be read, its own screen says why.
  private func load() {
    guard shell.session.isOpen else { return }
    work.start("load") { [weak self] in
      guard let self else { return }
      let services = shell.session.services
      let saved = await services.collections.all()
      let newest = try? await services.history.list(limit: Self.readLimit)
      let routes = await services.catalogue.endpoints()
      let variables = await services.variables.values(for: shell.session.connection)
      await bringDraft()
      guard !Task.isCancelled else { return }
      (collections, made, endpoints) = (saved, Self.distinct(newest ?? []), routes)
      self.variables = variables
      refreshGroups()
    }
  }

  /// Calls of the history that are looked at, and different ones that stand in the list; all of them are a key away.
  private static let readLimit = 1_000
  private static let madeLimit = 200

  /// Each call once, the last time that it was made.
  private static func distinct(_ exchanges: [ExchangeSummary]) -> [ExchangeSummary] {
    struct Call: Hashable {
      let domain: String
      let method: String
      let target: String
    }
    var seen: Set<Call> = []
    let distinct = exchanges.filter {
      seen.insert(Call(domain: $0.domain, method: $0.method, target: $0.target)).inserted
    }
    return Array(distinct.prefix(madeLimit))
  }

  /// What an earlier console left unsent.
  private func bringDraft() async {
    let definition = ModuleDefinition.definition(.apiCall)
    guard !shell.session.drafts.isLoaded(.apiCall), let draft = await shell.session.drafts.load(definition) else {
      return
    }
    shell.session.drafts.keep(draft.values, of: definition, place: draft.place)
  }

  private func refreshGroups() {
    var groups: [(title: String, empty: String, entries: [ExplorerEntry])] = []
    if let draft = shell.session.drafts[.apiCall], !draft.isEmpty(.url),
      draft != shell.session.drafts.lastSent(.apiCall)
    {
      groups.append(("Not sent yet", "", [.draft(draft)]))
    }
    for collection in collections {
      groups.append(
        (
          "Saved: \(collection.name)", collection.problems.first.map { "✗ " + $0.shortText } ?? "It holds no call yet.",
          collection.requests.map { .saved($0, in: collection) }
        ))
    }
    if !made.isEmpty { groups.append(("History", "", made.map(ExplorerEntry.made))) }
    groups += routeGroups
    entries = Dictionary(groups.flatMap(\.entries).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let clock = shell.session.clock
    let shown = groups.map { group in
      Outline.Group(
        id: group.title, title: group.title, items: group.entries.map { $0.item(clock) }, emptyText: group.empty)
    }
    if shown != list.outline.groups { list.setGroups(shown) }
    list.refreshAbout()
  }

  private var routeGroups: [(title: String, empty: String, entries: [ExplorerEntry])] {
    var groups: [(title: String, empty: String, entries: [ExplorerEntry])] = []
    for endpoint in endpoints {
      if let index = groups.firstIndex(where: { $0.title == endpoint.group }) {
        groups[index].entries.append(.route(endpoint))
      } else {
        groups.append((endpoint.group, "", [.route(endpoint)]))
      }
    }
    return groups
  }
}

extension Movement {
  static let outline = Movement(
    title: "In the list",
    rows: [
      Row(key: "↑ ↓ j k", text: "Row by row"), Row(key: "PgUp PgDn", text: "Page by page"),
      Row(key: "Home End g G", text: "First and last"), Row(key: "← →", text: "Fold, unfold"),
      Row(key: "+ -", text: "Unfold all, fold all"),
    ])
}
