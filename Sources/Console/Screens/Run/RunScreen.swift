import CustomerIO
import Foundation
import JSONText
import Service
import Store
import Terminal
import Widgets

/// One run of the history: who did what to whom, what was sent, what came back.
@MainActor final class RunScreen: ConsoleScreen {
  let shell: any Shell
  let id: String
  private(set) var entry: JournalEntry?
  private(set) var failure: ServiceError?
  private(set) var facts = StyledLines()
  private(set) var answer: AnswerView?
  private var size = Size(columns: 80, rows: 20)
  private(set) lazy var work = Work { [weak self] in self?.shell.setNeedsFrame() }

  init(shell: any Shell, id: String) {
    self.shell = shell
    self.id = id
  }

  var route: Route { .run(id) }
  var title: String {
    guard let entry else { return id }
    return ModuleID(rawValue: entry.module).map { ModuleDefinition.definition($0).title } ?? entry.module
  }
  var breadcrumb: [String] { ["Run history", title] }
  var movement: Movement? { .tree }
  var introduction: String { "What was sent and what came back, as the journal kept it. Secrets are not kept." }
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
    if change == .opened || change == .journal { load() }
    refresh()
  }

  /// The person that the run was about, where it was about one.
  private var person: String? {
    switch entry.flatMap({ ModuleID(rawValue: $0.module) }) {
    case .trackEvent, .upsertCustomer, .deleteCustomer:
      entry.map { PersonReference.customerID($0.target).resolved.routeText }
    default: nil
    }
  }

  var isTyping: Bool { answer?.isTyping ?? false }

  var actions: [Action] {
    guard !isTyping else { return answer?.actions ?? [] }
    return (answer?.actions ?? []) + [
      Action(JournalKeys.again, unless: entry == nil ? "It is not read yet." : nil) { [weak self] in
        guard let self, let entry else { return }
        RunReopening.open(entry, work: work, shell: shell)
      },
      Action(JournalKeys.target, unless: person == nil ? "This is about no single person." : nil) { [weak self] in
        self.map { screen in screen.person.map { screen.shell.go(to: .person($0)) } }
      },
      Action(JournalKeys.settle, unless: RunSettling.refusal(entry)) { [weak self] in
        guard let self, let entry else { return }
        RunSettling.ask(about: entry, work: work, shell: shell) { [weak self] in self?.load() }
      },
      Action(.retry, unless: failure == nil ? "Nothing has failed." : nil) { [weak self] in self?.load() },
      Action(.reload) { [weak self] in self?.load() },
    ]
  }

  var copies: [CopyOffer] {
    guard let entry else { return [] }
    var offers = answer?.copies ?? []
    offers += [
      CopyOffer(title: "run's ID", text: entry.id), CopyOffer(title: "target", text: entry.target),
      CopyOffer(title: "values", text: entry.values),
    ]
    if let body = entry.requests.first?.body { offers.append(CopyOffer(title: "body sent", text: body)) }
    return offers + [CopyOffer(title: "route", text: route.text)]
  }

  func layout(in size: Size) {
    self.size = size
    let layout = RunView.layout(of: self, in: size)
    facts.layout(in: layout.facts.size)
    answer?.layout(in: layout.answer.size)
  }

  func draw(on canvas: inout Canvas) { RunView.draw(self, on: &canvas) }

  func handle(_ event: Event) -> Bool {
    guard let event = event.relative(to: RunView.layout(of: self, in: size).answer) else { return false }
    return answer?.handle(event) ?? facts.handle(event)
  }

  private func load() {
    guard shell.session.isOpen else { return }
    work.start("load", "Reading the run") { [weak self] in
      guard let self else { return }
      do throws(ServiceError) {
        let read = try await shell.session.services.journal.entry(id)
        guard !Task.isCancelled else { return }
        (entry, failure) = (read, nil)
        answer = read.response.map { response in
          AnswerView(
            status: read.status, headers: RunView.headers(response.headers), body: .memory(response.body),
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
    guard let entry else { return }
    facts.replace(RunView.facts(about: entry, shell.session.clock))
  }
}
