import JSONText

/// What can be copied from the selected row, and where it is.
extension JSONView {
  /// The path of the selected value, as jq writes it: `.results[0].email`.
  public var selectedPath: JSONPath { lines.path(ofRow: selectedRow) }

  /// The key that the selected row begins with.
  public var selectedKey: String? { lines.key(ofRow: selectedRow) }

  /// How many bytes the selected value has in the document, so that the owner can ask before it copies very much.
  public var selectedByteCount: Int { selected.node.map { lines.range(of: $0).count } ?? 0 }

  /// The selected value as people mean it: a string without its quotes and escapes, anything else as received.
  public var selectedValueText: String? {
    selected.node.map { lines.valueText(of: $0) }
  }

  /// The selected value's own bytes, all that is in it included, as received.
  public var selectedSource: [UInt8]? { selected.node.map { lines.rawText(of: $0) } }

  /// Goes to a path, unfolding what hides it.
  public mutating func select(_ path: JSONPath) throws(JSONPathError) {
    selectedRow = try lines.reveal(path)
    reveal(inMiddle: true)
  }
}
