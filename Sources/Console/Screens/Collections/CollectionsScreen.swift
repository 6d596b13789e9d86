import CustomerIO
import Foundation
import Service
import Terminal
import Widgets

/// Saved calls by collection: to be found, opened, sent, deleted; and imported from what other programs use.
@MainActor final class CollectionsScreen: ConsoleScreen {
  let shell: any Shell
  private(set) var collections: [RequestCollection] = []
  private(set) var isLoaded = false
  /// What variables stand for on the session's connection.
  private var variables = VariableValues.none
  private(set) var outline = Outline()
  private(set) var about = StyledLines()
  private(set) var filter: FilterField?
  private(set) var showsPane = false
  private var size = Size(columns: 80, rows: 20)
  private(set) lazy var work = Work { [weak self] in self?.shell.setNeedsFrame() }
  private lazy var search = OutlineSearch(work)

  init(shell: any Shell) { self.shell = shell }

  var route: Route { .collections }
  var breadcrumb: [String] { ["Explorer", "Collections"] }
  var introduction: String {
    "Calls that were saved, as plain TOML files that can live in a team's Git repository. Keys are never in them."
  }
  var movement: Movement? { .outline }
  var isTyping: Bool { filter != nil }
  var waiting: Waiting? { work.waiting }
  func cancel() { work.cancelWaiting() }
  func appear() { load() }
  func sessionChanged(_ change: SessionChange) {
    switch change {
    case .opened, .connection: load()
    default: break
    }
  }
  func disappear() { work.cancelAll() }

  var isWide: Bool { size.columns >= 120 }

  /// The selected call with its collection.
  var selected: (collection: RequestCollection, request: SavedRequest)? {
    guard let collection = selectedCollection, let id = outline.selected?.id,
      let request = collection.requests.first(where: { Self.id($0, in: collection) == id })
    else { return nil }
    return (collection, request)
  }

  private var selectedCollection: RequestCollection? {
    collections.first { $0.id == outline.selectedGroup?.id }
  }

  static func id(_ request: SavedRequest, in collection: RequestCollection) -> String {
    collection.id + "\u{0}" + request.name
  }

  var actions: [Action] {
    guard filter == nil else {
      return [
        Action(ExplorerKeys.keep) { [weak self] in _ = self?.handleFilter(.key(.enter)) },
        Action(ExplorerKeys.leave) { [weak self] in _ = self?.handleFilter(.key(.escape)) },
      ]
    }
    let none = selected == nil ? "Choose a call first." : nil
    if showsPane, !isWide { return [Action(ExplorerKeys.list) { [weak self] in self?.showsPane = false }] }
    return [
      Action(.open, unless: collections.isEmpty ? "Nothing is saved yet." : nil) { [weak self] in
        self?.take(.key(.enter))
      },
      Action(CollectionKeys.send, unless: none) { [weak self] in self?.openSelected(sends: true) },
      Action(.find) { [weak self] in
        self?.filter = FilterField(text: self?.outline.query ?? "", placeholder: "letters of name, path or note")
      },
      Action(CollectionKeys.importFile) { [weak self] in self?.askForFile() },
      Action(
        CollectionKeys.delete,
        unless: selectedCollection == nil ? "There is nothing to delete." : nil
      ) { [weak self] in self?.askBeforeDeleting() },
      Action(CollectionKeys.pane, unless: isWide ? "It stands at the right." : none) { [weak self] in
        self?.showsPane = true
      },
      Action(ExplorerKeys.unfilter, unless: outline.query.isEmpty ? "All calls are shown." : nil) { [weak self] in
        self?.setQuery("")
      },
      Action(.reload) { [weak self] in self?.load() },
    ]
  }

  var status: StatusLine? {
    if let problem = selectedCollection?.problems.first {
      return StatusLine(text: "✗ " + problem.shortText, role: .danger)
    }
    if filter != nil { return StatusLine(text: selected?.request.note ?? "") }
    if let selected {
      return StatusLine(text: selected.request.note.isEmpty ? selected.request.path : selected.request.note)
    }
    return selectedCollection.map { StatusLine(text: $0.file.path(percentEncoded: false)) }
  }

  var copies: [CopyOffer] {
    guard let selected else { return selectedCollection.map { [CopyOffer(title: "file", text: $0.id)] } ?? [] }
    let variables = variables.including(selected.collection)
    return CallOpening.copies(selected.request.values, variables, in: shell) + [
      CopyOffer(title: "file", text: selected.collection.id),
      CopyOffer(title: "name", text: "\(selected.collection.name)/\(selected.request.name)"),
    ]
  }

  func layout(in size: Size) {
    self.size = size
    let layout = CollectionsView.layout(of: self, in: size)
    outline.layout(in: layout.list.size)
    about.layout(in: layout.pane.size)
    filter?.layout(in: Size(columns: size.columns, rows: 1))
  }

  func draw(on canvas: inout Canvas) { CollectionsView.draw(self, on: &canvas) }

  func handle(_ event: Event) -> Bool {
    if filter != nil, handleFilter(event) { return true }
    if case .paste(let text) = event {
      importText(text)
      return true
    }
    let layout = CollectionsView.layout(of: self, in: size)
    if showsPane, !isWide { return event.relative(to: layout.pane).map { about.handle($0) } ?? false }
    guard let event = event.relative(to: layout.list) else { return false }
    return take(event)
  }

  @discardableResult
  private func take(_ event: Event) -> Bool {
    settleSearch()
    switch outline.handle(event) {
    case .opened: openSelected(sends: false)
    case .selected, .toggled: refreshAbout()
    case .handled: break
    case .ignored: return false
    }
    return true
  }

  private func handleFilter(_ event: Event) -> Bool {
    if case .key(let key) = event, [.up, .down, .pageUp, .pageDown].contains(key) { return take(event) }
    guard let outcome = filter?.handle(event) else { return false }
    switch outcome {
    case .changed(let text): setQuery(text)
    case .kept:
      settleSearch()
      filter = nil
    case .cancelled(let text):
      setQuery(text)
      filter = nil
    case .handled: break
    case .ignored: return false
    }
    return true
  }

  private func setQuery(_ text: String) {
    outline.emptyText = "No saved call has these letters."
    search.start(text, in: { [weak self] in self?.outline ?? Outline() }) { [weak self] in self?.showFound($0) }
  }

  private func settleSearch() {
    var outline = outline
    if search.settle(&outline) { showFound(outline) }
  }

  private func showFound(_ found: Outline) {
    outline = found
    outline.layout(in: CollectionsView.layout(of: self, in: size).list.size)
    filter?.figures = found.query.isEmpty ? "" : "\(found.foundCount) of \(found.itemCount)"
    refreshAbout()
    shell.setNeedsFrame()
  }

  private func refreshAbout() {
    about.replace(
      selected.map { CollectionsView.lines(about: $0.request) }
        ?? selectedCollection.map(CollectionsView.lines(about:)) ?? [])
  }

  func load() {
    work.start("load", "Reading the collections") { [weak self] in
      guard let self else { return }
      let read = await shell.session.services.collections.all()
      let variables = await shell.session.services.variables.values(for: shell.session.connection)
      guard !Task.isCancelled else { return }
      self.variables = variables
      show(read)
    }
  }

  private func show(_ read: [RequestCollection]) {
    let known = Set(collections.map(\.id))
    let isFirst = collections.isEmpty
    (collections, isLoaded) = (read, true)
    search.entriesChanged()
    outline.setGroups(read.map(CollectionsView.group))
    // What is new stands open.
    for collection in read where !known.contains(collection.id) { outline.unfold(collection.id) }
    if isFirst, let first = outline.groups.lazy.compactMap(\.items.first).first { outline.select(first.id) }
    refreshAbout()
  }

  private func openSelected(sends: Bool) {
    guard let selected else { return }
    CallOpening.open(selected.request.values, from: selected.collection, in: shell, sends: sends)
  }

  private func askBeforeDeleting() {
    guard let collection = selectedCollection else { return }
    let request = selected?.request
    let count = Quantity.text(collection.requests.count, "call", "calls")
    let what = request.map { "\(collection.name)/\($0.name)" } ?? "\(collection.name), with \(count)"
    shell.show(
      ConfirmLayer(
        shell: shell, title: request == nil ? "Delete the collection" : "Delete the saved call",
        lines: ["\(what).", "Its file: \(collection.id)"], confirmTitle: "Delete", cancelTitle: "Keep",
        isDangerous: true
      ) { [weak self] in self?.delete(request, from: collection) })
  }

  private func delete(_ request: SavedRequest?, from collection: RequestCollection) {
    work.start("delete", "Deleting") { [weak self] in
      guard let self else { return }
      let store = shell.session.services.collections
      do throws(ServiceError) {
        if let request {
          try await store.remove(request.name, from: collection.name)
        } else {
          try await store.removeCollection(collection.name)
        }
        shell.tell(Toast(.success, "Deleted \(request?.name ?? collection.name)."))
      } catch { shell.tell(Toast(.failure, error.text)) }
      load()
    }
  }
}
