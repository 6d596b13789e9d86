import CustomerIO
import Foundation
import Service
import Store
import Terminal
import Widgets

/// One call of the history: what was sent, what came back, how long it took.
@MainActor final class ExchangeScreen: ConsoleScreen {
  let shell: any Shell
  let id: String
  private(set) var exchange: KeptExchange?
  private(set) var failure: ServiceError?
  private(set) var facts = StyledLines()
  private(set) var answer: AnswerView?
  /// The keys go to what was sent; in a narrow terminal it has the whole screen.
  private(set) var looksAtRequest = false
  private var size = Size(columns: 80, rows: 20)
  private(set) lazy var work = Work { [weak self] in self?.shell.setNeedsFrame() }

  init(shell: any Shell, id: String) {
    self.shell = shell
    self.id = id
  }

  var route: Route { .exchange(id) }
  var title: String { exchange.map { "\($0.summary.method) \($0.summary.target)" } ?? id }
  var breadcrumb: [String] { ["Explorer", "History", title] }
  var movement: Movement? { .tree }
  var introduction: String { "A call as it was sent and answered. Keys are not kept." }
  var waiting: Waiting? { work.waiting ?? answer?.waiting }
  func cancel() {
    work.cancelWaiting()
    answer?.cancel()
  }
  func appear() { load() }
  func disappear() {
    work.cancelAll()
    answer?.close()
  }

  func sessionChanged(_ change: SessionChange) {
    if change == .opened { load() }
    refresh()
  }

  var isTyping: Bool { answer?.isTyping ?? false }

  private var values: ModuleValues? { exchange.map { shell.session.services.history.values(of: $0) } }

  var actions: [Action] {
    guard !isTyping else { return answer?.actions ?? [] }
    let none = exchange == nil ? "It is not read yet." : nil
    let request = Action(HistoryKeys.request(isShown: looksAtRequest), unless: answer == nil ? none : nil) {
      [weak self] in self?.looksAtRequest.toggle()
    }
    return (looksAtRequest ? [] : answer?.actions ?? []) + [
      request,
      Action(HistoryKeys.form, unless: none) { [weak self] in self?.openForm(sends: false) },
      Action(HistoryKeys.again, unless: none) { [weak self] in self?.openForm(sends: true) },
      Action(HistoryKeys.save, unless: none) { [weak self] in
        self.map { screen in screen.values.map { CallOpening.save($0, in: screen.shell) } }
      },
      Action(.retry, unless: failure == nil ? "Nothing has failed." : nil) { [weak self] in self?.load() },
      Action(.reload) { [weak self] in self?.load() },
    ]
  }

  var copies: [CopyOffer] {
    guard let exchange, let values else { return [] }
    return (answer?.copies ?? []) + CallOpening.exports(values, in: shell) + [
      CopyOffer(title: "path", text: exchange.summary.target), CopyOffer(title: "call's ID", text: exchange.id),
      CopyOffer(title: "route", text: route.text),
    ]
  }

  /// A letter on what was sent and on what came back.
  var jumpTargets: [JumpTarget] {
    guard exchange != nil, answer != nil else { return [] }
    let layout = ExchangeView.layout(of: self, in: size)
    var targets = [
      JumpTarget(Point(column: 0, row: layout.facts.row), "Request") { [weak self] in self?.looksAtRequest = true }
    ]
    let place = Point(
      column: layout.answer.column, row: looksAtRequest && layout.divider == nil ? 0 : layout.answer.row)
    targets.append(JumpTarget(place, "Answer") { [weak self] in self?.looksAtRequest = false })
    return targets
  }

  func layout(in size: Size) {
    self.size = size
    let layout = ExchangeView.layout(of: self, in: size)
    facts.layout(in: layout.facts.size)
    answer?.layout(in: layout.answer.size)
  }

  func draw(on canvas: inout Canvas) { ExchangeView.draw(self, on: &canvas) }

  func handle(_ event: Event) -> Bool {
    let layout = ExchangeView.layout(of: self, in: size)
    if looksAtRequest { return event.relative(to: layout.facts).map { facts.handle($0) } ?? false }
    guard let event = event.relative(to: layout.answer) else { return false }
    return answer?.handle(event) ?? facts.handle(event)
  }

  private func openForm(sends: Bool) { values.map { CallOpening.open($0, in: shell, sends: sends) } }

  private func load() {
    guard shell.session.isOpen, exchange == nil else { return }
    work.start("load", "Reading the call") { [weak self] in
      guard let self else { return }
      do throws(ServiceError) {
        let read = try await shell.session.services.history.exchange(id)
        guard !Task.isCancelled else { return }
        (exchange, failure) = (read, nil)
        if read.summary.status != nil {
          answer = AnswerView(
            status: read.summary.status, headers: RunView.headers(read.responseHeaders),
            body: .memory(read.responseBody.data),
            host: shell)
        }
      } catch {
        guard !Task.isCancelled else { return }
        failure = error
      }
      refresh()
    }
  }

  private func refresh() {
    guard let exchange else { return }
    facts.replace(ExchangeView.facts(about: exchange, shell.session.clock))
  }
}
