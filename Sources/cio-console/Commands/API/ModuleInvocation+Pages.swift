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
    let services = context.services
    let problem = try await Interruption.shared.cancelling { () -> String? in
      let workspace = try await services.workspace(connection)
      let pages = try services.runner.allPages(values, in: workspace)
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

  /// Returns what went wrong with the filter, the first time that something did. However it ends, what came is written.
  private static func write(_ pages: AllPages, into sink: AnswerSink) async throws -> String? {
    var gathered: [JSONValue] = []
    var problem: String?
    var last: AllPages.Page?
    let failure: (any Error)?
    do {
      for try await page in pages {
        let (values, trouble) = try await sink.values(of: page)
        problem = problem ?? trouble
        last = page
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
      failure = nil
    } catch { failure = error }
    // A file is written whole or not at all.
    if !sink.isStreaming, failure == nil || (last != nil && !sink.isFile) {
      try sink.write(gathered, isFiltered: false)
    }
    guard let failure else { return problem }
    if let last { tell(last) }
    throw failure
  }

  private static func tell(_ last: AllPages.Page) {
    let pages = last.number == 1 ? "1 page" : "\(last.number.formatted()) pages"
    let came = "\(pages) came, \(last.total.formatted()) elements."
    StandardError.note(last.next.map { "\(came) To go on: --query \(ShellText.quoted("start=\($0)"))" } ?? came)
  }
}
