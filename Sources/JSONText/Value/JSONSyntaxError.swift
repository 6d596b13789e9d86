import CJSONScan
import Foundation

/// Why a text is not valid JSON, and where: made for people to read.
public struct JSONSyntaxError: Error, Hashable, Sendable {
  /// Counted from 1.
  public let line: Int
  /// Counted from 1, in characters (Unicode scalars) of that line.
  public let column: Int
  /// Bytes before the place; equal to the text's length where it ends too early.
  public let offset: Int
  /// One sentence.
  public let reason: String

  public init(line: Int, column: Int, offset: Int, reason: String) {
    self.line = line
    self.column = column
    self.offset = offset
    self.reason = reason
  }
}

extension JSONSyntaxError: CustomStringConvertible, LocalizedError {
  public var description: String { "line \(line), column \(column): \(reason)" }
  public var errorDescription: String? { description }
}

extension JSONSyntaxError {
  init(_ verdict: cjson_verdict, in bytes: UnsafeRawBufferPointer) {
    let offset = min(verdict.offset, bytes.count)
    var line = 1
    var column = 1
    for byte in bytes[..<offset] {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]), line == 1, offset >= 3 { column -= 1 }
    let reason = Self.reason(for: verdict.problem, at: offset < bytes.count ? bytes[offset] : nil)
    self.init(line: line, column: column, offset: offset, reason: reason)
  }

  private static func reason(for problem: cjson_problem, at byte: UInt8?) -> String {
    switch problem {
    case CJSON_EMPTY: "The text is empty; a JSON value was expected."
    case CJSON_NO_MEMORY: "There is not enough memory to check the text."
    case CJSON_TOO_DEEP: "Values lie more than \(JSONValue.maximumDepth) levels in one another."
    case CJSON_VALUE_MISSING_AT_END: "The text ends where a value was expected."
    case CJSON_COMMA_OR_BRACKET_EXPECTED: "A comma or ] was expected, not \(name(of: byte))."
    case CJSON_COMMA_OR_BRACE_EXPECTED: "A comma or } was expected, not \(name(of: byte))."
    case CJSON_BRACKET_MISSING_AT_END: "The text ends inside an array; a ] is missing."
    case CJSON_BRACE_MISSING_AT_END: "The text ends inside an object; a } is missing."
    case CJSON_KEY_EXPECTED: "A key in double quotes was expected, not \(name(of: byte))."
    case CJSON_COLON_EXPECTED: "A colon was expected after the key, not \(name(of: byte))."
    case CJSON_TRAILING_COMMA: "A comma stands after the last value."
    case CJSON_TEXT_AFTER_END: "The value ends before this; more text follows it."
    case CJSON_STRING_NOT_CLOSED: "The text ends inside a string; its closing quote is missing."
    case CJSON_CONTROL_IN_STRING: "A string holds \(name(of: byte)) as it is; it must be escaped."
    case CJSON_BAD_ESCAPE: "A backslash in a string is followed by something that is no escape."
    case CJSON_BAD_UNICODE_ESCAPE: "\\u must be followed by four hexadecimal digits."
    case CJSON_BAD_UTF8: "The text is not valid UTF-8 here."
    case CJSON_LEADING_ZERO: "A number has a zero before its first digit."
    case CJSON_DIGIT_AFTER_MINUS: "A digit was expected after the minus sign."
    case CJSON_DIGIT_AFTER_POINT: "A digit was expected after the decimal point."
    case CJSON_DIGIT_AFTER_EXPONENT: "A digit was expected in the exponent."
    case CJSON_PLUS_SIGN: "A number cannot begin with a plus sign."
    case CJSON_LEADING_POINT: "A number cannot begin with its decimal point."
    case CJSON_NOT_A_NUMBER: "JSON has no NaN and no Infinity."
    case CJSON_BAD_LITERAL: "A value was expected; this word is neither true, false nor null, and not in quotes."
    case CJSON_SINGLE_QUOTE: "Strings are written in double quotes, not in single ones."
    case CJSON_COMMENT: "JSON has no comments."
    default: "A value was expected, not \(name(of: byte))."
    }
  }

  private static func name(of byte: UInt8?) -> String {
    switch byte {
    case nil: "the end of the text"
    case 0: "a NUL byte"
    case 0x09: "a tab"
    case 0x0A, 0x0D: "a line break"
    case let byte? where byte < 0x20 || byte == 0x7F: "a control character (\(hexadecimal(byte)))"
    case let byte? where byte < 0x7F: String(UnicodeScalar(byte))
    case let byte?: "the byte \(hexadecimal(byte))"
    }
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    "0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}
