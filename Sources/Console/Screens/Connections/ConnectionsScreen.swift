import Foundation
import Service
import Terminal
import Widgets

/// The connections: added, edited, tested, made the default, removed.
@MainActor final class ConnectionsScreen: ConsoleScreen {
  let shell: any Shell
  /// What tests found while this screen is open, by connection.
  private(set) var tests: [String: Result<ConnectionTest, ServiceError>] = [:]
  private(set) var list = Table(columns: ConnectionsView.columns)
  private var size = Size(columns: 80, rows: 20)
  private(set) lazy var work = Work { [weak self] in self?.shell.setNeedsFrame() }

  init(shell: any Shell) {
    self.shell = shell
    refreshRows()
  }

  var route: Route { .connections }
  var breadcrumb: [String] { ["Connections"] }
  var introduction: String { "The workspaces this console can reach. Keys are kept in the vault and never shown." }
  var waiting: Waiting? { work.waiting }
  func cancel() { work.cancelWaiting() }
  func disappear() { work.cancelAll() }

  func appear() {
    refreshRows()
    guard shell.session.isOpen else { return }
    work.start("load") { [weak self] in await self?.shell.connectionsChanged() }
  }

  func sessionChanged(_ change: SessionChange) { refreshRows() }

  var connections: [Connection] { shell.session.connections }
  var selected: Connection? { list.selectedIndex.flatMap { connections[safe: $0] } }

  var actions: [Action] {
    let none = selected == nil ? "No connection is selected." : nil
    let notSaved = selected.flatMap { connection -> String? in
      switch connection.source {
      case .saved: nil
      case .environment: "\(connection.name) comes from environment variables: change those."
      case .demo: "The demo's own connection can't be changed."
      }
    }
    let isUsed = selected.map { $0.id == shell.session.connection?.id } ?? false
    let isDefault = selected?.isDefault ?? false
    return [
      Action(ConnectionKeys.edit, unless: none ?? notSaved) { [weak self] in self?.edit() },
      Action(ConnectionKeys.add) { [weak self] in self?.add() },
      Action(ConnectionKeys.use, unless: none ?? (isUsed ? "It is in use already." : nil)) { [weak self] in
        self.map { screen in screen.selected.map { screen.shell.pinConnection($0) } }
      },
      Action(ConnectionKeys.test, unless: none) { [weak self] in self?.test() },
      Action(ConnectionKeys.makeDefault, unless: none ?? notSaved ?? (isDefault ? "It is the default already." : nil)) {
        [weak self] in self?.makeDefault()
      },
      Action(ConnectionKeys.remove, unless: none ?? notSaved) { [weak self] in self?.askToRemove() },
      Action(.reload) { [weak self] in self?.appear() },
    ]
  }

  var status: StatusLine? {
    guard let selected else { return nil }
    switch tests[selected.id] {
    case .success(let test): return StatusLine(text: test.words, role: test.isGood ? .success : .warning)
    case .failure(let error): return StatusLine(text: "✗ " + error.text, role: .danger)
    case nil: return StatusLine(text: ConnectionsView.line(about: selected))
    }
  }

  var copies: [CopyOffer] {
    guard let selected else { return [] }
    return [
      CopyOffer(title: "name", text: selected.name), CopyOffer(title: "Site ID", text: selected.siteID),
      CopyOffer(title: "Track address", text: selected.addresses.track),
      CopyOffer(title: "App address", text: selected.addresses.app),
    ]
  }

  func layout(in size: Size) {
    self.size = size
    list.layout(in: ConnectionsView.listArea(in: size).size)
  }

  func draw(on canvas: inout Canvas) { ConnectionsView.draw(self, on: &canvas) }

  func handle(_ event: Event) -> Bool {
    guard let event = event.relative(to: ConnectionsView.listArea(in: size)) else { return false }
    switch list.handle(event) {
    case .opened: edit()
    case .ignored: return false
    default: break
    }
    return true
  }

  private func add() {
    shell.open(
      ModuleFormScreen(
        shell: shell, definition: .definition(.createConnection), values: nil, purpose: .add(then: { _ in })))
  }

  private func edit() {
    guard let selected, selected.source == .saved else { return }
    shell.open(
      ModuleFormScreen(
        shell: shell, definition: .definition(.createConnection), values: ConnectionBook.values(of: selected),
        purpose: .edit(selected)))
  }

  private func test() {
    guard let selected else { return }
    work.start("test", "Testing \(selected.name)") { [weak self] in
      guard let self else { return }
      do throws(ServiceError) {
        tests[selected.id] = .success(try await shell.session.services.connections.test(selected))
      } catch {
        guard !Task.isCancelled else { return }
        tests[selected.id] = .failure(error)
      }
      refreshRows()
    }
  }

  private func makeDefault() {
    guard let selected else { return }
    change("Making \(selected.name) the default", done: "\(selected.name) is the default now.") {
      book throws(ServiceError) in try await book.makeDefault(selected)
    }
  }

  private func askToRemove() {
    guard let selected else { return }
    shell.show(
      ConfirmLayer(
        shell: shell, title: "Remove \(selected.name)?",
        lines: [
          "The connection \(selected.title) and its keys go from this machine. Nothing changes at Customer.io.",
          "Its run history stays.",
        ], confirmTitle: "Remove", cancelTitle: "Keep", isDangerous: true
      ) { [weak self] in
        self?.change("Removing \(selected.name)", done: "Removed \(selected.name).") {
          book throws(ServiceError) in try await book.remove(selected)
        }
      })
  }

  private func change(
    _ title: String, done: String, _ step: @escaping @Sendable (ConnectionBook) async throws(ServiceError) -> Void
  ) {
    work.start("change", title) { [weak self] in
      guard let self else { return }
      do throws(ServiceError) {
        try await step(shell.session.services.connections)
        await shell.connectionsChanged()
        shell.tell(Toast(.success, done))
      } catch {
        shell.tell(Toast(.failure, error.text))
      }
    }
  }

  private func refreshRows() { list.setRows(ConnectionsView.rows(of: self)) }
}
