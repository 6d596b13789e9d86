/// A style for each role.
public struct Theme: Hashable, Sendable {
  public var name: String
  public init(name: String) { self.name = name }
}
