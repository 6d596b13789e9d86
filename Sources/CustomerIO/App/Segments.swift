import JSONText

/// A group of people: picked by hand, or by conditions.
public struct Segment: APIRecord, Hashable {
  public let id: Int
  public let name: String
  public let description: String?
  /// "manual" or "dynamic"; nil where the answer leaves it out.
  public let type: String?
  /// "finished", or a state of being recomputed.
  public let state: String?
  /// Percent; nil when done.
  public let progress: Int?
  public let tags: [String]
  /// Unix seconds.
  public let createdAt: Int?
  public let updatedAt: Int?
  public let raw: JSONValue

  public init?(_ json: JSONValue) {
    guard let id = json.integer("id") else { return nil }
    self.id = id
    name = json.text("name") ?? "Segment \(id)"
    description = json.text("description")
    type = json.text("type")
    state = json.text("state")
    progress = json.integer("progress")
    tags = json.texts("tags")
    createdAt = json.integer("created_at")
    updatedAt = json.integer("updated_at")
    raw = json
  }

  public var isManual: Bool { type == "manual" }
}

/// What depends on a segment or a sender.
public struct Usage: APIRecord, Hashable {
  public let campaigns: [Int]
  public let sentNewsletters: [Int]
  public let draftNewsletters: [Int]
  public let raw: JSONValue

  public init?(_ json: JSONValue) {
    guard json.objectValue != nil else { return nil }
    func numbers(_ key: String) -> [Int] { json.texts(key).compactMap { Int($0) } }
    campaigns = numbers("campaigns")
    sentNewsletters = numbers("sent_newsletters")
    draftNewsletters = numbers("draft_newsletters")
    raw = json
  }

  public var isEmpty: Bool { campaigns.isEmpty && sentNewsletters.isEmpty && draftNewsletters.isEmpty }
}

/// How many there are.
public struct Count: APIRecord, Hashable {
  public let value: Int
  public let raw: JSONValue

  public init?(_ json: JSONValue) {
    guard let value = json.integer("count") else { return nil }
    self.value = value
    raw = json
  }
}

extension AppQuery where Answer == Page<Segment> {
  public static func segments() -> AppQuery { .list(.reading("/v1/segments"), "segments") }

  /// The segments somebody is in.
  public static func segments(of person: some PersonNaming) throws(RequestError) -> AppQuery {
    let (segment, type) = try person.personReference.appSegment(action: "list a person's segments")
    return .list(.reading("/v1/customers/\(segment)/segments", query: [type]), "segments")
  }
}

extension AppQuery where Answer == Segment {
  public static func segment(id: Int) -> AppQuery { .one(.reading("/v1/segments/\(id)"), "segment") }

  /// Creates a manual segment.
  public static func createSegment(name: String, description: String? = nil) -> AppQuery {
    var segment: JSONValue = ["name": .string(name)]
    if let description { segment["description"] = .string(description) }
    return .one(.changing(.post, "/v1/segments", body: ["segment": segment]), "segment")
  }
}

extension AppQuery where Answer == Acknowledgement {
  /// Deletes a manual segment; its people stay.
  public static func deleteSegment(id: Int) -> AppQuery { .one(.changing(.delete, "/v1/segments/\(id)")) }
}

extension AppQuery where Answer == Usage {
  public static func usage(segment: Int) -> AppQuery { .one(.reading("/v1/segments/\(segment)/used_by"), "used_by") }

  public static func usage(sender: Int) -> AppQuery { .one(.reading("/v1/sender_identities/\(sender)/used_by")) }
}

extension AppQuery where Answer == Count {
  public static func customerCount(segment: Int) -> AppQuery {
    .one(.reading("/v1/segments/\(segment)/customer_count"))
  }
}
