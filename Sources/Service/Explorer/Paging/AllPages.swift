import CustomerIO
import Foundation
import JSONText
import Store

/// Every page of a list, one after another, as they are asked for.
///
/// ```swift
/// for try await page in try runner.allPages(values, in: workspace) { add(page.elements) }
/// ```
/// It is one run of the journal, which is told the end whichever way it comes: the last page, an error, a task that is
/// cancelled, ``stop()``. A token that comes twice ends it with an error, since the list would never end.
public struct AllPages: AsyncSequence, Sendable {
  public struct Page: Sendable {
    /// Counted from 1.
    public let number: Int
    /// The name of the array; empty where the answer is the array itself.
    public let name: String
    /// With digits, duplicate keys and their order as received.
    public let elements: [JSONValue]
    /// Elements so far, these included.
    public let total: Int
    public let exchange: Exchange
    /// Where the next page begins; nil behind the last one.
    public let next: String?
    public let isLast: Bool
  }

  let pages: AsyncThrowingStream<Page, any Error>
  let work: Task<Void, Never>

  public func makeAsyncIterator() -> AsyncThrowingStream<Page, any Error>.Iterator { pages.makeAsyncIterator() }

  /// Ends it before its last page, and comes back when the journal knows.
  public func stop() async {
    work.cancel()
    await work.value
  }

  /// All elements in one array. Cancelling the task ends it.
  ///
  /// - Parameter progress: told after each page.
  public func joined(_ progress: @Sendable (Page) -> Void = { _ in }) async throws -> JSONValue {
    var elements: [JSONValue] = []
    for try await page in pages {
      elements += page.elements
      progress(page)
    }
    try Task.checkCancellation()
    return .array(elements)
  }
}

extension ModuleRunner {
  /// Follows `next` and `start` from the call that the values describe. Pages are asked for one at a time,
  /// when they are wanted.
  ///
  /// - Parameter start: goes on from a page's ``AllPages/Page/next``, where an earlier walk ended.
  /// - Throws: ``RunError`` where nothing was sent. While it goes on, errors are ``ServiceError``.
  public func allPages(
    _ values: ModuleValues, in workspace: Workspace, startingAt start: String? = nil, now: Date = Date()
  ) throws(RunError) -> AllPages {
    let definition = ModuleDefinition.apiCall
    let requests = try requests(definition, values, now: now)
    guard let first = requests.first, !first.changes else {
      throw .refused(
        ServiceError("Only a call that reads can be followed page by page: nothing was sent.", exitStatus: .usage))
    }
    let prepared = try preview(definition, values, in: workspace, now: now)
    let draft = draft(definition, values, workspace.connection, prepared: prepared, changes: false)
    let journal = journal
    let recorder = ExchangeRecorder(history: history, actor: actor, isOn: !values.isOn(.noHistory))
    let (asked, asking) = AsyncStream.makeStream(of: Void.self)
    let (pages, continuation) = AsyncThrowingStream.makeStream(of: AllPages.Page.self)
    let work = Task {
      var walk = PageWalk(
        workspace: workspace, recorder: recorder, journal: journal, draft: draft, first: first, start: start)
      do throws(ServiceError) {
        for await _ in asked {
          guard let page = try await walk.page() else { break }
          if page.isLast { await walk.end(nil) }
          continuation.yield(page)
          if page.isLast { break }
        }
        await walk.end(nil)
        continuation.finish()
      } catch {
        await walk.end(error)
        continuation.finish(throwing: error)
      }
    }
    continuation.onTermination = { _ in work.cancel() }
    let taken = AsyncThrowingStream { () async throws -> AllPages.Page? in
      asking.yield()
      var iterator = pages.makeAsyncIterator()
      return try await iterator.next()
    }
    return AllPages(pages: taken, work: work)
  }
}
