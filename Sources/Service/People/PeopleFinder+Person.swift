import CustomerIO
import Foundation

extension PeopleFinder {
  /// Reads one person. Where there is nobody of that name, the error's ``ServiceError/apiError`` is of kind `notFound`.
  ///
  /// - Parameter remembers: whether it counts as having been looked at.
  public func person(
    _ reference: PersonReference, remembers: Bool = true
  ) async throws(ServiceError) -> PersonPage {
    let reference = try await unambiguous(reference)
    let page = PersonPage(
      try await read(reference) { () throws(RequestError) in try .attributes(of: reference) }, asOf: Date())
    if remembers { remember([page.summary]) }
    return page
  }

  public func segments(of reference: PersonReference) async throws(ServiceError) -> [Segment] {
    try await read(reference) { () throws(RequestError) in try .segments(of: reference) }.items
  }

  /// A page of the person's activity, newest first.
  public func activities(
    of reference: PersonReference, start: String? = nil, limit: Int = 50
  ) async throws(ServiceError) -> Page<Activity> {
    try await read(reference) { () throws(RequestError) in
      try .activities(of: reference, start: start, limit: limit)
    }
  }

  /// A page of the messages sent to the person, newest first.
  public func messages(
    of reference: PersonReference, start: String? = nil, limit: Int = 50
  ) async throws(ServiceError) -> Page<Message> {
    try await read(reference) { () throws(RequestError) in try .messages(of: reference, start: start, limit: limit) }
  }

  /// Reads something of a person; where there is nobody, the error says who was looked for.
  private func read<Answer>(
    _ reference: PersonReference, _ query: () throws(RequestError) -> AppQuery<Answer>
  ) async throws(ServiceError) -> Answer {
    do { return try await workspace.fetch(query) } catch {
      throw error.naming(
        "Nobody has the \(reference.words)", on: workspace.connection,
        advice: "Check it, and that this is the right connection. An email or a cio_… identifier finds people, too.")
    }
  }

  /// An email that only one person holds can be read by; one that several hold is refused, naming them.
  private func unambiguous(_ reference: PersonReference) async throws(ServiceError) -> PersonReference {
    guard reference.idType == .email else { return reference }
    let holders = try await holders(ofEmail: reference.text)
    guard holders.count > 1 else { return holders.first?.reference ?? reference }
    throw .ambiguous(reference.text, holders)
  }
}

extension PersonReference {
  /// `id ada`, `email ada@example.com`, `identifier cio_03000001`
  fileprivate var words: String {
    switch idType {
    case .cioID: "identifier cio_\(text.after("cio_") ?? text)"
    case .id, .email, .phone: "\(idType.rawValue) \(text)"
    }
  }
}

extension ServiceError {
  static func ambiguous(_ email: String, _ holders: [PersonSummary]) -> ServiceError {
    ServiceError(
      "\(holders.count) people hold \(email): \(holders.map(\.reference.text).joined(separator: ", ")).",
      advice: "Name one of them by id or cio_… identifier.", exitStatus: .refusedHere)
  }
}
