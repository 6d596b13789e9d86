import CustomerIO
import Foundation
import Store

/// Writes exchanges into the history: when they are sent, and when they are over. What can't be written is told, and
/// stops nothing: the journal is what vouches for a call.
struct ExchangeRecorder: Sendable {
  let history: ExchangeHistory
  let actor: Actor
  /// Whether this call is one to be kept.
  var isOn = true

  /// An exchange that has begun; nil identifier where it is not kept.
  struct Record: Sendable {
    var id: String?
    var problem: String?
  }

  func begin(
    _ request: APIRequest, as prepared: PreparedRequest, on connection: Connection, run: String?
  ) async -> Record {
    guard isOn, settings.keepsHistory else { return Record() }
    let address = connection.addresses[request.domain]
    let draft = ExchangeDraft(
      runID: run, actor: actor.name, connectionID: connection.id, connection: connection.name,
      domain: request.domain.rawValue, method: request.method.name, url: prepared.url,
      target: prepared.url.hasPrefix(address) ? String(prepared.url.dropFirst(address.count)) : prepared.url,
      changes: request.changes, headers: Self.text(prepared.headers), body: prepared.body ?? Data())
    do throws(ServiceError) {
      let store = try await history.storage.store()
      do { return Record(id: try store.exchanges.begin(draft)) } catch { throw ServiceError(error) }
    } catch { return Record(problem: error.text) }
  }

  func finish(_ record: Record, with exchange: Exchange) async -> String? {
    await finish(
      record,
      ExchangeResult(
        status: exchange.status, duration: exchange.duration / .seconds(1), timing: ExchangeTiming(exchange.timing),
        attempts: exchange.attempts.count, headers: Self.text(exchange.headers),
        body: (try? exchange.body.data())?.prefix(KeptBody.limit) ?? Data(), size: exchange.body.size))
  }

  func finish(_ record: Record, with error: APIError, after duration: Duration) async -> String? {
    if let exchange = error.exchange { return await finish(record, with: exchange) }
    return await finish(
      record, ExchangeResult(status: nil, duration: duration / .seconds(1), message: error.summary))
  }

  private func finish(_ record: Record, _ result: ExchangeResult) async -> String? {
    guard let id = record.id else { return record.problem }
    do throws(ServiceError) {
      let store = try await history.storage.store()
      do throws(StoreError) {
        try store.exchanges.finish(id, with: result)
        _ = try ExchangeHistory.prune(store, settings)
      } catch { throw ServiceError(error) }
      return nil
    } catch { return error.text }
  }

  private var settings: ExplorerSettings {
    ExplorerSettings.read(history.storage.location, environment: history.environment).settings
  }

  private static func text(_ headers: [NameValue]) -> String {
    headers.map { header in
      let isMasked = SecretHeaders.contains(header.name) && header.name.lowercased() != "authorization"
      return "\(header.name): \(isMasked ? "not kept" : header.value)"
    }.joined(separator: "\n")
  }
}

extension ExchangeTiming {
  init(_ timing: Timing) {
    self.init(
      connect: timing.connect.map { $0 / .seconds(1) }, firstByte: timing.firstByte.map { $0 / .seconds(1) },
      total: timing.total.map { $0 / .seconds(1) })
  }
}
