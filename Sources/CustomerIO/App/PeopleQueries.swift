import JSONText

extension PersonReference {
  /// The path segment and the kind of identifier with which the App API names a person.
  func appSegment(action: String) throws(RequestError) -> (segment: String, idType: NameValue?) {
    let resolved = resolved
    let type: NameValue? =
      switch resolved {
      case .customerID, .id: nil
      case .email: NameValue("id_type", "email")
      case .cioID: NameValue("id_type", "cio_id")
      case .phone: NameValue("id_type", "phone")
      }
    return (try PathSegment.encode(resolved.text, action: action), type)
  }
}

extension AppQuery where Answer == Page<Person> {
  /// People with an email address; there can be several.
  public static func customers(email: String) throws(RequestError) -> AppQuery {
    guard !email.isEmpty else { throw .emptyIdentifier }
    return .list(.reading("/v1/customers", query: [NameValue("email", email)]), "results")
  }

  /// People that a filter finds.
  public static func searchCustomers(
    _ filter: PeopleFilter, start: String? = nil, limit: Int? = nil
  ) -> AppQuery {
    .list(
      .reading(
        "/v1/customers", query: [.optional("start", start), .optional("limit", limit)],
        body: ["filter": filter.json]), "identifiers")
  }

  /// The people in a segment.
  /// - Parameter limit: at most 30,000 a page.
  public static func membership(segment: Int, start: String? = nil, limit: Int? = nil) -> AppQuery {
    .list(
      .reading(
        "/v1/segments/\(segment)/membership", query: [.optional("start", start), .optional("limit", limit)]),
      "identifiers")
  }
}

extension AppQuery where Answer == PersonAttributes {
  /// One person's attributes and devices.
  public static func attributes(of person: some PersonNaming) throws(RequestError) -> AppQuery {
    let reference = person.personReference
    if case .id(let id) = reference.resolved, PathSegment.isDotSegment(id) {
      // No path can carry such an id; a body can.
      return AppQuery(.reading("/v1/customers/attributes", body: ["ids": [.string(id)]])) { json in
        json.list("customers").first.flatMap { PersonAttributes($0["customer"] ?? $0) }
      }
    }
    let (segment, type) = try reference.appSegment(action: "read a person")
    return .one(.reading("/v1/customers/\(segment)/attributes", query: [type]), "customer")
  }
}

extension AppQuery where Answer == Page<PersonAttributes> {
  /// Attributes and devices of up to 100 people, by their ids.
  public static func attributes(ofIDs ids: [String]) throws(RequestError) -> AppQuery {
    guard !ids.isEmpty else { throw .emptyList("customer IDs") }
    guard ids.count <= 100 else { throw .tooMany("customer IDs", limit: 100) }
    return AppQuery(.reading("/v1/customers/attributes", body: ["ids": .array(ids.map(JSONValue.string))])) { json in
      guard let customers = json["customers"]?.arrayValue else { return nil }
      return Page(
        items: customers.compactMap { PersonAttributes($0["customer"] ?? $0) }, next: json.text("next"), raw: json)
    }
  }
}

extension AppQuery where Answer == Page<Relationship> {
  public static func relationships(
    of person: some PersonNaming, start: String? = nil, limit: Int? = nil
  ) throws(RequestError) -> AppQuery {
    let (segment, type) = try person.personReference.appSegment(action: "list relationships")
    return .list(
      .reading(
        "/v1/customers/\(segment)/relationships",
        query: [type, .optional("start", start), .optional("limit", limit)]), "cio_relationships")
  }
}

extension AppQuery where Answer == SubscriptionPreferences {
  /// - Parameter language: of the topics' names, e.g. "de".
  public static func subscriptionPreferences(
    of person: some PersonNaming, language: String? = nil
  ) throws(RequestError) -> AppQuery {
    let (segment, type) = try person.personReference.appSegment(action: "read subscription preferences")
    return .one(
      .reading(
        "/v1/customers/\(segment)/subscription_preferences", query: [type, .optional("language", language)]),
      "customer")
  }
}

extension AppQuery where Answer == Page<OptOut> {
  public static func optOuts(of person: some PersonNaming) throws(RequestError) -> AppQuery {
    let (segment, type) = try person.personReference.appSegment(action: "list opt-outs")
    return .list(.reading("/v1/customers/\(segment)/optouts", query: [type]), "optouts")
  }

  /// Across people, of one sender or of all.
  public static func optOuts(from sender: String? = nil, start: String? = nil, limit: Int? = nil) -> AppQuery {
    .list(
      .reading(
        "/v1/optouts", query: [.optional("from", sender), .optional("start", start), .optional("limit", limit)]),
      "optouts")
  }
}

extension AppQuery where Answer == Acknowledgement {
  /// - Parameter optOuts: an array of `{channel, from}`, as the list has them.
  public static func setOptOuts(
    of person: some PersonNaming, _ optOuts: JSONValue
  ) throws(RequestError) -> AppQuery {
    let (segment, type) = try person.personReference.appSegment(action: "change opt-outs")
    return .one(.changing(.put, "/v1/customers/\(segment)/optouts", query: [type], body: ["optouts": optOuts]))
  }
}
