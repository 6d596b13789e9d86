import ArgumentParser
import CustomerIO
import JSONText
import Service

/// `customer show REF`: what the page of a person shows.
struct CustomerShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Shows a person: attributes, devices, segments and recent activity.")

  @Argument(
    help: ArgumentHelp("id:…, email:… or cio_…; bare text is an email when it has an @, else an id.", valueName: "ref"))
  var reference: String
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let context = Context(global)
    let people = try await context.workspace().people
    let page = try await people.person(PersonReference(argument: reference))
    // Read by the surest identifier, so that all parts are of the same person.
    let person = page.summary.reference
    let segments = try await people.segments(of: person)
    let activities = try await people.activities(of: person, limit: 10).items
    try context.write(.record(json(page, segments, activities), lines: lines(page, segments, activities)))
  }

  private func json(_ page: PersonPage, _ segments: [Segment], _ activities: [Activity]) -> JSONValue {
    [
      "id": JSONValue(page.summary.customerID), "email": JSONValue(page.summary.email),
      "cio_id": JSONValue(page.summary.cioID), "name": JSONValue(page.summary.name),
      "unsubscribed": .boolean(page.isUnsubscribed),
      "attributes": .object(page.attributes.map { JSONMember(key: $0.name, value: .string($0.value)) }),
      "devices": .array(page.devices.map(\.raw)), "segments": .array(segments.map(\.summaryJSON)),
      "activities": .array(activities.map(\.raw)), "as_of": .string(page.asOf.iso8601),
    ]
  }

  private func lines(
    _ page: PersonPage, _ segments: [Segment], _ activities: [Activity]
  ) -> [(label: String, text: String)] {
    var lines = [
      (label: "Name", text: page.summary.name ?? "–"), (label: "Id", text: page.summary.customerID ?? "–"),
      (label: "Email", text: page.summary.email ?? "–"),
      (label: "Cio id", text: page.summary.cioID.map { "cio_" + $0 } ?? "–"),
      (label: "Unsubscribed", text: page.isUnsubscribed ? "yes" : "no"),
      (label: "As of", text: page.asOf.iso8601),
      (label: "Segments", text: segments.map { "\($0.id) \($0.name)" }.joined(separator: "\n")),
      (label: "Devices", text: page.devices.map { "\($0.platform ?? "") \($0.id)" }.joined(separator: "\n")),
    ].filter { !$0.text.isEmpty }
    lines.append((label: "", text: ""))
    lines += page.attributes.map { (label: $0.name, text: $0.value) }
    if !activities.isEmpty { lines.append((label: "", text: "")) }
    lines += activities.map { (label: $0.date?.iso8601 ?? "", text: "\($0.type) \($0.subject)") }
    return lines
  }
}

extension Segment {
  var summaryJSON: JSONValue {
    ["id": .number(JSONNumber(id)), "name": .string(name), "type": JSONValue(type)]
  }
}
