import CPCRE2

/// A compiled expression.
///
/// Unchecked: PCRE2 never changes a compiled pattern after just-in-time compilation, and lets any number of threads match with
/// it, each with match data of its own.
final class RegularExpression: @unchecked Sendable {
  let code: OpaquePointer
  /// The same for text that is all ASCII, for which properties of characters need no look-up, compiled just in time; nil where
  /// the expression asks for others.
  let asciiCode: OpaquePointer?
  /// What stands in every match.
  let needle: RequiredText?
  /// Where it is a class of characters, how to find it in ASCII text.
  let run: CharacterRun?
  /// No match is shorter.
  let leastByteCount: Int
  /// Whether it may be matched against many tokens joined by line feeds at once. Not where it can look around or holds on to
  /// what it took: it could see the neighbours then.
  let isJoinable: Bool

  /// - Parameter isPlain: without the shorter ways, for comparing them with it.
  init(
    _ text: String, ignoresCase: Bool, isLiteral: Bool = false, isPlain: Bool = false
  ) throws(JSONSearchError) {
    let caseless = ignoresCase ? PCRE2_CASELESS : 0
    let kind = isLiteral ? PCRE2_LITERAL : PCRE2_MULTILINE
    let unicode = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | (isLiteral ? 0 : PCRE2_UCP)
    code = try Self.compile(text, kind | caseless | unicode)
    // \d, \w and their like have the same ASCII characters either way; [:upper:] without case has not.
    let isASCII = text.utf8.allSatisfy { $0 < 0x80 } && !(ignoresCase && text.contains("[:"))
    let asciiCode = isASCII && !isPlain ? try? Self.compile(text, kind | caseless) : nil
    self.asciiCode = asciiCode.flatMap { Self.isCompiledInTime($0) ? $0 : nil }
    if self.asciiCode == nil { pcre2_code_free_8(asciiCode) }
    run = isLiteral ? nil : self.asciiCode.flatMap { CharacterRun(of: text, code: $0) }
    needle = isLiteral || isPlain ? nil : RequiredText(of: text, ignoresCase: ignoresCase)
    var least: UInt32 = 0
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_MINLENGTH), &least)
    leastByteCount = Int(least)
    isJoinable = !isPlain && (isLiteral || Self.isJoinable(text))
  }

  private static func isCompiledInTime(_ code: OpaquePointer) -> Bool {
    var byteCount = 0
    return pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_JITSIZE), &byteCount) == 0 && byteCount > 0
  }

  private static func compile(_ text: String, _ options: UInt32) throws(JSONSearchError) -> OpaquePointer {
    var error: Int32 = 0
    var offset = 0
    var text = text
    let context = pcre2_compile_context_create_8(nil)
    defer { pcre2_compile_context_free_8(context) }
    pcre2_set_newline_8(context, UInt32(PCRE2_NEWLINE_LF))
    let code = text.withUTF8 { bytes in
      // PCRE2 wants an address even for no bytes.
      var empty: UInt8 = 0
      return withUnsafePointer(to: &empty) {
        pcre2_compile_8(bytes.baseAddress ?? $0, bytes.count, options, &error, &offset, context)
      }
    }
    guard let code else {
      let characters = String(decoding: text.utf8.prefix(offset), as: UTF8.self).count
      throw JSONSearchError(reason: message(error), position: characters)
    }
    // Without it matching is slower, and the same.
    pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE)
    return code
  }

  deinit {
    pcre2_code_free_8(code)
    pcre2_code_free_8(asciiCode)
  }

  private static func isJoinable(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() {
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      switch (byte, next) {
      case (UInt8(ascii: "("), UInt8(ascii: "*")): return false
      case (UInt8(ascii: "("), UInt8(ascii: "?")):
        // Groups with nothing but options, and groups that do not capture.
        let behind = bytes[(index + 2)...].drop { $0 == UInt8(ascii: "i") || $0 == UInt8(ascii: "s") }.first
        guard behind == UInt8(ascii: ":") || behind == UInt8(ascii: ")") else { return false }
      case (UInt8(ascii: "\\"), UInt8(ascii: "A")), (UInt8(ascii: "\\"), UInt8(ascii: "z")),
        (UInt8(ascii: "\\"), UInt8(ascii: "Z")), (UInt8(ascii: "\\"), UInt8(ascii: "G")),
        (UInt8(ascii: "\\"), UInt8(ascii: "K")), (UInt8(ascii: "\\"), UInt8(ascii: "g")),
        (UInt8(ascii: "\\"), UInt8(ascii: "B")), (UInt8(ascii: "\\"), UInt8(ascii: "X")):
        return false
      case (UInt8(ascii: "+"), UInt8(ascii: "+")), (UInt8(ascii: "*"), UInt8(ascii: "+")),
        (UInt8(ascii: "?"), UInt8(ascii: "+")), (UInt8(ascii: "}"), UInt8(ascii: "+")):
        return false
      default: break
      }
    }
    return true
  }

  private static func message(_ error: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = pcre2_get_error_message_8(error, &buffer, buffer.count)
    return length > 0 ? String(decoding: buffer.prefix(Int(length)), as: UTF8.self) : "This is no regular expression."
  }
}
