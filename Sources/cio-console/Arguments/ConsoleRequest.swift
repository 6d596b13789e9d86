/// What the console was asked to open with.
struct ConsoleRequest: Sendable {
  var route: String?
  var theme: String?
  var invocation = Invocation()
}

extension ConsoleRequest {
  /// Reads what opens the console, without the parser of commands: the first frame does not wait for it.
  ///
  /// Nil where there is anything else, a fault included: the parser has the words for it.
  init?(_ typed: [String]) {
    var rest = typed[...]
    while let next = rest.popFirst() {
      switch next {
      case "--demo": invocation.isDemo = true
      case "--read-only": invocation.isReadOnly = true
      default:
        let parts = next.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let path: WritableKeyPath<ConsoleRequest, String?>
        switch parts[0] {
        case "--goto": path = \.route
        case "--theme": path = \.theme
        case "--connection": path = \.invocation.connection
        case "--as": path = \.invocation.actor
        default: return nil
        }
        guard let value = parts.count > 1 ? parts[1] : rest.popFirst(), !value.isEmpty, self[keyPath: path] == nil
        else { return nil }
        self[keyPath: path] = value
      }
    }
  }
}
