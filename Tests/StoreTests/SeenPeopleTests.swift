import Foundation
import Store
import Testing

@Suite struct SeenPeopleTests {
  private let home: TemporaryHome
  private let people: SeenPeopleRepository

  init() throws {
    home = try TemporaryHome()
    people = try home.open().seenPeople
  }

  @Test func partsOfNamesAreFoundWithoutCaseAndAccents() throws {
    try remember("1", "ada@example.com", "Ada Lovelace", 1)
    try remember("2", "renee@example.com", "Renée O'Neil", 2)
    try remember("3", "100%@example.com", "Per_Cent", 3)
    #expect(try found("LOVE ada") == ["1"])
    #expect(try found("renee") == ["2"])
    #expect(try found("RENÉE neil") == ["2"])
    #expect(try found("example") == ["3", "2", "1"])
    #expect(try found("%") == ["3"])
    #expect(try found("r_c") == ["3"])
    #expect(try found("a_a") == [])
    #expect(try found("nobody") == [])
    #expect(try people.search("", connectionID: "other") == [])
  }

  @Test func onePersonIsRememberedOnceByAllTheirIdentifiers() throws {
    try people.remember(id: nil, email: "ada@example.com", cioID: nil, name: "Ada", connectionID: "c1")
    try people.remember(id: "ada", email: "ada@example.com", cioID: nil, name: nil, connectionID: "c1")
    try people.remember(id: "ada", email: nil, cioID: "a1", name: "Ada Lovelace", connectionID: "c1")
    let all = try people.recent(connectionID: "c1")
    #expect(all.count == 1)
    #expect(all.first?.email == "ada@example.com")
    #expect(all.first?.cioID == "a1")
    #expect(all.first?.name == "Ada Lovelace")
  }

  @Test func twoPeopleWhoShareAnAddressStayTwo() throws {
    try people.remember(id: "1", email: "team@example.com", cioID: "a1", name: "One", connectionID: "c1")
    try people.remember(id: "2", email: "team@example.com", cioID: "a2", name: "Two", connectionID: "c1")
    #expect(try people.search("team", connectionID: "c1").count == 2)
  }

  @Test func someoneWithoutAnyIdentifierIsNotRemembered() throws {
    try people.remember(id: nil, email: nil, cioID: nil, name: "Ada", connectionID: "c1")
    #expect(try people.recent(connectionID: "c1") == [])
  }

  @Test func theLongestUnseenMakeRoom() throws {
    let crowd = (0..<SeenPeopleRepository.limit + 5).map { number in
      SeenPerson(connectionID: "c1", id: "\(number)", seenAt: Date(timeIntervalSince1970: Double(number)))
    }
    try people.remember(crowd)
    let all = try people.recent(connectionID: "c1", limit: .max)
    #expect(all.count == SeenPeopleRepository.limit)
    #expect(all.last?.id == "5")
  }

  @Test func whoWasDeletedIsForgotten() throws {
    try remember("1", "ada@example.com", "Ada", 1)
    try remember("2", "bob@example.com", "Bob", 2)
    try people.forget(id: "1", connectionID: "c1")
    #expect(try people.recent(connectionID: "c1").map(\.id) == ["2"])
    try people.forget(connectionID: "c1")
    #expect(try people.recent(connectionID: "c1") == [])
  }

  private func remember(_ id: String, _ email: String, _ name: String, _ time: Double) throws {
    try people.remember(
      id: id, email: email, cioID: nil, name: name, connectionID: "c1", time: Date(timeIntervalSince1970: time))
  }

  private func found(_ text: String) throws -> [String?] {
    try people.search(text, connectionID: "c1").map(\.id)
  }
}
