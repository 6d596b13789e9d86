import CJSONScan

/// Searches slices, each way there is.
struct JSONSliceScanner {
  private enum Method {
    case literal([UInt8], ignoresCase: Bool)
    case expression(ExpressionScanner)
    case bytes(ByteScanner)
  }

  private let snapshot: JSONSnapshot
  private let method: Method

  init(pattern: JSONSearchPattern, snapshot: JSONSnapshot, scope: JSONSearch.Scope) {
    self.snapshot = snapshot
    switch (pattern.method, scope) {
    case (_, .bytes): method = .bytes(ByteScanner(pattern.method, in: snapshot))
    case (.literal(let needle, let ignoresCase), .values): method = .literal(needle, ignoresCase: ignoresCase)
    case (.expression(let expression), .values): method = .expression(ExpressionScanner(expression, in: snapshot))
    }
  }

  var gaveUp: Bool {
    switch method {
    case .literal: false
    case .expression(let scanner): scanner.gaveUp
    case .bytes(let scanner): scanner.gaveUp
    }
  }

  /// How many matches there are, and where the first one begins.
  func count(_ slice: Range<Int>, resume: inout UInt64) -> (count: Int, first: Int) {
    var count = 0
    var first = Int.max
    if case .literal(let needle, let ignoresCase) = method {
      var match = cjson_match()
      count = snapshot.query {
        cjson_search_literal(
          $0, needle, needle.count, ignoresCase, UInt64(slice.lowerBound), UInt64(slice.upperBound), &resume, &match, 1)
      }
      if count > 0 { first = Int(match.start) }
      return (count, first)
    }
    if case .expression(let scanner) = method, resume <= slice.lowerBound, let found = scanner.count(slice) {
      guard found.count > 0 else { return (0, first) }
      resume = UInt64(found.range.upperBound)
      return (found.count, found.range.lowerBound)
    }
    scan(slice, resume: &resume) { match in
      if count == 0 { first = match.lowerBound }
      count += 1
    }
    return (count, first)
  }

  func matches(_ slice: Range<Int>, count: Int, resume: inout UInt64) -> [Range<Int>] {
    if case .literal(let needle, let ignoresCase) = method {
      var matches = [cjson_match](repeating: cjson_match(), count: count)
      let found = snapshot.query {
        cjson_search_literal(
          $0, needle, needle.count, ignoresCase, UInt64(slice.lowerBound), UInt64(slice.upperBound), &resume, &matches,
          count)
      }
      return matches.prefix(found).map { Int($0.start)..<Int($0.end) }
    }
    var matches: [Range<Int>] = []
    scan(slice, resume: &resume) { matches.append($0) }
    return matches
  }

  private func scan(_ slice: Range<Int>, resume: inout UInt64, found: (Range<Int>) -> Void) {
    switch method {
    case .literal: break
    case .expression(let scanner): scanner.scan(slice, resume: &resume, found: found)
    case .bytes(let scanner): scanner.scan(slice, resume: &resume, found: found)
    }
  }
}
