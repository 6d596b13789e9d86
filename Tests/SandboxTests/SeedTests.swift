import Foundation
import Testing

@testable import Sandbox

@Suite struct SeedTests {
  @Test func theSameSeedGivesTheSameWorkspace() async throws {
    func state(seed: UInt64) async throws -> String {
      var text = ""
      try await TestSandbox.run(people: 200, seed: seed) { text = try await $0.control("GET", "state").text }
      return text
    }
    let one = try await state(seed: 1)
    #expect(try await state(seed: 1) == one)
    #expect(try await state(seed: 2) != one)
  }

  @Test func thereAreAsManyPeopleAsAskedFor() async throws {
    for count in [0, 3, 40, 1_000] {
      try await TestSandbox.run(people: count) { sandbox async throws in
        #expect(try await sandbox.control("GET", "state").json["people"].count == count)
        #expect(try await sandbox.app("GET", "/v1/workspaces").json["workspaces"][0]["people"].int == count)
      }
    }
  }

  @Test func everySyntheticPersonIsFoundByEachIdentifier() {
    let workspace = Workspace(population: Population(seed: 5, count: 3_000, now: 1_790_000_000), region: .us)
    for number in 1...3_000 {
      guard let person = workspace.person(number) else {
        Issue.record("number \(number) is missing")
        continue
      }
      if let id = person.id { #expect(workspace.number(of: .id(id)) == number) }
      if let email = person.email { #expect(workspace.numbers(email: email.uppercased()).contains(number)) }
      #expect(workspace.number(of: .cioID(person.cioID)) == number)
      for name in Population.attributeNames where number > workspace.population.stories.count {
        #expect(person[attribute: name] == workspace.population.value(name, number))
      }
    }
  }

  @Test func everyKindOfActivityAndMessageOccurs() {
    var workspace = Workspace(population: Population(seed: 1, count: 100, now: 1_790_000_000), region: .us)
    let types = Set(workspace.allActivities().map(\.type))
    for type in ActivityTypes.plain { #expect(types.contains(type), "\(type)") }
    for (channel, states) in ActivityTypes.channels {
      for state in states { #expect(types.contains("\(state)_\(channel)"), "\(state)_\(channel)") }
    }
    #expect(
      Set(workspace.allMessages().map(\.type)) == ["email", "webhook", "twilio", "slack", "push", "in_app", "whatsapp"])
    let times = workspace.allActivities().map(\.time)
    #expect(times == times.sorted())
    #expect(times.allSatisfy { $0 <= 1_790_000_000 })
  }

  @Test func theStoriesCanBeTold() async throws {
    try await TestSandbox.run { sandbox in
      func activities(_ id: String) async throws -> Set<String?> {
        Set(
          try await sandbox.app("GET", "/v1/customers/\(id)/activities?limit=100").json["activities"].array.map {
            $0["type"].string
          })
      }
      #expect(try await activities("hedy").contains("unsubscribed_email"))
      #expect(try await activities("alan.t").isSuperset(of: ["bounced_email", "dropped_email"]))
      #expect(try await activities("edsger").contains("failed_webhook"))
      #expect(try await activities("dorothy").contains("profile_merge"))
      #expect(try await activities("mary").contains("failed_attribute_change"))
      #expect(try await activities("joan").contains("undeliverable_push"))
      let gone = try await sandbox.app("GET", "/v1/activities?deleted=true&type=profile_delete&customer_id=radia").json
      #expect(gone["activities"].count == 1)
      #expect(try await sandbox.app("GET", "/v1/activities?customer_id=radia").status == 404)
      let ada = try await sandbox.attributes("ada")
      #expect(ada["note"] == "likes \u{1B}[31mred\u{1B}[0m, a\rb")
      #expect(ada["plan"] == "pro")
    }
  }

  @Test func aMillionPeopleAreThereAtOnce() async throws {
    try await TestSandbox.run(people: 1_000_000) { sandbox in
      #expect(try await sandbox.app("GET", "/v1/customers/u-1100000/attributes").status == 200)
      #expect(try await sandbox.app("GET", "/v1/customers/u-1100001/attributes").status == 404)
      #expect(try await sandbox.app("GET", "/v1/workspaces").json["workspaces"][0]["people"] == 1_000_000)
      let page = try await sandbox.app("GET", "/v1/segments/1/membership?limit=1000").json
      #expect(page["ids"].count == 1_000)
      #expect(page["next"].string?.isEmpty == false)
    }
  }
}
