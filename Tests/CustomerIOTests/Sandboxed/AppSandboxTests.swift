import Foundation
import JSONText
import Testing

@testable import CustomerIO

@Suite("App API against the sandbox")
struct AppSandboxTests {
  private func local() async throws -> Local { try await Local.shared.value }

  /// A seeded person that messages were sent to.
  private func somebody(_ client: CustomerIOClient) async throws -> Person {
    let message = try #require(try await client.fetch(.messages(limit: 20)).items.first { $0.person != nil })
    return try #require(message.person)
  }

  @Test("the seed's worked example gives its five results through the Beta API")
  func beta() async throws {
    let client = try await local().client
    let exchange = try await client.perform(try .raw(domain: .beta, method: .get, path: "/v1/api/customers"))
    let json = try JSONValue(parsing: try exchange.body.data())
    #expect(json["results"]?.arrayValue?.count == 5)
    let bare = try await client.send(try .raw(domain: .app, method: .get, path: "/v1/customers"))
    #expect(bare.status == 400)
  }

  @Test("what the screens read of a person can be read")
  func person() async throws {
    let client = try await local().client
    let person = try await somebody(client)
    let reference = try #require(person.reference)
    #expect(try await client.fetch(.attributes(of: reference)).person.cioID == person.cioID)
    #expect(try await client.fetch(.messages(of: reference)).items.isEmpty == false)
    #expect(try await client.fetch(.activities(of: reference)).items.isEmpty == false)
    _ = try await client.fetch(.segments(of: reference))
    _ = try await client.fetch(.relationships(of: reference))
    _ = try await client.fetch(.subscriptionPreferences(of: reference))
    _ = try await client.fetch(AppQuery<Page<OptOut>>.optOuts(of: reference))
    _ = try await client.fetch(AppQuery<Page<OptOut>>.optOuts())
    if let id = person.id {
      #expect(try await client.fetch(.attributes(ofIDs: [id, "nobody"])).items.map(\.person.id) == [id])
    }
    let missing = try #require(
      await failure { try await client.fetch(try .messages(of: "nobody")) })
    #expect(missing.kind == .notFound && missing.field == nil)
  }

  @Test("filters find people, page after page")
  func search() async throws {
    let client = try await local().client
    let all = try await client.pages(of: .searchCustomers(.exists("email"), limit: 50)).collect()
    #expect(all.count > 100)
    #expect(Set(all.compactMap(\.cioID)).count == all.count)
    let email = try #require(all.first?.email)
    let one = try await client.fetch(.searchCustomers(.attribute("email", equals: email)))
    #expect(one.items.contains { $0.email == email })
    let none = try await client.fetch(
      .searchCustomers(.and([.attribute("email", equals: email), .not(.exists("email"))])))
    #expect(none.items.isEmpty && none.next == nil)
  }

  @Test("segments, messages, activities and the workspace can be read")
  func workspace() async throws {
    let client = try await local().client
    let segments = try await client.fetch(.segments()).items
    #expect(segments.contains { $0.id == 1 && $0.isManual })
    #expect(try await client.fetch(.segment(id: 1)).name == segments.first { $0.id == 1 }?.name)
    let message = try #require(try await client.fetch(.messages(limit: 1)).items.first)
    #expect(try await client.fetch(.message(id: message.id)).id == message.id)
    _ = try await client.fetch(.archivedMessage(id: message.id))
    let activities = try await client.fetch(.activities(limit: 3))
    #expect(activities.items.count == 3 && activities.next != nil)
    #expect(try await client.fetch(.workspaces()).items.isEmpty == false)
    #expect(try await client.fetch(AppQuery<Page<TextLine>>.addresses()).items.isEmpty == false)
  }

  @Test("a wrong App API key leads to its field")
  func credentials() async throws {
    let local = try await local()
    let client = local.client(credentials: .canary)
    let error = try #require(await failure { try await client.fetch(.segments()) })
    #expect(error.kind == .credentials && error.field == .appAPIKey)
  }

  @Test("with the documented limits on, a burst of calls all succeeds")
  func limits() async throws {
    let local = try await Local(people: 10, rates: .documented, limits: RateLimiter(), retryPolicy: .standard)
    let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<25 { group.addTask { try await local.client.send(.segments()).status } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(statuses == Array(repeating: 200, count: 25))
    await local.server.stop()
  }
}
