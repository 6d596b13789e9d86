import JSONText

/// What a document that was imported says of a route: its parameters, and a body to begin with. As JSON it is the last
/// column of a line in the person's own table of routes.
///
/// ```json
/// {"query":{"state":{"note":"Messages in this state only","values":["sent","failed"]}},"path":{},"body":{"name":""}}
/// ```
public struct EndpointDetails: Hashable, Sendable {
  public var query: [String: ParameterNote] = [:]
  public var path: [String: ParameterNote] = [:]
  /// One JSON text.
  public var body: String?

  public init() {}

  public var isEmpty: Bool { query.isEmpty && path.isEmpty && body == nil }

  init?(json text: String) {
    guard let json = try? JSONValue(parsing: text), json.objectValue != nil else { return nil }
    query = Self.notes(json["query"])
    path = Self.notes(json["path"])
    body = json["body"]?.compactText
  }

  var json: String {
    var members: [JSONMember] = []
    for (key, notes) in [("query", query), ("path", path)] where !notes.isEmpty {
      members.append(JSONMember(key: key, value: Self.json(notes)))
    }
    if let body, let value = try? JSONValue(parsing: body) { members.append(JSONMember(key: "body", value: value)) }
    return JSONValue.object(members).compactText
  }

  private static func notes(_ json: JSONValue?) -> [String: ParameterNote] {
    Dictionary(
      (json?.objectValue ?? []).map { member in
        (
          member.key,
          ParameterNote(
            values: (member.value["values"]?.arrayValue ?? []).compactMap(\.stringValue),
            text: member.value["note"]?.stringValue ?? "")
        )
      }, uniquingKeysWith: { first, _ in first })
  }

  private static func json(_ notes: [String: ParameterNote]) -> JSONValue {
    .object(
      notes.sorted { $0.key < $1.key }.map { name, note in
        JSONMember(
          key: name,
          value: ["note": .string(note.text), "values": .array(note.values.map(JSONValue.string))])
      })
  }
}
