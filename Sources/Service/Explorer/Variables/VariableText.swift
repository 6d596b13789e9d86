/// Text with variables in it: `{{customer_id}}` stands for a value, `{{!customer_id}}` for itself.
///
/// A name is a letter and then letters, digits and `_`. Whatever else stands between double braces, such as Liquid's
/// `{{customer.first_name}}`, is text.
struct VariableText {
  enum Piece: Hashable {
    case text(String)
    case variable(String)
  }

  let pieces: [Piece]

  init(_ text: String) {
    var pieces: [Piece] = []
    var rest = text[...]
    while let open = rest.firstRange(of: "{{") {
      let inside = rest[open.upperBound...]
      guard let close = inside.firstRange(of: "}}") else { break }
      let written = inside[..<close.lowerBound]
      let isLiteral = written.hasPrefix("!")
      let name = written.drop { $0 == "!" || $0 == " " }.trimmingSuffix { $0 == " " }
      guard Self.isName(name) else {
        // Another pair of braces may begin right behind the first.
        let next = rest.index(after: open.lowerBound)
        pieces.append(.text(String(rest[..<next])))
        rest = rest[next...]
        continue
      }
      pieces.append(.text(String(rest[..<open.lowerBound])))
      pieces.append(isLiteral ? .text("{{\(name)}}") : .variable(String(name)))
      rest = rest[close.upperBound...]
    }
    pieces.append(.text(String(rest)))
    self.pieces = pieces.filter { $0 != .text("") }
  }

  var names: [String] {
    pieces.compactMap { piece in
      if case .variable(let name) = piece { return name }
      return nil
    }
  }

  static func isName(_ text: some StringProtocol) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= 100, isLetter(first) else { return false }
    return text.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) }
  }

  static func explanation(of name: String) -> String {
    isName(name)
      ? "\(name) must be a text in quotes, a number or true or false."
      : "\(name) can't be a variable's name: a letter, then letters, digits and _."
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> Substring {
    var rest = self
    while let last = rest.last, isTrimmed(last) { rest.removeLast() }
    return rest
  }
}
