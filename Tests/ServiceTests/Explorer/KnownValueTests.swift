import CustomerIO
import Foundation
import Store
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

  @Test("People are those that were seen, and behind them those of the latest activities") func people() async throws {
    try await Bench.run { bench in
      let route = try endpoint("/v1/customers/{customer_id}/attributes")
      let fresh = try await bench.workspace.knownValues(of: "customer_id", in: route, path: route.path)
      #expect(fresh.count > 5)
      #expect(Set(fresh.map(\.value)).count == fresh.count)
      let last = try #require(fresh.last)
      let store = try await bench.workspace.storage.store()
      try store.seenPeople.remember([
        SeenPerson(
          connectionID: bench.workspace.connection.id, id: last.value, email: nil, cioID: nil, name: "Seen Before",
          seenAt: Date())
      ])
      let known = try await bench.workspace.knownValues(of: "customer_id", in: route, path: route.path)
      #expect(known.first?.value == last.value)
      #expect(known.first?.detail == "Seen Before")
      #expect(Set(known.map(\.value)).count == known.count)
      let emails = try await bench.workspace.knownValues(of: "email", in: route, path: route.path)
      #expect(emails.allSatisfy { $0.value.contains("@") })
    }
  }

  @Test("An imported route's parts come from the imported list before them") func imported() async throws {
    try await Bench.run { bench in
      func route(_ path: String) -> Endpoint {
        Endpoint(
          domain: .app, group: "G", method: .get, path: path, summary: "", query: [], takesBody: false, rate: "",
          credential: .bearer, reads: true)
      }
      let single = route("/v1/segments/{part_id}/{x}")
      let none = try await bench.workspace.knownValues(of: "part_id", in: single, path: single.path, routes: [single])
      #expect(none.isEmpty)
      let known = try await bench.workspace.knownValues(
        of: "part_id", in: single, path: single.path, routes: [single, route("/v1/segments")])
      #expect(known.contains { $0.title == "Beta testers" })
    }
  }
}
