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

  /// The screen that was open, to be opened again.
  public func saveRoute(_ route: String) async {
    guard let store = try? await storage.store() else { return }
    try? store.drafts.saveRoute(route)
  }

  public func lastRoute() async -> String? {
    guard let store = try? await storage.store() else { return nil }
    return (try? store.drafts.lastRoute()).flatMap { $0 }
  }
}
