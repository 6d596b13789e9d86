import Foundation
import JSONText
import Store

/// What was done, by whom, to whom, with what result: written before the first byte is sent, and after the last.
public struct RunJournal: Sendable {
  let storage: Storage

  /// The newest runs, newest first.
  public func recent(limit: Int = 200) async throws(ServiceError) -> [JournalEntry] {
    let store = try await storage.store()
    do { return try store.journal.list(limit: limit) } catch { throw ServiceError(error) }
  }

  /// The runs of which nobody knows what became of them, newest first.
  public func unknown() async throws(ServiceError) -> [JournalEntry] {
    let store = try await storage.store()
    var filter = JournalFilter()
    filter.outcomes = [.unknown]
    do { return try store.journal.list(limit: 1000, filter: filter) } catch { throw ServiceError(error) }
  }

  /// The run with that identifier, or the only one whose identifier begins with it.
  public func entry(_ id: String) async throws(ServiceError) -> JournalEntry {
    let store = try await storage.store()
    do {
      if let entry = try store.journal.find(id) { return entry }
    } catch { throw ServiceError(error) }
    throw ServiceError(
      "The journal holds no run \(id).", advice: "List them: cio-console journal list.", exitStatus: .usage)
  }

  /// The dialog and the values of a run, to be opened and sent again. Secrets are not among them.
  public func values(of entry: JournalEntry) -> (definition: ModuleDefinition, values: ModuleValues)? {
    guard let id = ModuleID(rawValue: entry.module), let json = try? JSONValue(parsing: entry.values) else {
      return nil
    }
    let definition = ModuleDefinition.definition(id)
    var values = ModuleValues(json: json, of: definition)
    // An event that is sent again is another event; only a retry of the same run keeps its identifier.
    values[.eventID] = definition[.eventID]?.defaultValue
    return (definition, values)
  }

  /// Says what became of a run whose outcome was not known.
  public func settle(_ entry: JournalEntry, as outcome: Outcome, note: String) async throws(ServiceError) {
    let store = try await storage.store()
    do { _ = try store.journal.settle(entry.id, note: note, outcome: outcome) } catch { throw ServiceError(error) }
  }

  /// Forgets runs that are older than so many days; those whose outcome is not known stay.
  public func forget(olderThan days: Int) async throws(ServiceError) {
    let store = try await storage.store()
    let moment = Date(timeIntervalSinceNow: -Double(days) * 86_400)
    do { try store.journal.forget(before: moment) } catch { throw ServiceError(error) }
  }

  /// Writes the intent to disk. What follows may be sent.
  func begin(_ draft: JournalDraft) async throws(ServiceError) -> JournalEntry {
    let store = try await storage.store()
    do { return try store.journal.begin(draft, sending: true) } catch {
      throw ServiceError("Nothing was sent, because the journal can't be written. \(error)", exitStatus: .failed)
    }
  }

  func finish(
    _ entry: JournalEntry, outcome: Outcome, status: Int?, duration: Double, message: String?,
    requests: [JournalRequest], response: JournalResponse?
  ) async throws(ServiceError) -> JournalEntry {
    let store = try await storage.store()
    do {
      return try store.journal.finish(
        entry.id, outcome: outcome, status: status, duration: duration, message: message, requests: requests,
        response: response)
    } catch { throw ServiceError(error) }
  }
}
