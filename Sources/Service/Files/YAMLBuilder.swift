import JSONText

/// Puts a document together from the events of a parser, within limits.
struct YAMLBuilder {
  struct Refusal: Error {
    let reason: String
  }

  private(set) var root: JSONValue?
  private let depthLimit: Int
  private let sizeLimit: Int
  private let valueCost: Int
  private var frames: [Frame] = []
  private var anchors: [String: Node] = [:]
  private var size = 0
  private var documents = 0

  /// A value with what it costs and how deep it goes, aliases written out.
  private struct Node {
    var value: JSONValue
    var cost: Int
    var depth: Int
  }

  /// A list or mapping that is still open.
  private struct Frame {
    let isMapping: Bool
    let anchor: String?
    var elements: [JSONValue] = []
    var members: [JSONMember] = []
    /// Of the members, each once.
    var keys: Set<String> = []
    /// The key that waits for its value.
    var key: String?
    var isMergeKey = false
    /// The mappings that `<<` names: their members count where the mapping has none of the name.
    var merged: [JSONMember] = []
    var cost: Int
    var depth = 0
  }

  init(depthLimit: Int, sizeLimit: Int, valueCost: Int) {
    self.depthLimit = depthLimit
    self.sizeLimit = sizeLimit
    self.valueCost = valueCost
  }

  mutating func beginDocument() throws(Refusal) {
    documents += 1
    guard documents == 1 else { throw Refusal(reason: "a second document begins here, and only one is read") }
  }

  /// - Parameter text: as written, for a scalar that is a key.
  mutating func add(_ value: JSONValue, text: String, isMergeKey: Bool, anchor: String?) throws(Refusal) {
    let node = Node(value: value, cost: text.utf8.count + valueCost, depth: 0)
    if let anchor { anchors[anchor] = node }
    if waitsForKey {
      try charge(node.cost)
      return try take(key: text, isMergeKey: isMergeKey)
    }
    try place(node)
  }

  mutating func addAlias(of anchor: String) throws(Refusal) {
    guard let node = anchors[anchor] else {
      throw Refusal(reason: "*\(anchor) refers to itself, or to nothing that stands before it")
    }
    guard waitsForKey else { return try place(node) }
    try charge(node.cost)
    guard let text = Self.keyText(node.value) else { throw Self.unusualKey }
    try take(key: text, isMergeKey: false)
  }

  mutating func open(isMapping: Bool, anchor: String?) throws(Refusal) {
    if waitsForKey { throw Self.unusualKey }
    guard frames.count < depthLimit else { throw Self.tooDeep(depthLimit) }
    frames.append(Frame(isMapping: isMapping, anchor: anchor, cost: valueCost))
    try charge(valueCost)
  }

  mutating func close() throws(Refusal) {
    guard var frame = frames.popLast() else { return }
    for member in frame.merged where frame.keys.insert(member.key).inserted { frame.members.append(member) }
    let value: JSONValue = frame.isMapping ? .object(frame.members) : .array(frame.elements)
    let node = Node(value: value, cost: frame.cost, depth: frame.depth + 1)
    if let anchor = frame.anchor { anchors[anchor] = node }
    // What is in it was charged as it came.
    try place(node, isCharged: true)
  }

  private var waitsForKey: Bool { frames.last.map { $0.isMapping && $0.key == nil } ?? false }

  private mutating func take(key: String, isMergeKey: Bool) throws(Refusal) {
    let last = frames.count - 1
    if !isMergeKey, !frames[last].keys.insert(key).inserted {
      throw Refusal(reason: "the key \(key.prefix(60)) stands twice in one mapping")
    }
    frames[last].key = key
    frames[last].isMergeKey = isMergeKey
    frames[last].cost += key.utf8.count
  }

  private mutating func place(_ node: Node, isCharged: Bool = false) throws(Refusal) {
    if !isCharged { try charge(node.cost) }
    guard frames.count + node.depth <= depthLimit else { throw Self.tooDeep(depthLimit) }
    guard !frames.isEmpty else {
      root = node.value
      return
    }
    let last = frames.count - 1
    frames[last].cost += node.cost
    frames[last].depth = max(frames[last].depth, node.depth)
    guard frames[last].isMapping else { return frames[last].elements.append(node.value) }
    guard let key = frames[last].key else { return }
    frames[last].key = nil
    guard frames[last].isMergeKey else {
      return frames[last].members.append(JSONMember(key: key, value: node.value))
    }
    let mappings = node.value.arrayValue ?? [node.value]
    for mapping in mappings {
      guard let members = mapping.objectValue else { throw Refusal(reason: "<< needs a mapping, or a list of them") }
      frames[last].merged += members
    }
  }

  private mutating func charge(_ cost: Int) throws(Refusal) {
    size += cost
    guard size <= sizeLimit else {
      throw Refusal(reason: "with its aliases written out it is larger than \(sizeLimit / 1_000_000) MB")
    }
  }

  private static func keyText(_ value: JSONValue) -> String? {
    switch value {
    case .string(let text): text
    case .number(let number): number.text
    case .boolean(let flag): flag ? "true" : "false"
    case .unpairedString, .object, .array, .null: nil
    }
  }

  private static let unusualKey = Refusal(reason: "a key must be plain text")
  private static func tooDeep(_ limit: Int) -> Refusal { Refusal(reason: "more than \(limit) levels deep") }
}
