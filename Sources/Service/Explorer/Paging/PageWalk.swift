import CustomerIO
import Foundation
import JSONText
import Store

/// One walk from page to page: asks, keeps, and tells the journal the end.
struct PageWalk: Sendable {
  private let workspace: Workspace
  private let recorder: ExchangeRecorder
  private let journal: RunJournal
  private let draft: JournalDraft
  private let first: APIRequest
  private var entry: JournalEntry?
  private var next: APIRequest?
  private var tokens: Set<String> = []
  /// Set once a page names one that was read already.
  private var loop: ServiceError?
  private var pages = 0
  private var total = 0
  private var status: Int?

  init(
    workspace: Workspace, recorder: ExchangeRecorder, journal: RunJournal, draft: JournalDraft, first: APIRequest,
    start: String?
  ) {
    self.workspace = workspace
    self.recorder = recorder
    self.journal = journal
    self.draft = draft
    self.first = first
    next = start.map { PageStart.put($0, into: first) } ?? first
    if let start { tokens.insert(start) }
  }

  /// Nil behind the last page.
  mutating func page() async throws(ServiceError) -> AllPages.Page? {
    if let loop { throw loop }
    guard let request = next else { return nil }
    if entry == nil { entry = try await journal.begin(draft) }
    let exchange = try await send(request)
    status = exchange.status
    let answer: JSONValue
    do { answer = try JSONValue(parsing: try exchange.body.data()) } catch {
      throw ServiceError("Page \(pages + 1) is no JSON: \(error)", exitStatus: .failed)
    }
    // An answer without any list is a list of itself.
    let reading = PageReading(answer) ?? PageReading(.array([answer]))
    guard let reading else { return nil }
    pages += 1
    var token = reading.next
    if let named = token, !tokens.insert(named).inserted {
      // The page itself counts; going on from it does not.
      loop = ServiceError(
        "Page \(pages) names a next page that was read already, so the list would never end.", exitStatus: .failed)
      token = nil
    }
    next = token.map { PageStart.put($0, into: first) }
    total += reading.elements.count
    return AllPages.Page(
      number: pages, name: reading.name, elements: reading.elements, total: total, exchange: exchange,
      next: token, isLast: token == nil && loop == nil)
  }

  private func send(_ request: APIRequest) async throws(ServiceError) -> Exchange {
    let clock = ContinuousClock()
    let start = clock.now
    do throws(APIError) {
      let prepared = try workspace.client.prepare(request)
      let record = await recorder.begin(request, as: prepared, on: workspace.connection, run: entry?.id)
      do throws(APIError) {
        let exchange = try await workspace.client.perform(request)
        _ = await recorder.finish(record, with: exchange)
        return exchange
      } catch {
        _ = await recorder.finish(record, with: error, after: start.duration(to: clock.now))
        throw error
      }
    } catch { throw ServiceError(error) }
  }

  /// Tells the journal how it ended: with all pages, with some, or with none.
  mutating func end(_ error: ServiceError?) async {
    guard let entry else { return }
    self.entry = nil
    let isWhole = error == nil && next == nil && loop == nil
    let outcome: Outcome
    if isWhole {
      outcome = .done
    } else if pages > 0 {
      outcome = .partial
    } else if let status = error?.apiError?.status {
      outcome = status < 500 ? .refused : .failed
    } else {
      outcome = error?.exitStatus == .interrupted ? .cancelled : .failed
    }
    let count = "\(pages.formatted()) pages, \(total.formatted()) elements."
    _ = try? await journal.finish(
      entry, outcome: outcome, status: error?.apiError?.status ?? status,
      duration: Date().timeIntervalSince(entry.time),
      message: [error?.message, count].compactMap { $0 }.joined(separator: " "),
      requests: entry.requests, response: nil)
  }
}
