import Foundation
import JSONText
import Service

extension ModuleInvocation {
  /// Follows every page of a list, and writes its elements as they come.
  func followPages(into sink: AnswerSink) async throws {
    let (values, connection) = try await checked()
    if context.isDryRun {
      return try DryRun(try await context.services.preview(definition, values, on: connection)).write(context)
    }
    let (services, keepsExchanges) = (context.services, keepsExchanges)
    let problem = try await Interruption.shared.cancelling { () -> String? in
      let workspace = try await services.workspace(connection)
      let pages = try services.runner.allPages(values, in: workspace, keepsExchanges: keepsExchanges)
      do {
        let problem = try await Self.write(pages, into: sink)
        await pages.stop()
        try Task.checkCancellation()
        return problem
      } catch {
        await pages.stop()
        throw error
      }
    }
    if let problem { throw Failure(problem, status: .failed) }
  }

  /// Returns what went wrong with the filter, the first time that something did.
  private static func write(_ pages: AllPages, into sink: AnswerSink) async throws -> String? {
    var gathered: [JSONValue] = []
    var problem: String?
    for try await page in pages {
      let (values, trouble) = try await sink.values(of: page)
      problem = problem ?? trouble
      if sink.isStreaming {
        guard try sink.writeLines(values) else { return problem }
      } else {
        gathered += values
        if StandardError.isTerminal {
          StandardError.note("Page \(page.number): \(page.total.formatted()) elements so far.")
        }
      }
    }
    try Task.checkCancellation()
    if !sink.isStreaming { try sink.write(gathered, isFiltered: false) }
    return problem
  }
}
