import CPCRE2

/// Runs an expression's compiled code, with the memory that one thread needs for it.
final class ExpressionMatcher {
  /// Holds the code below.
  private let expression: RegularExpression
  private let code: OpaquePointer
  private let asciiCode: OpaquePointer?
  private let data: OpaquePointer?
  private let context: OpaquePointer?
  private let stack: OpaquePointer?
  private let places: UnsafeMutablePointer<Int>?
  /// Whether a match was given up because the expression takes too long on some text.
  private(set) var gaveUp = false

  init(_ expression: RegularExpression) {
    self.expression = expression
    code = expression.code
    asciiCode = expression.asciiCode
    data = pcre2_match_data_create_8(1, nil)
    places = data.flatMap { pcre2_get_ovector_pointer_8($0) }
    context = pcre2_match_context_create_8(nil)
    stack = pcre2_jit_stack_create_8(32 << 10, 1 << 20, nil)
    pcre2_set_match_limit_8(context, 500_000)
    pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
  }

  deinit {
    pcre2_match_data_free_8(data)
    pcre2_match_context_free_8(context)
    pcre2_jit_stack_free_8(stack)
  }

  /// The first match in a range of a text from `start` on; never an empty one.
  ///
  /// - Parameters:
  ///   - isASCII: says so of everything that the match can see.
  ///   - beginsLine: whether `^` matches where the range begins.
  func match(
    _ text: UnsafePointer<UInt8>, _ range: Range<Int>, from start: Int, isASCII: Bool, beginsLine: Bool = true
  ) -> Range<Int>? {
    let base = range.lowerBound
    let options = PCRE2_NOTEMPTY | (beginsLine ? 0 : PCRE2_NOTBOL)
    let count: Int32
    if isASCII, let asciiCode {
      count = pcre2_jit_match_8(asciiCode, text + base, range.count, start - base, options, data, context)
    } else {
      count = pcre2_match_8(code, text + base, range.count, start - base, options, data, context)
    }
    guard count >= 0, let places else {
      if count != PCRE2_ERROR_NOMATCH { gaveUp = true }
      return nil
    }
    // \K can put the start behind the end.
    guard places[0] < places[1] else { return nil }
    return base + places[0]..<base + places[1]
  }
}
