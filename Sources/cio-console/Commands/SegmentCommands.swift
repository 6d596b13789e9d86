import ArgumentParser
import CustomerIO
import JSONText
import Service

/// `segment list`
struct SegmentList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the segments of the workspace.")

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let context = Context(global)
    let segments = try await context.workspace().segments.all()
    try context.write(
      .list(
        segments.map(\.json), columns: ["id", "name", "type", "state", "description"],
        keys: [
          "id", "name", "type", "state", "progress", "description", "tags", "created_at", "updated_at",
        ]))
  }
}

/// `segment show ID`
struct SegmentShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Shows a segment: how many people are in it, and the first of them.")

  @Argument(help: ArgumentHelp("The segment's number.", valueName: "id")) var id: String
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    guard let number = Int(id), number > 0 else {
      throw Failure.option("ID", "A segment's number is a whole number, such as 7.")
    }
    let context = Context(global)
    let workspace = try await context.workspace()
    let segment = try await workspace.segments.one(number)
    let count = try await workspace.segments.count(number)
    let members = try await workspace.people.find("segment:\(number)")
    var object = segment.json
    object["count"] = .number(JSONNumber(count))
    object["members"] = .array(members.people.map(\.json))
    object["members_cut"] = .boolean(members.isCut)
    try context.write(.record(object, lines: lines(segment, count, members)))
  }

  private func lines(
    _ segment: Segment, _ count: Int, _ members: PeopleFinder.Result
  ) -> [(label: String, text: String)] {
    var lines = [
      (label: "Segment", text: "\(segment.id) \(segment.name)"), (label: "Type", text: segment.type ?? "–"),
      (label: "Description", text: segment.description ?? "–"), (label: "State", text: segment.state ?? "–"),
      (label: "People", text: "\(count)"), (label: "", text: ""),
    ]
    lines += members.people.map { (label: $0.reference.text, text: "\($0.name ?? "") \($0.email ?? "")") }
    if members.isCut { lines.append((label: "…", text: "")) }
    return lines
  }
}

extension Segment {
  fileprivate var json: JSONValue {
    var object = summaryJSON
    object["state"] = JSONValue(state)
    object["progress"] = JSONValue(progress)
    object["description"] = JSONValue(description)
    object["tags"] = .array(tags.map(JSONValue.string))
    object["created_at"] = JSONValue(createdAt)
    object["updated_at"] = JSONValue(updatedAt)
    return object
  }
}

extension PersonSummary {
  var json: JSONValue {
    [
      "id": JSONValue(customerID), "email": JSONValue(email), "cio_id": JSONValue(cioID), "name": JSONValue(name),
    ]
  }
}
