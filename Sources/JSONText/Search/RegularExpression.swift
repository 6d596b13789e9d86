import CPCRE2

/// A compiled expression.
///
/// Unchecked: PCRE2 never changes a compiled pattern after just-in-time compilation, and lets any number of threads match with
/// it, each with match data of its own.
final class RegularExpression: @unchecked Sendable {
  let code: OpaquePointer
  /// Whether it may be matched against many tokens joined by line feeds at once. Not where it can look around or holds on to
  /// what it took: it could see the neighbours then.
  let isJoinable: Bool

  init(_ text: String, ignoresCase: Bool, isLiteral: Bool = false) throws(JSONSearchError) {
    var options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF
    options |= isLiteral ? PCRE2_LITERAL : PCRE2_MULTILINE | PCRE2_UCP
    if ignoresCase { options |= PCRE2_CASELESS }
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
      throw JSONSearchError(reason: Self.message(error), position: characters)
    }
    self.code = code
    isJoinable = isLiteral || Self.isJoinable(text)
    // Without it matching is slower, and the same.
    pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE)
  }

  deinit {
    pcre2_code_free_8(code)
  }

  private static func isJoinable(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() {
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      switch (byte, next) {
      case (UInt8(ascii: "("), UInt8(ascii: "*")): return false
      case (UInt8(ascii: "("), UInt8(ascii: "?")):
        // Groups with nothing but options, and groups that do not capture.
        let third = index + 2 < bytes.count ? bytes[index + 2] : 0
        guard third == UInt8(ascii: ":") || third == UInt8(ascii: "i") || third == UInt8(ascii: "s") else {
          return false
        }
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
