import CustomerIO
import Foundation
import Store

/// Finds people: exactly through the API, by parts of names only among those this console has seen.
public struct PeopleFinder: Sendable {
  let workspace: Workspace

  /// Who was found, and how completely.
  public struct Result: Sendable {
    public let people: [PersonSummary]
    /// There are more than are shown.
    public let isCut: Bool
    /// What a person should know of the answer; empty where nothing is unusual.
    public let note: String
    public let asOf: Date
  }

  /// Looks for an exact id, email, `cio_…`, `attribute=value` or `segment:7`.
  /// Who was found is remembered; who merely is in a segment is not.
  public func find(_ text: String) async throws(ServiceError) -> Result {
    let query = try PeopleQuery(text)
    let found = try await look(for: query)
    if case .segment = query { return found }
    remember(found.people)
    return found
  }

  /// Everybody who holds an email address.
  func holders(ofEmail email: String) async throws(ServiceError) -> [PersonSummary] {
    try await workspace.fetch { () throws(RequestError) in try .customers(email: email) }.items.map(PersonSummary.init)
  }

  /// Keeps people in mind for ``SeenPeople``. Failing to is no reason to fail.
  func remember(_ people: [PersonSummary]) {
    let (storage, connectionID) = (workspace.storage, workspace.connection.id)
    let now = Date()
    let seen = people.prefix(50).map { person in
      SeenPerson(
        connectionID: connectionID, id: person.customerID, email: person.email, cioID: person.cioID, name: person.name,
        seenAt: now)
    }
    Task.detached(priority: .utility) {
      try? await storage.store().seenPeople.remember(seen)
    }
  }

  /// Keeps in mind whom a run changed, and forgets whom it deleted.
  func noteChanged(_ definition: ModuleDefinition, _ values: ModuleValues) {
    let reference = PersonReference.customerID(values.text(.customerID)).resolved
    switch definition.id {
    case .trackEvent, .upsertCustomer: remember([PersonSummary(reference)])
    case .addToSegment:
      let idType = IDType(rawValue: values.text(.idType)) ?? .id
      let lines = values.lines(.customerIDs)
      if lines.count == 1 { remember(lines.map { PersonSummary(PersonReference(idType, $0)) }) }
    case .deleteCustomer: forget(PersonSummary(reference))
    case .createConnection, .apiCall: break
    }
  }

  private func forget(_ person: PersonSummary) {
    let (storage, connectionID) = (workspace.storage, workspace.connection.id)
    Task.detached(priority: .utility) {
      try? await storage.store().seenPeople.forget(
        cioID: person.cioID, id: person.customerID, email: person.email, connectionID: connectionID)
    }
  }

  private func look(for query: PeopleQuery) async throws(ServiceError) -> Result {
    switch query {
    case .reference(let reference) where reference.idType == .email:
      let people = await withNames(try await holders(ofEmail: reference.text))
      let note = people.count > 1 ? "\(people.count) people hold \(reference.text)." : ""
      return Result(people: people, isCut: false, note: note, asOf: Date())
    case .reference(let reference):
      let answer = try await ifThere { finder throws(ServiceError) in
        try await finder.workspace.fetch { () throws(RequestError) in try .attributes(of: reference) }
      }
      return Result(people: answer.map { [PersonSummary($0)] } ?? [], isCut: false, note: "", asOf: Date())
    case .attribute(let name, let value):
      return try await list(.searchCustomers(PeopleFilter.attribute(name, equals: value), limit: Self.pageSize))
    case .segment(let id):
      return try await list(.membership(segment: id, limit: Self.pageSize))
    }
  }

  private static let pageSize = 100

  private func list(_ query: AppQuery<Page<Person>>) async throws(ServiceError) -> Result {
    let page = try await workspace.fetch { query }
    let people = page.items.prefix(Self.pageSize).map(PersonSummary.init)
    let isCut = page.next != nil || page.items.count > Self.pageSize
    return Result(people: await withNames(people), isCut: isCut, note: "", asOf: Date())
  }

  /// Adds names and creation times, which lists of identifiers lack. A list that can't have them is still a list.
  func withNames(_ people: [PersonSummary]) async -> [PersonSummary] {
    let ids = people.compactMap(\.customerID)
    guard !ids.isEmpty,
      let page = try? await workspace.fetch({ () throws(RequestError) in try .attributes(ofIDs: ids) })
    else { return people }
    let found = page.items.map { PersonSummary($0) }
    let byID = Dictionary(found.map { ($0.customerID ?? "", $0) }, uniquingKeysWith: { first, _ in first })
    return people.map { person in
      guard let known = byID[person.customerID ?? ""] else { return person }
      var person = person
      person.name = known.name
      person.createdAt = known.createdAt
      person.email = person.email ?? known.email
      return person
    }
  }

  /// What was read, or nil where there is nobody of that name.
  func ifThere<Value>(
    _ read: (PeopleFinder) async throws(ServiceError) -> Value
  ) async throws(ServiceError) -> Value? {
    do { return try await read(self) } catch {
      if error.apiError?.kind == .notFound { return nil }
      throw error
    }
  }
}
