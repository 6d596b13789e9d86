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
}
