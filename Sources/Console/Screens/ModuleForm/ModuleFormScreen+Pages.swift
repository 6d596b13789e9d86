import CustomerIO
import Foundation
import JSONText
import Service
import Terminal
import Widgets

/// Load all: the pages of an answer one after another, joined into one list.
extension ModuleFormScreen {
  var loadAllRefusal: String? {
    guard definition.id == .apiCall else { return "Only the answers of API calls have pages." }
    guard let outcome, outcome.run.bundle != nil else { return "There was no answer." }
    if work.isRunning("pages") { return "It is under way. Esc ends it and keeps what came." }
    guard outcome.hasNextPage ?? (endpoint?.isPaged == true) else { return "The answer names no next page." }
    return nil
  }

  func loadAll() {
    guard let sent = outcome?.run.values else { return }
    work.start("pages", "Loading all pages") { [weak self] in
      guard let self else { return }
      var gathered = GatheredPages()
      do {
        let pages = try shell.session.services.runner.allPages(sent, in: try await openWorkspace())
        for try await page in pages {
          gathered.add(page)
          work.retitle("pages", gathered.progress)
        }
        gathered.isWhole = !Task.isCancelled
      } catch {
        gathered.problem = Task.isCancelled ? nil : Self.words(for: error)
      }
      // Whoever went elsewhere meanwhile stays there.
      guard isShown else { return }
      await show(gathered)
    }
  }

  private static func words(for error: any Error) -> String {
    switch error {
    case let error as ServiceError: error.text
    case let error as APIError: "\(error.summary) \(error.advice)".trimmingCharacters(in: .whitespaces)
    case RunError.refused(let reason): reason.text
    case RunError.invalid(let reason): reason.problems.first?.message ?? "Something is missing."
    default: "\(error)"
    }
  }

  /// Opens what came as one list, and says whether it is all.
  private func show(_ gathered: GatheredPages) async {
    guard gathered.pageCount > 0 else {
      return shell.tell(Toast(.failure, gathered.problem ?? "No page came: nothing to show."))
    }
    let text = await gathered.joined()
    guard isShown else { return }
    shell.open(
      AnswerScreen(
        shell: shell, title: gathered.title, above: breadcrumb, text: text, route: route))
    if let problem = gathered.problem {
      shell.tell(Toast(.failure, "After \(gathered.progress): \(problem)"))
    } else if !gathered.isWhole {
      shell.tell(Toast(.warning, "Ended early: what came is here, \(gathered.progress)."))
    } else {
      shell.tell(Toast(.success, "All of it: \(gathered.progress)."))
    }
  }
}

/// The pages that came so far.
struct GatheredPages: Sendable {
  private(set) var elements: [JSONValue] = []
  private(set) var pageCount = 0
  var isWhole = false
  var problem: String?

  mutating func add(_ page: AllPages.Page) {
    elements += page.elements
    pageCount += 1
  }

  /// `3 pages, 150 items`
  var progress: String {
    "\(Quantity.text(pageCount, "page", "pages")), \(Quantity.text(elements.count, "item", "items"))"
  }

  var title: String { isWhole ? "All pages" : "The first \(Quantity.text(pageCount, "page", "pages"))" }

  /// One array, an element a line, each with its digits as they were received.
  func joined() async -> String {
    elements.isEmpty ? "[]" : "[\n" + elements.map(\.compactText).joined(separator: ",\n") + "\n]"
  }
}
