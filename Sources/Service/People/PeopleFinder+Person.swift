import CustomerIO
import Foundation

extension PeopleFinder {
  /// Reads one person. Where there is nobody of that name, the error's ``ServiceError/apiError`` is of kind `notFound`.
  public func person(_ reference: PersonReference) async throws(ServiceError) -> PersonPage {
    let reference = try await unambiguous(reference)
    let page = PersonPage(
      try await workspace.fetch { () throws(RequestError) in try .attributes(of: reference) }, asOf: Date())
    remember([page.summary])
    return page
  }

  public func segments(of reference: PersonReference) async throws(ServiceError) -> [Segment] {
    try await workspace.fetch { () throws(RequestError) in try .segments(of: reference) }.items
  }

  /// A page of the person's activity, newest first.
  public func activities(
    of reference: PersonReference, start: String? = nil, limit: Int = 50
  ) async throws(ServiceError) -> Page<Activity> {
    try await workspace.fetch { () throws(RequestError) in
      try .activities(of: reference, start: start, limit: limit)
    }
  }

  /// A page of the messages sent to the person, newest first.
  public func messages(
    of reference: PersonReference, start: String? = nil, limit: Int = 50
  ) async throws(ServiceError) -> Page<Message> {
    try await workspace.fetch { () throws(RequestError) in try .messages(of: reference, start: start, limit: limit) }
  }

  /// An email that only one person holds can be read by; one that several hold is refused, naming them.
  private func unambiguous(_ reference: PersonReference) async throws(ServiceError) -> PersonReference {
    guard reference.idType == .email else { return reference }
    let holders = try await holders(ofEmail: reference.text)
    guard holders.count > 1 else { return holders.first?.reference ?? reference }
    throw .ambiguous(reference.text, holders)
  }
}

extension ServiceError {
  static func ambiguous(_ email: String, _ holders: [PersonSummary]) -> ServiceError {
    ServiceError(
      "\(holders.count) people hold \(email): \(holders.map(\.reference.text).joined(separator: ", ")).",
      advice: "Name one of them by id or cio_… identifier.", exitStatus: .refusedHere)
  }
}
