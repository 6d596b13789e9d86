/// The parts of a finished control sequence: `ESC [`, a private prefix, parameters, a final byte.
struct ControlSequence {
  private(set) var prefix: UInt8?
  /// The first number of each parameter; what is missing is nil.
  private(set) var parameters: [Int?] = []
  /// What stands after the colon in the second parameter: kitty's kind of event.
  private(set) var eventKind = 1
  let final: UInt8

  var first: Int? { parameters.first ?? nil }

  /// Numbers are cut at a million, which no terminal has a meaning for.
  init(_ sequence: [UInt8]) {
    final = sequence.last ?? 0
    var body = sequence.dropFirst(2).dropLast()
    if let byte = body.first, (0x3C...0x3F).contains(byte) {
      prefix = byte
      body = body.dropFirst()
    }
    var part = 0
    for byte in body {
      switch byte {
      case 0x30...0x39:
        let digit = Int(byte - 0x30)
        if parameters.isEmpty { parameters.append(nil) }
        if part == 0 {
          parameters[parameters.count - 1] = min((parameters[parameters.count - 1] ?? 0) * 10 + digit, 1_000_000)
        } else if part == 1, parameters.count == 2 {
          eventKind = digit
        }
      case UInt8(ascii: ":"): part += 1
      case UInt8(ascii: ";"):
        if parameters.isEmpty { parameters.append(nil) }
        parameters.append(nil)
        part = 0
      default: break
      }
    }
  }

  private func parameter(_ index: Int) -> Int? { index < parameters.count ? parameters[index] : nil }

  /// The key that this is, if it is one; a key's release is none.
  var key: Key? {
    guard eventKind != 3 else { return nil }
    let modifiers = KeyDecoder.modifiers(parameter(1) ?? 1)
    switch final {
    case UInt8(ascii: "~"):
      if first == 27 {
        return parameter(2).flatMap { KeyDecoder.key(ofCode: $0, modifiers) }
      }
      return first.flatMap(KeyDecoder.numberedKey).map { Key($0, modifiers) }
    case UInt8(ascii: "u"): return first.flatMap { KeyDecoder.key(ofCode: $0, modifiers) }
    case UInt8(ascii: "Z"): return Key(.tab, modifiers.union(.shift))
    case UInt8(ascii: "$"): return first.flatMap(KeyDecoder.numberedKey).map { Key($0, .shift) }
    case UInt8(ascii: "^"): return first.flatMap(KeyDecoder.numberedKey).map { Key($0, .control) }
    case UInt8(ascii: "@"): return first.flatMap(KeyDecoder.numberedKey).map { Key($0, [.control, .shift]) }
    case UInt8(ascii: "a")...UInt8(ascii: "d") where parameters.isEmpty:
      return KeyDecoder.cursorKey(final - 0x20).map { Key($0, .shift) }
    case UInt8(ascii: "R") where parameters.count > 1 && first != 1: return nil  // where the cursor is
    default:
      guard parameters.count < 3, let code = KeyDecoder.cursorKey(final) else { return nil }
      return Key(code, parameters.count == 1 ? KeyDecoder.modifiers(first ?? 1) : modifiers)
    }
  }

  /// The mouse report of SGR mode. Moves without a button and wheels to the side are none.
  var mouse: Mouse? {
    guard final == UInt8(ascii: "M") || final == UInt8(ascii: "m"), parameters.count == 3, let code = first,
      let column = parameter(1), let row = parameter(2), column > 0, row > 0, code < 128
    else { return nil }
    var modifiers: Key.Modifiers = []
    if code & 4 != 0 { modifiers.insert(.shift) }
    if code & 8 != 0 { modifiers.insert(.alt) }
    if code & 16 != 0 { modifiers.insert(.control) }
    let place = Point(column: column - 1, row: row - 1)
    if code & 64 != 0 {
      guard final == UInt8(ascii: "M"), code & 3 < 2 else { return nil }
      return Mouse(code & 3 == 0 ? .wheelUp : .wheelDown, at: place, modifiers: modifiers)
    }
    let buttons: [Mouse.Button] = [.left, .middle, .right, .none]
    let button = buttons[code & 3]
    guard button != .none else { return nil }
    let action: Mouse.Action = code & 32 != 0 ? .drag : final == UInt8(ascii: "M") ? .press : .release
    return Mouse(action, button: button, at: place, modifiers: modifiers)
  }
}
