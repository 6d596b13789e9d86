import CYAML
import JSONText

/// One YAML document as a JSON value: how most OpenAPI documents are written.
///
/// Unquoted scalars mean what the core schema of YAML 1.2 says, and numbers keep their digits; aliases and merge keys
/// (`<<`) are followed. Limits hold for the depth and for the size with every alias written out, so that a small text
/// can't stand for an endless one.
struct YAMLReader: ~Copyable {
  struct Fault: Error, Equatable {
    /// Counted from 1; 0 where the fault has no place.
    let line: Int
    let column: Int
    let reason: String
  }

  /// How many lists and mappings may lie in one another.
  static let depthLimit = 200
  /// Bytes of all scalars and keys, and ``valueCost`` for each value, aliases written out.
  static let sizeLimit = 128_000_000
  private static let valueCost = 16

  /// - Throws: a fault, where the text is no single YAML document of sane size.
  static func read(_ text: String) throws(Fault) -> JSONValue {
    try Array(text.utf8).withUnsafeBufferPointer { (bytes) throws(Fault) -> JSONValue in
      guard let reader = YAMLReader(bytes) else { throw Fault(line: 0, column: 0, reason: "there is no memory for it") }
      return try reader.value()
    }
  }

  /// The parser of libyaml points into itself, and so stays in one place.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let bytes: UnsafeBufferPointer<UInt8>

  /// - Parameter bytes: must outlive the reader.
  private init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    parser = .allocate(capacity: 1)
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      return nil
    }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  private func value() throws(Fault) -> JSONValue {
    var builder = YAMLBuilder(depthLimit: Self.depthLimit, sizeLimit: Self.sizeLimit, valueCost: Self.valueCost)
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(parser, &event) == 1 else { throw syntaxFault }
      defer { yaml_event_delete(&event) }
      if event.type == YAML_STREAM_END_EVENT { return builder.root ?? .null }
      do throws(YAMLBuilder.Refusal) { try Self.hand(event, to: &builder) } catch {
        throw Fault(
          line: Int(event.start_mark.line) + 1, column: Int(event.start_mark.column) + 1, reason: error.reason)
      }
    }
  }

  private var syntaxFault: Fault {
    let mark = parser.pointee.problem_mark
    let reason = parser.pointee.problem.map { String(cString: $0) } ?? "this is no YAML"
    // The end is said to be on a line of its own.
    let lines = bytes.lazy.filter { $0 == 0x0A }.count + 1
    guard mark.line < lines else {
      let last = bytes.reversed().prefix { $0 != 0x0A }.count
      return Fault(line: lines, column: last + 1, reason: reason)
    }
    return Fault(line: Int(mark.line) + 1, column: Int(mark.column) + 1, reason: reason)
  }

  private static func hand(_ event: yaml_event_t, to builder: inout YAMLBuilder) throws(YAMLBuilder.Refusal) {
    switch event.type {
    case YAML_DOCUMENT_START_EVENT: try builder.beginDocument()
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
      try builder.add(
        isPlain ? YAMLScalar.value(of: text, tag: Self.text(scalar.tag)) : .string(text), text: text,
        isMergeKey: isPlain && text == "<<", anchor: Self.text(scalar.anchor))
    case YAML_SEQUENCE_START_EVENT:
      try builder.open(isMapping: false, anchor: Self.text(event.data.sequence_start.anchor))
    case YAML_MAPPING_START_EVENT:
      try builder.open(isMapping: true, anchor: Self.text(event.data.mapping_start.anchor))
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: try builder.close()
    case YAML_ALIAS_EVENT: try builder.addAlias(of: Self.text(event.data.alias.anchor) ?? "")
    default: break
    }
  }

  private static func text(_ pointer: UnsafeMutablePointer<UInt8>?) -> String? { pointer.map { String(cString: $0) } }
}

/// What an unquoted scalar stands for.
enum YAMLScalar {
  /// Digits that JSON knows too stay as they are; what only looks like a number, such as `007`, is text.
  static func value(of text: String, tag: String?) -> JSONValue {
    if let tag, tag == "!" || tag.hasSuffix(":str") || tag.hasSuffix(":binary") { return .string(text) }
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .boolean(true)
    case "false", "False", "FALSE": return .boolean(false)
    default: return number(text).map(JSONValue.number) ?? .string(text)
    }
  }

  private static func number(_ text: String) -> JSONNumber? {
    guard let first = text.utf8.first, "+-.0123456789".utf8.contains(first) else { return nil }
    if let number = JSONNumber(text) { return number }
    for (prefix, radix) in [("0x", 16), ("0o", 8)] where text.hasPrefix(prefix) {
      let digits = text.dropFirst(2)
      guard digits.first?.isHexDigit == true else { return nil }
      return Int(digits, radix: radix).map(JSONNumber.init)
    }
    // A plus sign, and a point without digits on one side, are YAML's alone.
    var written = text.hasPrefix("+") ? String(text.dropFirst()) : text
    let sign = written.hasPrefix("-") ? "-" : ""
    if !sign.isEmpty { written.removeFirst() }
    if written.hasPrefix(".") { written = "0" + written }
    if written.hasSuffix(".") { written += "0" }
    guard written.utf8.first.map({ (0x30...0x39).contains($0) }) == true else { return nil }
    return JSONNumber(sign + written)
  }
}
