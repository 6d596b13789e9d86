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
  private(set) lazy var work = Work { [weak self] in self?.shell.setNeedsFrame() }
  private(set) lazy var list = CallList(
    placeholder: "letters of name, path or note", nothingFound: "No saved call has these letters.", work: work
  ) { [weak self] in self?.shell.setNeedsFrame() }

  init(shell: any Shell) {
    self.shell = shell
    list.about = { [weak self] in
      guard let self else { return [] }
      return selected.map { CollectionsView.lines(about: $0.request) }
        ?? selectedCollection.map(CollectionsView.lines(about:)) ?? []
    }
    list.open = { [weak self] in self?.openSelected(sends: false) }
  }

  var route: Route { .collections }
  var breadcrumb: [String] { ["Explorer", "Collections"] }
  var introduction: String {
    "Calls that were saved, as plain TOML files that can live in a team's Git repository. Keys are never in them."
  }
  var movement: Movement? { .outline }
  var isTyping: Bool { list.filter != nil }
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

  /// The selected call with its collection.
  var selected: (collection: RequestCollection, request: SavedRequest)? {
    guard let collection = selectedCollection, let id = list.outline.selected?.id,
      let request = collection.requests.first(where: { Self.id($0, in: collection) == id })
    else { return nil }
    return (collection, request)
  }

  private var selectedCollection: RequestCollection? {
    collections.first { $0.id == list.outline.selectedGroup?.id }
  }

  static func id(_ request: SavedRequest, in collection: RequestCollection) -> String {
    collection.id + "\u{0}" + request.name
  }

  var actions: [Action] {
    guard list.filter == nil else {
      return [
        Action(ExplorerKeys.keep) { [weak self] in self?.list.handleFilter(.key(.enter)) },
        Action(ExplorerKeys.leave) { [weak self] in self?.list.handleFilter(.key(.escape)) },
      ]
    }
    let none = selected == nil ? "Choose a call first." : nil
    if list.showsPane, !list.isWide {
      return [Action(ExplorerKeys.list) { [weak self] in self?.list.showsPane = false }]
    }
    return [
      Action(.open, unless: collections.isEmpty ? "Nothing is saved yet." : nil) { [weak self] in
        self?.list.take(.key(.enter))
      },
      Action(CollectionKeys.send, unless: none) { [weak self] in self?.openSelected(sends: true) },
      Action(.find) { [weak self] in self?.list.openFilter() },
      Action(CollectionKeys.importFile) { [weak self] in self?.askForFile() },
      Action(
        CollectionKeys.delete,
        unless: selectedCollection == nil ? "There is nothing to delete." : nil
      ) { [weak self] in self?.askBeforeDeleting() },
      Action(CollectionKeys.pane, unless: list.isWide ? "It stands at the right." : none) { [weak self] in
        self?.list.showsPane = true
      },
      Action(ExplorerKeys.unfilter, unless: list.outline.query.isEmpty ? "All calls are shown." : nil) { [weak self] in
        self?.list.setQuery("")
      },
      Action(.reload) { [weak self] in self?.load() },
    ]
  }

  var status: StatusLine? {
    if let problem = selectedCollection?.problems.first {
      return StatusLine(text: "✗ " + problem.shortText, role: .danger)
    }
    if list.filter != nil { return StatusLine(text: selected?.request.note ?? "") }
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

  var jumpTargets: [JumpTarget] { list.jumpTargets }

  func layout(in size: Size) { list.layout(in: size) }

  func draw(on canvas: inout Canvas) {
    list.draw(
      on: &canvas,
      emptyText: collections.isEmpty ? isLoaded ? CollectionsView.emptyText : EmptyView.Text(title: "") : nil)
  }

  func handle(_ event: Event) -> Bool {
    if case .paste(let text) = event, list.filter == nil {
      importText(text)
      return true
    }
    return list.handle(event)
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
    list.setGroups(read.map(CollectionsView.group))
    // What is new stands open.
    for collection in read where !known.contains(collection.id) { list.outline.unfold(collection.id) }
    if isFirst, let first = list.outline.groups.lazy.compactMap(\.items.first).first {
      list.outline.select(first.id)
    }
    list.refreshAbout()
  }

  private func openSelected(sends: Bool) {
    guard let selected else { return }
    CallOpening.open(selected.request, from: selected.collection, in: shell, sends: sends)
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
