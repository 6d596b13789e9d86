import CustomerIO
import Testing

@testable import Service

@Suite("Finding people") struct PeopleTests {
  @Test(
    "by what names them exactly",
    arguments: [("ada", 1), ("adam.k", 1), ("ada@example.com", 2), ("nobody-here", 0), ("nobody@example.invalid", 0)])
  func exactly(text: String, count: Int) async throws {
    try await Bench.run { bench in
      let found1 = try await bench.workspace.people.find(text).people.count
      #expect(found1 == count)
    }
  }

  @Test("by an attribute, and by a segment, with their names") func byList() async throws {
    try await Bench.run { bench in
      let pro = try await bench.workspace.people.find("plan=pro")
      #expect(!pro.people.isEmpty)
      #expect(pro.people.contains { $0.name != nil })
      let members = try await bench.workspace.people.find("segment:1")
      #expect(!members.people.isEmpty)
    }
  }

  @Test("by Customer.io's own identifier, as the page shows it") func byCioID() async throws {
    try await Bench.run { bench in
      let ada = try await bench.workspace.people.person(.id("ada"))
      let cioID = try #require(ada.summary.cioID)
      let found = try await bench.workspace.people.find("cio_" + cioID)
      #expect(found.people.first?.customerID == "ada")
    }
  }

  @Test("says that several hold an email, and which") func several() async throws {
    try await Bench.run { bench in
      let error = await #expect(throws: ServiceError.self) {
        try await bench.workspace.people.person(.email("ada@example.com"))
      }
      #expect(error?.exitStatus == .refusedHere)
      #expect(error?.message.contains("ada-old") == true)
    }
  }

  @Test("names the missing key where there is no App API Key") func noKey() async throws {
    try await Bench.run(hasAppKey: false) { bench in
      let error = await #expect(throws: ServiceError.self) { try await bench.workspace.people.find("ada") }
      #expect(error?.connectionField == .appAPIKey)
      #expect(error?.exitStatus == .authentication)
      let nothing = try await bench.requests()
      #expect(nothing.isEmpty)
    }
  }

  @Test("tells what deleting takes away") func losses() async throws {
    try await Bench.run { bench in
      let losses = await bench.workspace.people.losses(of: "ada")
      #expect(losses.holders.count == 1)
      #expect(losses.attributeCount > 0)
      #expect(await bench.workspace.people.losses(of: "ada@example.com").holders.count == 2)
      let nobody = await bench.workspace.people.losses(of: "nobody-here")
      #expect(nobody.holders.isEmpty)
      #expect(nobody.couldNotCheck == nil)
    }
  }

  @Test("remembers who was looked at, found or changed, and nobody for being in a segment") func seen() async throws {
    try await Bench.run { bench in
      let people = bench.workspace.people
      let seen = bench.services.seenPeople(on: bench.workspace.connection)
      func names() async throws -> [String?] { try await seen.matching("").map(\.customerID) }
      func wait(for count: Int) async throws -> [String?] {
        while try await names().count != count { await Task.yield() }
        return try await names()
      }
      #expect(try await !people.find("segment:1").people.isEmpty)
      _ = try await people.person(.id("ada"), remembers: false)
      _ = try await people.person(.id("adam.k"))
      #expect(try await wait(for: 1) == ["adam.k"])
      _ = try await bench.run(.trackEvent, [.customerID: .text("u-10442"), .eventName: .text("x")])
      #expect(try await wait(for: 2) == ["u-10442", "adam.k"])
      _ = try await bench.run(.deleteCustomer, [.customerID: .text("adam.k")])
      #expect(try await wait(for: 1) == ["u-10442"])
    }
  }

  @Test("says who is not there and on which connection") func nobody() async throws {
    try await Bench.run { bench in
      let people = bench.workspace.people
      let error = await #expect(throws: ServiceError.self) { try await people.segments(of: .id("nobody")) }
      #expect(error?.message == "Nobody has the id nobody on the connection environment.")
      #expect(error?.exitStatus == .refusedByAPI)
      let none = await #expect(throws: ServiceError.self) { try await bench.workspace.segments.one(999) }
      #expect(none?.message == "There is no segment 999 on the connection environment.")
    }
  }
}
