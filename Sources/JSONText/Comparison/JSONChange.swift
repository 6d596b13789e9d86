/// One difference between two JSON values.
public struct JSONChange: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case added, removed, changed
    /// An array has the same elements in another order; differences inside them are told apart.
    case reordered
  }

  public let kind: Kind
  /// The place in the new value; of something removed, in the old one.
  public let path: JSONPath
  /// The place in the old value, where it is another one.
  public let oldPath: JSONPath?
  /// Nil where something was added or reordered.
  public let old: JSONValue?
  /// Nil where something was removed or reordered.
  public let new: JSONValue?

  init(_ kind: Kind, path: JSONPath, oldPath: JSONPath? = nil, old: JSONValue? = nil, new: JSONValue? = nil) {
    self.kind = kind
    self.path = path
    self.oldPath = oldPath == path ? nil : oldPath
    self.old = old
    self.new = new
  }
}

extension JSONChange {
  /// One line: `+ .seats: 3`, `- .plan: "pro"`, `~ .email: "a" → "b"`, `↕ .tags: in another order`.
  ///
  /// - Parameter limit: characters of a value that are shown.
  public func text(limit: Int = 200) -> String {
    func shown(_ value: JSONValue?) -> String {
      let text = value?.compactText ?? ""
      return text.count > limit ? text.prefix(limit) + "…" : text
    }
    switch kind {
    case .added: return "+ \(path): \(shown(new))"
    case .removed: return "- \(path): \(shown(old))"
    case .changed: return "~ \(path): \(shown(old)) → \(shown(new))"
    case .reordered: return "↕ \(path): in another order"
    }
  }

  /// `{"kind": "changed", "path": ".email", "old": …, "new": …}`, with `old_path` where it is another one.
  public var json: JSONValue {
    var members = [
      JSONMember(key: "kind", value: .string(kind.rawValue)),
      JSONMember(key: "path", value: .string(path.description)),
    ]
    if let oldPath { members.append(JSONMember(key: "old_path", value: .string(oldPath.description))) }
    if let old { members.append(JSONMember(key: "old", value: old)) }
    if let new { members.append(JSONMember(key: "new", value: new)) }
    return .object(members)
  }
}
