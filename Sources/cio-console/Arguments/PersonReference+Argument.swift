import CustomerIO

extension PersonReference {
  /// Reads a REF as routes and commands have it: `id:…`, `email:…`, `cio_…`; bare text is an email when it has an `@`,
  /// else an id.
  init(argument text: String) {
    if let id = text.after("id:") {
      self = .id(id)
    } else if let email = text.after("email:") {
      self = .email(email)
    } else if let cioID = text.after("cio_") {
      self = .cioID(cioID)
    } else {
      self = text.utf8.contains(UInt8(ascii: "@")) ? .email(text) : .id(text)
    }
  }
}
