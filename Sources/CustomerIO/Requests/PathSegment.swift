/// The parts of a path that come from outside.
enum PathSegment {
  /// The text as exactly one segment; throws where no path can carry it.
  /// - Parameter action: what is asked, for the words of the refusal, e.g. "add a device".
  static func encode(_ identifier: String, action: String) throws(RequestError) -> String {
    guard !identifier.isEmpty else { throw .emptyIdentifier }
    guard !isDotSegment(identifier) else { throw .unaddressable(identifier: identifier, action: action) }
    return PercentEncoding.component(identifier)
  }

  /// Whether proxies and servers would take it for "here" or "one up", however it is encoded.
  static func isDotSegment(_ identifier: some StringProtocol) -> Bool {
    identifier == "." || identifier == ".."
  }
}
