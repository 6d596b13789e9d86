import CustomerIO

/// What can be looked for through the API.
public enum PeopleQuery: Hashable, Sendable {
  case reference(PersonReference)
  case attribute(name: String, value: String)
  case segment(Int)

  /// Reads `ada`, `ada@example.com`, `cio_03000001`, `plan=pro` or `segment:7`.
  public init(_ text: String) throws(ServiceError) {
    let text = text.trimmingCharacters(in: .whitespaces)
    guard !text.isEmpty else {
      throw ServiceError("Type an id, an email, a cio_… identifier, plan=pro or segment:7.", exitStatus: .usage)
    }
    if text.hasPrefix("segment:") {
      guard let id = Int(text.dropFirst("segment:".count)), id > 0 else {
        throw ServiceError("After segment: comes the segment's number, as in segment:7.", exitStatus: .usage)
      }
      self = .segment(id)
    } else if let split = text.firstIndex(of: "="), split != text.startIndex,
      !text[..<split].contains("@")
    {
      self = .attribute(name: String(text[..<split]), value: String(text[text.index(after: split)...]))
    } else {
      self = .reference(PersonReference.customerID(text).resolved)
    }
  }
}
