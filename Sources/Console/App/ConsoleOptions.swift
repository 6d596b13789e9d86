/// How the console is opened.
public struct ConsoleOptions: Sendable {
  /// The first screen; nil opens the home screen.
  public var route: Route?
  /// The theme's name, nil for the one that fits the terminal's background.
  public var themeName: String?
  /// Nothing that changes anything is sent, and that can't be lifted.
  public var isReadOnly: Bool
  /// The connection to open with, nil for the default.
  public var connectionName: String?
  public var usesMouse: Bool
  /// What the terminal had to do otherwise than the environment asked, in words: told once, until the first key.
  public var notices: [String]

  public init(
    route: Route? = nil, themeName: String? = nil, isReadOnly: Bool = false, connectionName: String? = nil,
    usesMouse: Bool = true, notices: [String] = []
  ) {
    self.route = route
    self.themeName = themeName
    self.isReadOnly = isReadOnly
    self.connectionName = connectionName
    self.usesMouse = usesMouse
    self.notices = notices
  }
}

/// How the console ended.
public enum ExitReason: Hashable, Sendable {
  /// The person quit.
  case quit
  /// The person asked for the demo, which only the program can start: in its place, with a store of its own.
  case openDemo
  /// The terminal went away, or the system asked the program to end.
  case ended
}
