/// Bytes of a terminal in, events out: a plain value without input or output of its own.
///
/// A sequence may come in any pieces. What can't be told yet — is it the Escape key, or the beginning of an arrow? — waits for
/// ``flush()``, which the owner calls when nothing has come for 25 ms while ``isAmbiguous``. Nothing that is not understood is taken
/// for keys: unknown sequences are passed over whole, invalid UTF-8 is dropped.
public struct KeyDecoder: Sendable {
  /// What the bytes meant.
  public enum Output: Hashable, Sendable {
    case event(Event)
    /// The terminal's answer to the question for its background colour (OSC 11).
    case background(red: UInt8, green: UInt8, blue: UInt8)
    /// The terminal's answer to what it is (DA); asked last, it says that no other answer will come.
    case attributes
  }

  enum State: Hashable, Sendable {
    case ground
    case utf8(missing: Int)
    case escape
    case control  // ESC [
    case linuxFunction  // ESC [ [
    case single  // ESC O
    case stringStart  // ESC ] or ESC P: perhaps only Alt with the letter
    case string
    case stringEscape
    case oldMouse(missing: Int)  // ESC [ M and three bytes
    case paste
  }

  var state = State.ground
  /// The bytes of the sequence so far, from its ESC on; what is longer than any known sequence is counted, not kept.
  var sequence: [UInt8] = []
  /// An ESC stood before the ESC of this sequence.
  var isMeta = false
  var pasted = PasteCollector()
  private let ownSequences: [[UInt8]: Key]
  private var output: [Output] = []

  static let sequenceLimit = 256

  /// - Parameter ownSequences: what the terminal's description says that keys send.
  public init(ownSequences: [[UInt8]: Key] = [:]) { self.ownSequences = ownSequences.filter { $0.key.count > 1 } }

  /// Something waits that 25 ms of silence decide.
  public var isAmbiguous: Bool {
    switch state {
    case .escape, .single, .stringStart: true
    case .control: sequence.count == 2
    default: false
    }
  }

  /// Something has begun and not ended.
  public var isIncomplete: Bool { state != .ground }

  public mutating func decode(_ bytes: some Collection<UInt8>) -> [Output] {
    if bytes.withContiguousStorageIfAvailable({ decodeBuffer($0) }) == nil {
      Array(bytes).withUnsafeBufferPointer { decodeBuffer($0) }
    }
    return takeOutput()
  }

  /// Nothing came for 25 ms: an ESC was the Escape key, `ESC [` was Alt-[.
  public mutating func flush() -> [Output] {
    if isAmbiguous { settle() }
    return takeOutput()
  }

  /// Nothing came for so long that nothing will: half a sequence is dropped, what was pasted so far is told.
  ///
  /// A paste stays open, so that the rest of it, should it come, is not taken for keys.
  public mutating func abandon() -> [Output] {
    if isAmbiguous { settle() }
    if state == .paste {
      if let text = pasted.take() { emit(.event(.paste(text))) }
      pasted.isStalled = true
    } else {
      reset()
    }
    return takeOutput()
  }

  private mutating func takeOutput() -> [Output] {
    defer { output.removeAll() }
    return output
  }

  mutating func emit(_ result: Output) { output.append(result) }

  mutating func emit(_ key: Key) {
    var key = key
    if isMeta { key.modifiers.insert(.alt) }
    output.append(.event(.key(key)))
  }

  mutating func reset() {
    state = .ground
    isMeta = false
    sequence.removeAll(keepingCapacity: true)
  }

  private mutating func decodeBuffer(_ bytes: UnsafeBufferPointer<UInt8>) {
    var offset = 0
    while offset < bytes.count {
      if state == .paste {
        offset = takePasted(bytes, from: offset)
      } else {
        take(bytes[offset])
        offset += 1
      }
    }
  }

  private mutating func takePasted(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    if pasted.isStalled, bytes.count - start == 1, bytes[start] == 0x1B || bytes[start] == 0x03 {
      // The end mark never came. Escape or Ctrl-C alone is a person who wants the keyboard back.
      _ = pasted.take()
      reset()
      take(bytes[start])
      return start + 1
    }
    let (next, isEnd) = pasted.collect(bytes, from: start)
    if isEnd {
      reset()
      emit(.event(.paste(pasted.take() ?? "")))
    } else if pasted.isFull, let text = pasted.take() {
      emit(.event(.paste(text)))
    }
    return next
  }

  private mutating func take(_ byte: UInt8) {
    switch state {
    case .ground: takeGround(byte)
    case .utf8(let missing): takeContinuation(byte, missing)
    case .escape: takeEscaped(byte)
    case .control: takeControl(byte)
    case .linuxFunction, .single: takeShort(byte)
    case .stringStart, .string, .stringEscape: takeString(byte)
    case .oldMouse(let missing):
      if missing > 1 { state = .oldMouse(missing: missing - 1) } else { reset() }
    case .paste: break
    }
  }

  func ownKey() -> Key? { ownSequences.isEmpty ? nil : ownSequences[sequence] }

  private mutating func takeGround(_ byte: UInt8) {
    switch byte {
    case 0x1B:
      state = .escape
      sequence.append(byte)
    case ..<0x80:
      emit(Self.key(ofASCII: byte))
      isMeta = false
    case 0xC2...0xF4:
      sequence.append(byte)
      state = .utf8(missing: byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3)
    default: reset()  // no beginning of a character
    }
  }

  private mutating func takeContinuation(_ byte: UInt8, _ missing: Int) {
    guard byte & 0xC0 == 0x80 else {
      reset()
      return takeGround(byte)
    }
    sequence.append(byte)
    guard missing == 1 else {
      state = .utf8(missing: missing - 1)
      return
    }
    if let text = String(validating: sequence, as: UTF8.self), let character = text.first, text.count == 1 {
      emit(Key(character))
    }
    reset()
  }

  private mutating func takeEscaped(_ byte: UInt8) {
    sequence.append(byte)
    if let key = ownKey() {
      emit(key)
      return reset()
    }
    switch byte {
    case 0x1B:
      // The first of three is a key by itself; two may stand before an arrow (rxvt's Alt).
      if isMeta { output.append(.event(.key(.escape))) }
      sequence.removeLast()
      isMeta = true
    case UInt8(ascii: "["): state = .control
    case UInt8(ascii: "O"): state = .single
    case UInt8(ascii: "]"), UInt8(ascii: "P"): state = .stringStart
    default: takeAlt(byte)
    }
  }

  /// Alt with a key sends ESC before it. With two, the first was the Escape key.
  private mutating func takeAlt(_ byte: UInt8) {
    if isMeta { output.append(.event(.key(.escape))) }
    sequence.removeAll(keepingCapacity: true)
    isMeta = true
    state = .ground
    takeGround(byte)
  }

  /// Decides what is ambiguous for keys.
  private mutating func settle() {
    if isMeta { output.append(.event(.key(.escape))) }
    isMeta = false
    if sequence.count < 2 { emit(.escape) } else { emit(.alt(Character(Unicode.Scalar(sequence[1])))) }
    reset()
  }

  /// A sequence breaks off: the byte begins something else.
  mutating func breakOff(_ byte: UInt8) {
    reset()
    if byte != 0x18 && byte != 0x1A { takeGround(byte) }
  }

  private mutating func takeControl(_ byte: UInt8) {
    guard (0x20..<0x7F).contains(byte) else { return breakOff(byte) }
    if sequence.count < Self.sequenceLimit { sequence.append(byte) }
    if sequence.count == 3, byte == UInt8(ascii: "[") {
      state = .linuxFunction
    } else if sequence.count == 3, byte == UInt8(ascii: "M"), ownKey() == nil {
      state = .oldMouse(missing: 3)
    } else if (0x40..<0x7F).contains(byte) || byte == UInt8(ascii: "$") && isSingleNumber {
      if let key = ownKey() {
        emit(key)
        return reset()
      }
      finishControl()
    }
  }

  /// rxvt ends a sequence with `$` for Shift, where others go on.
  private var isSingleNumber: Bool {
    sequence.dropFirst(2).dropLast().allSatisfy { (0x30...0x39).contains($0) } && sequence.count > 3
  }

  private mutating func takeShort(_ byte: UInt8) {
    guard (0x20..<0x7F).contains(byte) else { return breakOff(byte) }
    if sequence.count < Self.sequenceLimit { sequence.append(byte) }
    if state == .single, (0x30...0x3B).contains(byte) { return }
    if let key = ownKey() ?? (state == .single ? singleShiftKey() : linuxFunctionKey()) { emit(key) }
    reset()
  }

  private mutating func takeString(_ byte: UInt8) {
    switch (state, byte) {
    case (.stringEscape, UInt8(ascii: "\\")): finishString()
    case (.stringEscape, _):
      reset()
      state = .escape
      sequence.append(0x1B)
      take(byte)
    case (.stringStart, _) where !isStringBody(byte):
      let letter = sequence[1]
      takeAlt(letter)
      take(byte)
    case (_, 0x07): finishString()
    case (_, 0x1B): state = .stringEscape
    case (_, 0x18), (_, 0x1A): reset()
    default:
      state = .string
      if sequence.count < Self.sequenceLimit { sequence.append(byte) }
    }
  }

  /// What an operating system command or a device control string begins with; anything else is a letter after Alt-] or Alt-P.
  private func isStringBody(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || sequence[1] == UInt8(ascii: "P") && [0x21, 0x24, 0x2B, 0x3E, 0x7C].contains(byte)
  }
}
