import Testing

struct WaitedInVain: Error, CustomStringConvertible {
  let what: String
  var description: String { "never came about: \(what)" }
}

/// Waits until `condition` holds, asking again and again; each question is to cost something, such as a request.
func waiting(
  until what: String, within limit: Duration = .seconds(30), _ condition: () async throws -> Bool
) async throws {
  let deadline = ContinuousClock.now + limit
  while try await !condition() {
    guard ContinuousClock.now < deadline else { throw WaitedInVain(what: what) }
    await Task.yield()
  }
}
