import Terminal

/// An object that is edited as a table of pairs or as JSON, and changes between the two without losing anything.
///
/// Going back to a form that was left unchanged brings back its very text.
struct PairsOrJSONEditor: Sendable {
  enum Mode: Hashable, Sendable { case pairs, json }

  /// A longer object stays the text that it is until the person asks for rows.
  private static let pastedRowsLimit = 65_536

  private(set) var mode: Mode
  var pairs: PairsEditor
  var json: TextEditor
  /// Rows and text that stand for each other.
  private var twins: (rows: [FormPair], text: String)?

  init(_ value: FormValue?) {
    json = TextEditor(isMultiline: true, highlighting: .json)
    json.indentsNewLines = true
    pairs = PairsEditor()
    mode = .pairs
    switch value {
    case .pairs(let rows): pairs = PairsEditor(rows: rows)
    case .text(let text) where !text.isEmpty:
      json.insert(text)
      mode = .json
    default: break
    }
  }

  var value: FormValue {
    switch mode {
    case .pairs: .pairs(pairs.pairs)
    case .json: .text(json.text)
    }
  }

  /// Changes to the other form. Answers why it can't, nil when it could.
  mutating func switchMode() -> JSONPairs.Problem? {
    switch mode {
    case .pairs: switchToJSON()
    case .json: switchToPairs()
    }
  }

  /// Takes a pasted object as JSON where an empty table could not: it is very long, or broken.
  mutating func takePastedJSON(_ text: String) -> Bool {
    guard mode == .pairs, pairs.pairs.isEmpty, text.utf8.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else {
      return false
    }
    let isShort = text.utf8.count <= Self.pastedRowsLimit
    if isShort, case .success = JSONPairs.pairs(of: text) { return false }
    json.replaceText(with: text)
    mode = .json
    return true
  }

  private mutating func switchToJSON() -> JSONPairs.Problem? {
    let rows = pairs.pairs
    if let twins, twins.rows == rows {
      json.replaceText(with: twins.text)
    } else {
      switch JSONPairs.text(of: rows) {
      case .success(let text):
        json.replaceText(with: text)
        twins = (rows, json.text)
      case .failure(let problem): return problem
      }
    }
    mode = .json
    return nil
  }

  private mutating func switchToPairs() -> JSONPairs.Problem? {
    let text = json.text
    if let twins, twins.text == text {
      if twins.rows != pairs.pairs { pairs.replaceRows(with: twins.rows) }
    } else {
      switch JSONPairs.pairs(of: text) {
      case .success(let rows):
        pairs.replaceRows(with: rows)
        twins = (rows, text)
      case .failure(let problem):
        return problem
      }
    }
    mode = .pairs
    return nil
  }
}
