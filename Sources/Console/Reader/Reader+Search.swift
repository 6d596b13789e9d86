import JSONText
import Terminal
import Widgets

/// What is searched for.
struct ReaderFind {
  var text = ""
  /// As far as it has come.
  var search: JSONSearch?
  /// Texts that were kept, oldest first.
  var history: [String] = []

  /// Why the text is no regular expression.
  var mistake: JSONSearchError?

  /// Why matches may be missing.
  var problem: String? {
    if let mistake { return "No regular expression, searched as plain text: \(mistake)" }
    return search?.isIncomplete == true
      ? "The expression takes too long on some of the text: matches may be missing." : nil
  }

  mutating func remember(_ text: String) {
    guard !text.isEmpty else { return }
    history.removeAll { $0 == text }
    history.append(text)
  }

  func figures(matches: String) -> String {
    guard !text.isEmpty, let search else { return "" }
    guard search.matchCount == 0 else { return matches }
    guard search.scannedByteCount < search.snapshot.byteCount else { return "nothing found" }
    return "\(search.scannedByteCount * 100 / max(1, search.snapshot.byteCount))%"
  }
}

/// Searching beside the drawing: a step at a time, each handed over as it is done.
extension Reader {
  func openFind() {
    if mode == .table {
      openLine(.rows, text: table?.filter ?? "", sign: "/", placeholder: "words, key=value, key>number")
    } else {
      openLine(
        .find, text: find.text, sign: "/", placeholder: "a text or a regular expression", history: find.history)
    }
  }

  var matchSummary: String { bytes?.matchSummary ?? tree.matchSummary }

  func startSearch(_ text: String, jumps: Bool = true) {
    work.cancel("search")
    find.text = text
    find.mistake = nil
    guard !text.isEmpty, mode != .table else {
      find.search = nil
      tree.setSearch(nil)
      bytes?.setSearch(nil)
      return
    }
    let (pattern, mistake) = Self.pattern(text)
    find.mistake = mistake
    let search = JSONSearch(
      pattern, in: shown.snapshot, scope: mode == .tree ? .values : .bytes)
    find.search = search
    if mode == .tree { tree.setSearch(search, jumps: jumps) } else { bytes?.setSearch(search, jumps: jumps) }
    continueSearch()
  }

  /// Goes on with what has come since.
  func continueSearch() {
    guard let search = find.search, !work.isRunning("search"), !search.isFinished else { return }
    work.start("search") { [weak self] in
      var search = search
      var goesOn = true
      while goesOn {
        guard let snapshot = self?.shown.snapshot else { return }
        (search, goesOn) = await Self.step(search, snapshot)
        guard !Task.isCancelled, let self else { return }
        find.search = search
        if mode == .tree { tree.updateSearch(search) } else { bytes?.updateSearch(search) }
        host?.setNeedsFrame()
      }
    }
  }

  @concurrent private static func step(_ search: JSONSearch, _ snapshot: JSONSnapshot) async -> (JSONSearch, Bool) {
    var search = search
    search.update(to: snapshot)
    let end = ContinuousClock.now + .milliseconds(40)
    while search.advance() {
      if Task.isCancelled { break }
      if ContinuousClock.now >= end { return (search, true) }
    }
    return (search, false)
  }

  /// Capital letters count only where some are typed; what is no regular expression is taken for plain text.
  ///
  /// - Returns: with why it is no regular expression, where it looks like one.
  static func pattern(_ text: String) -> (JSONSearchPattern, JSONSearchError?) {
    let ignoresCase = text == text.lowercased()
    let literal = JSONSearchPattern(literal: text, ignoresCase: ignoresCase)
    let isPlain = text.allSatisfy { $0.isLetter || $0.isNumber || " _-@:/\"',;<>=&%#~!".contains($0) }
    guard !isPlain else { return (literal, nil) }
    do throws(JSONSearchError) {
      return (try JSONSearchPattern(regularExpression: text, ignoresCase: ignoresCase), nil)
    } catch { return (literal, error) }
  }
}
