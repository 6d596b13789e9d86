/// The plain requests of what screens and commands read most, for previews and `send`; each is the request of the
/// ``AppQuery`` of its name.
extension APIRequest {
  public static func customers(email: String) throws(RequestError) -> APIRequest {
    try AppQuery<Page<Person>>.customers(email: email).request
  }

  public static func searchCustomers(
    filter: PeopleFilter, start: String? = nil, limit: Int? = nil
  ) -> APIRequest {
    AppQuery<Page<Person>>.searchCustomers(filter, start: start, limit: limit).request
  }

  public static func attributes(of person: some PersonNaming) throws(RequestError) -> APIRequest {
    try AppQuery<PersonAttributes>.attributes(of: person).request
  }

  public static func segments(of person: some PersonNaming) throws(RequestError) -> APIRequest {
    try AppQuery<Page<Segment>>.segments(of: person).request
  }

  public static func messages(of person: some PersonNaming, limit: Int? = nil) throws(RequestError) -> APIRequest {
    try AppQuery<Page<Message>>.messages(of: person, limit: limit).request
  }

  public static func activities(
    of person: some PersonNaming, type: String? = nil, limit: Int? = nil
  ) throws(RequestError) -> APIRequest {
    try AppQuery<Page<Activity>>.activities(of: person, type: type, limit: limit).request
  }

  public static func segments() -> APIRequest { AppQuery<Page<Segment>>.segments().request }
  public static func segment(id: Int) -> APIRequest { AppQuery<Segment>.segment(id: id).request }
  public static func customerCount(segment: Int) -> APIRequest {
    AppQuery<Count>.customerCount(segment: segment).request
  }

  public static func membership(segment: Int, start: String? = nil, limit: Int? = nil) -> APIRequest {
    AppQuery<Page<Person>>.membership(segment: segment, start: start, limit: limit).request
  }

  public static func workspaces() -> APIRequest { AppQuery<Page<WorkspaceRecord>>.workspaces().request }
}
