/// What is set in the fields that are folded away.
extension Form {
  /// The values, each with its label; where nothing is set, what could be.
  var advancedSummary: String {
    let advanced = fields.filter { $0.spec.isAdvanced }
    let set = advanced.compactMap(\.summary)
    return (set.isEmpty ? advanced.map(\.spec.label) : set).joined(separator: " · ")
  }
}

extension FormField {
  /// The label with the value in a few words, nil when nothing is set.
  var summary: String? {
    guard !value.isEmpty else { return nil }
    switch content {
    case .toggle: return spec.label
    case .pairs(let editor): return "\(spec.label) \(editor.pairs.count)"
    case .pairsOrJSON(let editor):
      return editor.mode == .pairs ? "\(spec.label) \(editor.pairs.pairs.count)" : "\(spec.label) JSON"
    case .picked(let value), .fixed(let value):
      return "\(spec.label) \(options.first { $0.value == value }?.title ?? value)"
    case .text(let editor):
      if editor.isSecret { return "\(spec.label) set" }
      if editor.isMultiline { return "\(spec.label) \(Quantity.grouped(editor.filledLineCount))" }
      let text = editor.text
      return "\(spec.label) \(text.count > 24 ? text.prefix(23) + "…" : text[...])"
    }
  }
}
