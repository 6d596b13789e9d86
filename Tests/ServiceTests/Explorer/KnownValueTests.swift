import CustomerIO
import Testing

@testable import Service

@Suite("What is known for a parameter") struct KnownValueTests {
  private func endpoint(_ path: String) throws -> Endpoint {
    try #require(EndpointCatalogue.all.first { $0.method == .get && $0.path == path })
  }

  @Test("comes from the list that the call's own path begins with, and depends on what stands before it")
  func lists() async throws {
    try await Bench.run { bench in
      let segment = try endpoint("/v1/segments/{segment_id}")
      let segments = try await bench.workspace.knownValues(of: "segment_id", in: segment, path: segment.path)
      #expect(segments.contains { $0.value == "2" && $0.title == "Beta testers" })
      let action = try endpoint("/v1/campaigns/{campaign_id}/actions/{action_id}")
      let open = try await bench.workspace.knownValues(of: "action_id", in: action, path: action.path)
      #expect(open.isEmpty)
      let campaigns = try await bench.workspace.knownValues(of: "campaign_id", in: action, path: action.path)
      let first = try #require(campaigns.first)
      let path = action.path(action.path, setting: "campaign_id", to: first.value)
      let actions = try await bench.workspace.knownValues(of: "action_id", in: action, path: path)
      #expect(!actions.isEmpty)
      let none = try await bench.workspace.knownValues(of: "device_id", in: action, path: path)
      #expect(none.isEmpty)
    }
  }
}
