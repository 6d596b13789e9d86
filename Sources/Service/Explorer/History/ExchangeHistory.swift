import CustomerIO
import Foundation
import JSONText
import Store

/// Every API call that was sent, with its answer: to be searched, opened again and compared. Secrets are not in it.
public struct ExchangeHistory: Sendable {
  let storage: Storage
  let environment: [String: String]

  /// The newest ones, newest first. Words are looked for in the bodies too; a task that is cancelled ends with what was
  /// found so far.
  ///
  /// - Parameter before: continues a list with those older than that identifier.
  public func list(
    _ filter: ExchangeFilter = ExchangeFilter(), limit: Int = 200, before: String? = nil
  ) async throws(ServiceError) -> [ExchangeSummary] {
    let store = try await storage.store()
    do { return try store.exchanges.list(filter, limit: limit, before: before) } catch { throw ServiceError(error) }
  }

  public func count(_ filter: ExchangeFilter = ExchangeFilter()) async throws(ServiceError) -> Int {
    let store = try await storage.store()
    do { return try store.exchanges.count(filter) } catch { throw ServiceError(error) }
  }

  /// The exchange with that identifier, or the only one whose identifier begins with it.
  public func exchange(_ id: String) async throws(ServiceError) -> KeptExchange {
    let store = try await storage.store()
    do {
      if let exchange = try store.exchanges.find(id) { return exchange }
    } catch { throw ServiceError(error) }
    throw ServiceError(
      "The history holds no exchange \(id).", advice: "List them: cio-console history list.", exitStatus: .usage)
  }

  public func remove(_ ids: [String]) async throws(ServiceError) {
    let store = try await storage.store()
    do { try store.exchanges.remove(ids) } catch { throw ServiceError(error) }
  }

  public func removeAll() async throws(ServiceError) {
    let store = try await storage.store()
    do { try store.exchanges.removeAll() } catch { throw ServiceError(error) }
  }

  /// How long calls are kept, and how many bytes of them, as the settings file says at the moment.
  public func retention() async -> ExplorerSettings {
    ExplorerSettings.read(storage.location, environment: environment).settings
  }

  /// Drops what is older or more than the settings say. Done by itself after each exchange.
  @discardableResult
  public func prune() async throws(ServiceError) -> Int {
    let store = try await storage.store()
    let settings = ExplorerSettings.read(storage.location, environment: environment).settings
    do { return try Self.prune(store, settings) } catch { throw ServiceError(error) }
  }

  static func prune(_ store: Store, _ settings: ExplorerSettings) throws(StoreError) -> Int {
    let oldest = Date(timeIntervalSinceNow: -86_400 * Double(settings.historyDays))
    return try store.exchanges.prune(olderThan: oldest, keeping: settings.historyMegabytes * 1_000_000)
  }

  /// The call for the *Make an API call* dialog, to be sent again: as it was sent, variables replaced.
  public func values(of exchange: KeptExchange) -> ModuleValues {
    let added: Set<String> = [
      "host", "user-agent", "accept", "accept-encoding", "authorization", "content-length", "connection",
    ]
    let headers = exchange.requestHeaders.split(separator: "\n").compactMap { line -> Pair? in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let name = String(line[..<colon])
      guard !added.contains(name.lowercased()) else { return nil }
      return Pair(name: name, value: String(line[line.index(after: colon)...].drop { $0 == " " }))
    }
    let body = String(decoding: exchange.requestBody.data, as: UTF8.self)
    let isJSON = headers.contains {
      $0.name.lowercased() == "content-type" && $0.value == "application/json"
    }
    // Where the program chose the type itself, it will again.
    let kept =
      isJSON && (try? JSONValue(parsing: body)) != nil
      ? headers.filter { $0.name.lowercased() != "content-type" } : headers
    return ModuleValues([
      .domain: .text(exchange.summary.domain), .method: .text(exchange.summary.method),
      .url: .text(exchange.summary.target), .headers: .pairs(kept), .query: .pairs([]), .body: .text(body),
    ])
  }
}
