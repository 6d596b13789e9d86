import JSONText
import Store

/// What was typed into a dialog and not sent, kept over crashes and lost lines. Secrets are not kept.
public struct Drafts: Sendable {
  let storage: Storage

  public func save(_ values: ModuleValues, of definition: ModuleDefinition, place: String = "") async {
    guard let store = try? await storage.store() else { return }
    try? store.drafts.save(
      module: definition.id.rawValue, connectionID: nil, values: values.json(of: definition).compactText, place: place)
  }

  public func load(_ definition: ModuleDefinition) async -> (values: ModuleValues, place: String)? {
    guard let store = try? await storage.store(),
      let draft = try? store.drafts.load(module: definition.id.rawValue, connectionID: nil),
      let json = try? JSONValue(parsing: draft.values)
    else { return nil }
    return (ModuleValues(json: json, of: definition), draft.place)
  }

  public func remove(_ definition: ModuleDefinition) async {
    guard let store = try? await storage.store() else { return }
    try? store.drafts.remove(module: definition.id.rawValue, connectionID: nil)
  }

  /// Keeps the route of the form that is being filled in, and its connection, for the case that this console is killed.
  public func savePlace(route: String, connection: String?) async {
    let place = JSONValue.array([.string(route), connection.map(JSONValue.string) ?? .null])
    try? await storage.store().drafts.savePlace(place.compactText)
  }

  /// Nothing would be missed any more: what was typed is sent, or was left by the person's own will.
  public func forgetPlace() async { try? await storage.store().drafts.savePlace(nil) }

  /// Where the console was that was last killed, hung up or ended by a reboot while a form was unsent. It is told once.
  public func takePlaceLeftBehind() async -> (route: String, connection: String?)? {
    guard let text = try? await storage.store().drafts.takePlaceLeftBehind(), let place = try? JSONValue(parsing: text),
      let route = place[0]?.stringValue
    else { return nil }
    return (route, place[1]?.stringValue)
  }
}
