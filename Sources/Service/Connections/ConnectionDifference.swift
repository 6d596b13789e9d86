import CustomerIO

/// What differs between two versions of a connection, field by field, in the dialog's own words. Keys can't be compared.
public struct ConnectionDifference: Hashable, Sendable {
  public let label: String
  public let before: String
  public let after: String

  public static func all(from before: Connection, to after: Connection) -> [ConnectionDifference] {
    let (old, new) = (ConnectionBook.values(of: before), ConnectionBook.values(of: after))
    return ModuleDefinition.createConnection.fields.compactMap { field in
      let (before, after) = (old.text(field.key), new.text(field.key))
      return before == after ? nil : ConnectionDifference(label: field.label, before: before, after: after)
    }
  }

  /// One line for each.
  public static func lines(from before: Connection, to after: Connection) -> [String] {
    all(from: before, to: after).map(\.text)
  }

  public var text: String {
    "\(label) \(before.isEmpty ? "empty" : before) → \(after.isEmpty ? "empty" : after)"
  }
}
