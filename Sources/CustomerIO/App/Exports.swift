import JSONText

/// A file that Customer.io makes of people or deliveries.
public struct Export: APIRecord, Hashable {
  public let id: Int
  /// "customers" or "deliveries".
  public let type: String?
  /// "pending", "done" or "failed".
  public let status: String?
  public let description: String?
  public let total: Int?
  public let downloads: Int?
  /// Unix seconds.
  public let createdAt: Int?
  public let updatedAt: Int?
  public let raw: JSONValue

  public init?(_ json: JSONValue) {
    guard let id = json.integer("id") else { return nil }
    self.id = id
    type = json.text("type")
    status = json.flag("failed") == true ? "failed" : json.text("status")
    description = json.text("description")
    total = json.integer("total")
    downloads = json.integer("downloads")
    createdAt = json.integer("created_at")
    updatedAt = json.integer("updated_at")
    raw = json
  }

  public var isDone: Bool { status == "done" }
  public var hasFailed: Bool { status == "failed" }
}

/// Where a finished export lies. The address is a secret of its own: whoever has it can read the file.
public struct DownloadLink: APIRecord, Hashable, CustomStringConvertible {
  public let url: String
  public let raw: JSONValue

  public init?(_ json: JSONValue) {
    guard let url = json.text("url") ?? json["export"]?.text("url") else { return nil }
    self.url = url
    raw = json
  }

  public var description: String { APIError.place(url) }
}

/// A file of people, events, objects or relationships that Customer.io reads in.
public struct Import: APIRecord, Hashable {
  public let id: Int
  public let name: String?
  /// "preprocessing" to "imported", "failed", "canceled".
  public let state: String?
  public let rowsToImport: Int?
  public let rowsImported: Int?
  public let error: String?
  /// Unix seconds.
  public let createdAt: Int?
  public let raw: JSONValue

  public init?(_ json: JSONValue) {
    guard let id = json.integer("id") else { return nil }
    self.id = id
    name = json.text("name")
    state = json.text("state")
    rowsToImport = json.integer("rows_to_import")
    rowsImported = json.integer("rows_imported")
    error = json.text("error")
    createdAt = json.integer("created_at")
    raw = json
  }
}

extension AppQuery where Answer == Page<Export> {
  public static func exports() -> AppQuery { .list(.reading("/v1/exports"), "exports") }
}

extension AppQuery where Answer == Export {
  public static func export(id: Int) -> AppQuery { .one(.reading("/v1/exports/\(id)"), "export") }

  /// Starts an export of the people that a filter finds.
  public static func exportPeople(_ filter: PeopleFilter) -> AppQuery {
    .one(.changing(.post, "/v1/exports/customers", body: ["filters": filter.json]), "export")
  }

  /// Starts an export of deliveries.
  /// - Parameter selection: the body: one of `newsletter_id`, `campaign_id`, `transactional_message_id`, `action_id`,
  ///   with `start`, `end`, `attributes`, `metric`, `drafts` as wished.
  public static func exportDeliveries(_ selection: JSONValue) -> AppQuery {
    .one(.changing(.post, "/v1/exports/deliveries", body: selection), "export")
  }
}

extension AppQuery where Answer == DownloadLink {
  public static func downloadLink(export: Int) -> AppQuery { .one(.reading("/v1/exports/\(export)/download")) }
}

extension AppQuery where Answer == Import {
  /// Starts an import.
  /// - Parameter definition: `name`, `data_file_url`, `type` and what else the route takes.
  public static func startImport(_ definition: JSONValue) -> AppQuery {
    .one(.changing(.post, "/v1/imports", body: ["import": definition]), "import")
  }

  public static func importJob(id: Int) -> AppQuery { .one(.reading("/v1/imports/\(id)"), "import") }
}
