/// Waits until `condition` holds. A condition that never holds ends with the test's own time limit.
func until(_ condition: () throws -> Bool) async throws {
  while try !condition() {
    try Task.checkCancellation()
    await Task.yield()
  }
}
