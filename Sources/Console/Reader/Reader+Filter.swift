import Foundation
import JSONQuery
import JSONText
import Terminal
import Widgets

/// What is wrong with a filter, and where.
struct JSONFilterFault: Hashable, Sendable {
  var message: String
  /// Characters of the filter before the place.
  var position: Int?
}

/// A filter over what is read, in jq's language.
struct ReaderFilter {
  var text = ""
  var isSuspended = false
  /// It waits for its pause, or runs.
  var isPending = false
  var runningSince: ContinuousClock.Instant?
  var outcome: JSONQueryOutcome?
  var error: JSONFilterFault?
  /// It ran before all of the document was there.
  var wasPartial = false
  var results: JSONDocument?
  var history: [String] = []

  /// `12 results · numbers passed through jq`
  var summary: String {
    guard !text.isEmpty, let outcome, error?.position == nil else { return "" }
    let count = Quantity.text(outcome.resultCount, "result", "results")
    return count + (wasPartial ? " so far" : "") + (outcome.engine == .jq ? " · numbers passed through jq" : "")
  }

  mutating func remember(_ text: String) {
    guard !text.isEmpty else { return }
    history.removeAll { $0 == text }
    history.append(text)
  }
}

extension Reader {
  /// The program that runs as jq's child: this one, unless a test has another.
  static var queryProgram = Bundle.main.executablePath ?? "/proc/self/exe"
  /// A filter runs once the keys have been quiet for so long.
  static let filterPause = Duration.milliseconds(150)

  func openFilter() {
    openLine(
      .filter, text: filter.text, sign: "jq", placeholder: ".results[] | select(.unsubscribed) | .email",
      history: filter.history)
  }

  func filterChanged(_ text: String, after pause: Duration = Reader.filterPause) {
    filter.text = text
    filter.isSuspended = false
    runFilter(after: pause)
  }

  /// One key shows the whole, and the filtered again.
  func toggleFilter() {
    guard !filter.text.isEmpty else { return }
    filter.isSuspended.toggle()
    if filter.isSuspended {
      work.cancel("filter")
      filter.runningSince = nil
      show(document)
    } else {
      runFilter(after: .zero)
    }
  }

  func runFilter(after pause: Duration) {
    filter.runningSince = nil
    filter.wasPartial = false
    let text = filter.text
    guard !text.allSatisfy(\.isWhitespace) else {
      work.cancel("filter")
      (filter.outcome, filter.error, filter.results, filter.isPending) = (nil, nil, nil, false)
      return show(document)
    }
    guard !filter.isSuspended else { return }
    filter.isPending = true
    work.start("filter", after: pause) { [weak self] in await self?.filter(by: text) }
  }

  private func filter(by text: String) async {
    let output = JSONDocument()
    let isPartial = !document.isComplete
    filter.runningSince = .now
    filter.error = nil
    // Results that take a while are shown as they come.
    let watch = Task { [weak self] in
      while true {
        try await Task.sleep(for: .milliseconds(100))
        try Task.checkCancellation()
        guard let self else { return }
        if output.byteCount > 0 { show(output) }
        host?.setNeedsFrame()
      }
    }
    let outcome = await JSONQuery(executable: Self.queryProgram).run(text, on: filterDocument ?? document, into: output)
    watch.cancel()
    // Another filter has taken its place, or it was stopped: what it found is no longer asked for.
    guard !Task.isCancelled else { return }
    filter.runningSince = nil
    filter.isPending = false
    filter.wasPartial = isPartial
    finish(outcome, output, isPartial: isPartial)
    // The end came while it ran.
    if isPartial, document.isComplete { runFilter(after: .zero) }
    host?.setNeedsFrame()
  }

  private func finish(_ outcome: JSONQueryOutcome, _ output: JSONDocument, isPartial: Bool) {
    filter.outcome = outcome
    let error = outcome.error.flatMap { isPartial && $0.kind == .input ? nil : $0 }
    filter.error = error.map { JSONFilterFault(message: $0.message, position: $0.position) }
    // While a filter is being typed it is mostly wrong: what was shown stays until it is right again.
    if error?.kind == .filter, shown !== document || output.byteCount == 0 { return }
    filter.results = output
    show(output)
  }
}
