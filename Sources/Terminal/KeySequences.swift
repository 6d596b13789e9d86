/// The keys, mouse reports and answers that finished sequences mean, for all terminals at once.
extension KeyDecoder {
  static func key(ofASCII byte: UInt8) -> Key {
    switch byte {
    case 0x00: Key(" ", .control)
    case 0x08, 0x7F: .backspace
    case 0x09: .tab
    case 0x0A, 0x0D: .enter  // a line feed is what Enter gives before raw mode is on
    case 0x1B: .escape
    case ..<0x1B: .control(Character(Unicode.Scalar(byte + 0x60)))
    case ..<0x20: .control(Character(Unicode.Scalar(byte + 0x40)))
    default: Key(Character(Unicode.Scalar(byte)))
    }
  }

  /// xterm counts modifiers from one: 2 is Shift, 3 Alt, 5 Control and so on; Meta counts as Alt.
  static func modifiers(_ parameter: Int) -> Key.Modifiers {
    guard parameter > 1 else { return [] }
    let bits = parameter - 1
    var result = Key.Modifiers(rawValue: UInt8(truncatingIfNeeded: bits & 7))
    if bits & 32 != 0 { result.insert(.alt) }
    return result
  }

  static func cursorKey(_ letter: UInt8) -> Key.Code? {
    switch letter {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "P"): .function(1)
    case UInt8(ascii: "Q"): .function(2)
    case UInt8(ascii: "R"): .function(3)
    case UInt8(ascii: "S"): .function(4)
    default: nil
    }
  }

  static func numberedKey(_ number: Int) -> Key.Code? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23...26: .function(number - 12)
    case 28, 29: .function(number - 13)
    case 31...34: .function(number - 14)
    default: nil
    }
  }

  /// A key told by its code point, as modifyOtherKeys and kitty's protocol do.
  static func key(ofCode code: Int, _ modifiers: Key.Modifiers) -> Key? {
    switch code {
    case 57_414: return Key(.enter, modifiers)
    case 57_399...57_408: return Key(Character(Unicode.Scalar(UInt8(0x30 + code - 57_399))), modifiers)
    case 57_417: return Key(.left, modifiers)
    case 57_418: return Key(.right, modifiers)
    case 57_419: return Key(.up, modifiers)
    case 57_420: return Key(.down, modifiers)
    case 57_421: return Key(.pageUp, modifiers)
    case 57_422: return Key(.pageDown, modifiers)
    case 57_423: return Key(.home, modifiers)
    case 57_424: return Key(.end, modifiers)
    case 57_425: return Key(.insert, modifiers)
    case 57_426: return Key(.delete, modifiers)
    case 0xE000...0xF8FF: return nil
    case 0..<0x20, 0x7F:
      var key = key(ofASCII: UInt8(code))
      key.modifiers.formUnion(modifiers)
      return key
    default: break
    }
    guard let value = UInt32(exactly: code), let scalar = Unicode.Scalar(value) else { return nil }
    var modifiers = modifiers
    var character = Character(scalar)
    if modifiers.contains(.control) {
      character = character.lowercased().first ?? character
    } else if modifiers.contains(.shift) {
      modifiers.remove(.shift)
      if let upper = character.uppercased().first, character.uppercased().count == 1 { character = upper }
    }
    return Key(character, modifiers)
  }

  /// The key of a finished `ESC O …`.
  func singleShiftKey() -> Key? {
    guard let final = sequence.last else { return nil }
    let modifiers = Self.modifiers(ControlSequence(sequence).first ?? 0)
    if let code = Self.cursorKey(final) { return Key(code, modifiers) }
    switch final {
    case UInt8(ascii: "a")...UInt8(ascii: "d"):
      return Self.cursorKey(final - 0x20).map { Key($0, modifiers.union(.control)) }
    case UInt8(ascii: "M"): return Key(.enter, modifiers)
    case UInt8(ascii: "I"): return Key(.tab, modifiers)
    case UInt8(ascii: "X"): return Key("=", modifiers)
    case UInt8(ascii: "j")...UInt8(ascii: "y"):
      return Key(Character(Unicode.Scalar(final - 0x40)), modifiers)  // the numeric keypad
    default: return nil
    }
  }

  /// F1 to F5 of the Linux console.
  func linuxFunctionKey() -> Key? {
    guard let final = sequence.last, (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(final) else { return nil }
    return .function(Int(final - UInt8(ascii: "A")) + 1)
  }

  /// Acts on a finished `ESC [ …`.
  mutating func finishControl() {
    let control = ControlSequence(sequence)
    defer { if state != .paste { reset() } }
    if control.prefix == UInt8(ascii: "<") {
      if let mouse = control.mouse { emit(.event(.mouse(mouse))) }
    } else if control.prefix != nil {
      if control.final == UInt8(ascii: "c") { emit(.attributes) }
    } else if control.final == UInt8(ascii: "~"), control.first == 200 {
      reset()
      state = .paste
    } else if control.parameters.isEmpty, control.final == UInt8(ascii: "I") {
      emit(.event(.focus(true)))
    } else if control.parameters.isEmpty, control.final == UInt8(ascii: "O") {
      emit(.event(.focus(false)))
    } else if let key = control.key {
      emit(key)
    }
  }

  /// Acts on a finished operating system command; only the answer on the background means something to us.
  mutating func finishString() {
    defer { reset() }
    let text = String(decoding: sequence.dropFirst(2), as: UTF8.self)
    guard sequence.count < Self.sequenceLimit, text.hasPrefix("11;") else { return }
    if let (red, green, blue) = ColorAnswer.parse(text.dropFirst(3)) {
      emit(.background(red: red, green: green, blue: blue))
    }
  }
}
