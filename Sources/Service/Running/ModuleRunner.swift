import CustomerIO
import Foundation
import JSONText
import Store

/// Carries out a dialog: checks, asks the journal, sends, tells the journal.
public struct ModuleRunner: Sendable {
  let journal: RunJournal
  let connections: ConnectionBook
  let history: ExchangeHistory
  let isReadOnly: Bool
  let actor: Actor
  var policy = SharedPolicy()

  /// The requests exactly as they would be sent, in order, with secrets masked.
  public func preview(
    _ definition: ModuleDefinition, _ values: ModuleValues, in workspace: Workspace, now: Date = Date()
  ) throws(RunError) -> [PreparedRequest] {
    let requests = try requests(definition, values, now: now)
    var prepared: [PreparedRequest] = []
    for request in requests {
      do { prepared.append(try workspace.client.prepare(request)) } catch { throw .refused(ServiceError(error)) }
    }
    return prepared
  }

  /// Runs a dialog whose confirmation, where one is asked for, was given.
  ///
  /// Nothing is sent before the journal has it on disk. Cancelling the task cancels the call. Of a call that is never to
  /// be stored the history keeps nothing, and the journal not its answer.
  ///
  /// - Parameter observer: sees the last answer while it arrives.
  /// - Throws: ``RunError`` where nothing was sent and nothing was journaled. Whatever happens later is told by the run.
  public func run(
    _ definition: ModuleDefinition, _ values: ModuleValues, in workspace: Workspace, readOnly: Bool = false,
    now: Date = Date(), observer: (any AnswerObserver)? = nil
  ) async throws(RunError) -> Run {
    let requests = try requests(definition, values, now: now)
    let changes = requests.contains(where: \.changes)
    if changes, isReadOnly || readOnly { throw .refused(.readOnly) }
    let prepared = try preview(definition, values, in: workspace, now: now)
    if definition.effect == .deletes { try await refuseAmbiguous(values.text(.customerID), in: workspace) }
    let entry: JournalEntry
    do {
      entry = try await journal.begin(
        draft(definition, values, workspace.connection, prepared: prepared, changes: changes))
    } catch { throw .refused(error) }
    let keepsAnswer = !values.isOn(.noHistory)
    let recorder = ExchangeRecorder(history: history, actor: actor, isOn: definition.id == .apiCall && keepsAnswer)
    let sent = await send(Array(zip(requests, prepared)), in: workspace, run: entry.id, recorder, observer)
    let run = await finish(
      sent, entry, definition, values, workspace.connection, keepsAnswer: keepsAnswer)
    if run.outcome == .done { workspace.people.noteChanged(definition, values) }
    return run
  }

  func requests(
    _ definition: ModuleDefinition, _ values: ModuleValues, now: Date
  ) throws(RunError) -> [APIRequest] {
    do { try policy.value.applied(to: definition).validate(values, now: now) } catch { throw .invalid(error) }
    do { return try definition.plan(values, now) } catch { throw .invalid(ValidationError([error.problem])) }
  }

  private func refuseAmbiguous(_ customer: String, in workspace: Workspace) async throws(RunError) {
    let reference = PersonReference.customerID(customer).resolved
    guard reference.idType == .email, workspace.connection.hasAppAPIKey else { return }
    do throws(ServiceError) {
      let holders = try await workspace.people.holders(ofEmail: reference.text)
      if holders.count > 1 { throw .ambiguous(reference.text, holders) }
    } catch { throw .refused(error) }
  }

  func draft(
    _ definition: ModuleDefinition, _ values: ModuleValues, _ connection: Connection, prepared: [PreparedRequest],
    changes: Bool
  ) -> JournalDraft {
    JournalDraft(
      actor: actor, connectionID: connection.id, connection: connection.name,
      connectionKind: connection.kind.rawValue, module: definition.id.rawValue, target: definition.target(values),
      values: values.json(of: definition).compactText, summary: definition.title, changes: changes,
      requests: prepared.map(JournalRequest.init), note: values.isEmpty(.reason) ? nil : values.text(.reason))
  }

  /// What was sent and what came of it.
  private struct Sent {
    var exchanges: [Exchange] = []
    var error: APIError?
    var total: Int
    /// As the history names them.
    var exchangeIDs: [String] = []
    var historyProblem: String?
  }

  private func send(
    _ requests: [(request: APIRequest, prepared: PreparedRequest)], in workspace: Workspace, run: String,
    _ recorder: ExchangeRecorder, _ observer: (any AnswerObserver)?
  ) async -> Sent {
    var sent = Sent(total: requests.count)
    let clock = ContinuousClock()
    for (request, prepared) in requests {
      let record = await recorder.begin(request, as: prepared, on: workspace.connection, run: run)
      if let id = record.id { sent.exchangeIDs.append(id) }
      let start = clock.now
      do {
        let exchange = try await workspace.client.perform(request, observer: observer)
        sent.exchanges.append(exchange)
        sent.historyProblem = await recorder.finish(record, with: exchange) ?? sent.historyProblem
      } catch {
        if let exchange = error.exchange { sent.exchanges.append(exchange) }
        sent.error = error
        let duration = start.duration(to: clock.now)
        sent.historyProblem = await recorder.finish(record, with: error, after: duration) ?? sent.historyProblem
        break
      }
    }
    return sent
  }

  private func finish(
    _ sent: Sent, _ entry: JournalEntry, _ definition: ModuleDefinition, _ values: ModuleValues,
    _ connection: Connection, keepsAnswer: Bool
  ) async -> Run {
    let outcome = outcome(of: sent, changes: entry.changes)
    let last = sent.exchanges.last
    var requests = entry.requests
    for (index, exchange) in sent.exchanges.enumerated() where requests.indices.contains(index) {
      requests[index].status = exchange.status
      requests[index].attempts = exchange.attempts.count
      requests[index].sentAt = exchange.startedAt
      requests[index].duration = exchange.duration / .seconds(1)
    }
    var finished = entry
    var problem: String?
    do {
      finished = try await journal.finish(
        entry, outcome: outcome, status: sent.error?.status ?? last?.status,
        duration: Date().timeIntervalSince(entry.time), message: sent.error?.summary, requests: requests,
        response: keepsAnswer ? last.flatMap(JournalResponse.init) : nil)
    } catch { problem = error.text }
    return Run(
      definition: definition, values: values, connection: connection, entry: finished, outcome: outcome,
      exchanges: sent.exchanges, error: sent.error, journalProblem: problem, exchangeIDs: sent.exchangeIDs,
      historyProblem: sent.historyProblem)
  }

  /// The outcomes as the journal names them: refused is a 4xx, failed a 5xx or nothing sent, unknown is bytes sent and no whole answer.
  private func outcome(of sent: Sent, changes: Bool) -> Outcome {
    guard let error = sent.error else { return .done }
    let succeeded = sent.exchanges.count { (200..<300).contains($0.status) }
    if succeeded > 0, sent.total > 1 { return .partial }
    if let status = error.status { return status < 500 ? .refused : .failed }
    if error.bytesSent, changes { return .unknown }
    return error.kind == .cancelled ? .cancelled : .failed
  }
}

extension JournalRequest {
  init(_ request: PreparedRequest) {
    self.init(
      method: request.method.name, url: request.url,
      headers: request.headers.map { "\($0.name): \($0.value)" }.joined(separator: "\n"),
      body: request.body.map { String(decoding: $0, as: UTF8.self) })
  }
}

extension JournalResponse {
  /// The run history keeps an answer up to a size; of a larger one it keeps the beginning.
  init?(_ exchange: Exchange) {
    guard let data = try? exchange.body.data() else { return nil }
    self.init(
      headers: exchange.headers.map { "\($0.name): \($0.value)" }.joined(separator: "\n"),
      body: Data(data.prefix(Self.keptBodyLimit)), size: exchange.body.size)
  }
}
