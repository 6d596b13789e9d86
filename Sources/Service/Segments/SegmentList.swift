import CustomerIO

/// The segments of a workspace.
public struct SegmentList: Sendable {
  let workspace: Workspace

  public func all() async throws(ServiceError) -> [Segment] {
    try await workspace.fetch { .segments() }.items
  }

  /// The same segments with their kind and description, which a person's own list leaves out.
  public func described(_ segments: [Segment]) async throws(ServiceError) -> [Segment] {
    let known = Dictionary(try await all().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return segments.map { known[$0.id] ?? $0 }
  }

  /// The ones that take people by hand, for the picker.
  public func manual() async throws(ServiceError) -> [Segment] {
    try await all().filter(\.isManual)
  }

  public func one(_ id: Int) async throws(ServiceError) -> Segment {
    do { return try await workspace.fetch { .segment(id: id) } } catch {
      throw error.naming(
        "There is no segment \(id)", on: workspace.connection,
        advice: "Segments (on the command line: segment list) shows those that are there.")
    }
  }

  /// How many people are in it.
  public func count(_ id: Int) async throws(ServiceError) -> Int {
    try await workspace.fetch { .customerCount(segment: id) }.value
  }
}
