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

  /// Begins the list, or goes on where an error or Esc ended it.
  func loadAll() {
    guard let sent = outcome?.run.values else { return }
    var gathered = unfinished ?? GatheredPages()
    gathered.problem = nil
    work.start("pages", gathered.pageCount == 0 ? "Loading all pages" : gathered.progress) { [weak self] in
      guard let self else { return }
      do {
        let pages = try shell.session.services.runner.allPages(
          sent, in: try await openWorkspace(), startingAt: gathered.next)
        for try await page in pages {
          gathered.add(page)
          // Whatever ends it from here on, it can go on.
          unfinished = gathered
          work.retitle("pages", gathered.progress)
        }
        gathered.isWhole = !Task.isCancelled
      } catch {
        gathered.problem = Task.isCancelled ? nil : Self.words(for: error)
      }
      unfinished = gathered.isWhole || gathered.next == nil ? nil : gathered
      // Whoever went elsewhere meanwhile stays there.
      guard isShown else { return }
      await show(gathered)
    }
  }

  /// Loads all pages, or the rest of them.
  var loadAllCommand: Command {
    guard let unfinished else { return ModuleFormKeys.loadAll }
    return Command(
      ModuleFormKeys.loadAll.id, "Go on loading: \(unfinished.progress) so far", hint: "Go on", priority: 115,
      keys: Key("L"))
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
    let screen = AnswerScreen(shell: shell, title: gathered.title, above: breadcrumb, text: text, route: route)
    if unfinished != nil {
      screen.goOn = { [weak self] in
        guard let self else { return }
        shell.goBack()
        focus = .pane
        loadAll()
      }
    }
    shell.open(screen)
    if let problem = gathered.problem {
      shell.tell(Toast(.failure, "After \(gathered.progress): \(problem)\(goOnWords)"))
    } else if !gathered.isWhole {
      shell.tell(Toast(.warning, "Ended early: what came is here, \(gathered.progress).\(goOnWords)"))
    } else {
      shell.tell(Toast(.success, "All of it: \(gathered.progress)."))
    }
  }
}

extension ModuleFormScreen {
  private var goOnWords: String { unfinished == nil ? "" : " L goes on." }
}

/// The pages that came so far.
struct GatheredPages: Sendable {
  private(set) var elements: [JSONValue] = []
  private(set) var pageCount = 0
  /// Where the next page begins; nil before the first and behind the last.
  private(set) var next: String?
  var isWhole = false
  var problem: String?

  mutating func add(_ page: AllPages.Page) {
    elements += page.elements
    pageCount += 1
    next = page.next
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
