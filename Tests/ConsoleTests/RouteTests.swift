import CustomerIO
import Testing

@testable import Console

@Suite struct RouteTests {
  @Test(arguments: [
    "people", "people/ada", "people/ada/activity", "people/email:ada%2Bx@example.com", "people/cio_03000001/messages",
    "segments", "segments/7", "activity", "explorer", "modules", "modules/track-event", "connections", "journal",
    "journal/01K", "settings", "people/id:a%2Fb", "welcome",
  ])
  func `a route that is read is written the same`(text: String) throws {
    #expect(try Route(parsing: text).text == text)
  }

  @Test func `parts are percent-encoded`() throws {
    #expect(
      try Route(parsing: "people/email%3Aada%40example.com/activity") == .person("email:ada@example.com", .activity))
    #expect(Route.person("a/b").text == "people/a%2Fb")
    #expect(Route.person("50% off?").text == "people/50%25%20off%3F")
  }

  @Test(arguments: [
    "", "nowhere", "segments/x", "segments/0", "modules/nothing", "people/ada/nothing", "people/%zz", "people//x",
  ])
  func `what names no screen is refused with what would`(text: String) {
    let error = #expect(throws: RouteError.self) { try Route(parsing: text) }
    #expect(error?.message.isEmpty == false)
  }

  @Test func `bare text is an email when it has an at sign, else an id`() {
    #expect(PersonReference(route: "ada") == .id("ada"))
    #expect(PersonReference(route: "ada@example.com") == .email("ada@example.com"))
    #expect(PersonReference(route: "cio_03") == .cioID("03"))
    #expect(PersonReference(route: "id:ada@example.com") == .id("ada@example.com"))
    #expect(PersonReference(route: "email:x") == .email("x"))
  }

  @Test(arguments: [PersonReference.id("ada"), .id("a@b"), .id("cio_x"), .id("id:x"), .email("a@b.c"), .cioID("03")])
  func `every reference survives its route`(reference: PersonReference) {
    #expect(PersonReference(route: reference.routeText) == reference)
  }
}
