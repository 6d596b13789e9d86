import CustomerIO

extension PersonReference {
  /// Reads a REF as routes and commands have it: `id:…`, `email:…`, `cio_…`; bare text is an email when it has an `@`,
  /// else an id.
  init(argument text: String) {
    if text.hasPrefix("id:") {
      self = .id(String(text.dropFirst(3)))
    } else if text.hasPrefix("email:") {
      self = .email(String(text.dropFirst(6)))
    } else if text.hasPrefix("cio_") {
      self = .cioID(String(text.dropFirst(4)))
    } else {
      self = text.contains("@") ? .email(text) : .id(text)
    }
  }
}
