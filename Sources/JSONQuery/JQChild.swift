import CJQ
import Foundation

extension JSONQuery {
  /// What the program does as the child: runs one filter, as the parent asks on standard input, and exits. Call it before
  /// anything else when the first argument is `childArgument`.
  public static func childMain() -> Never {
    // What the parent had open without meaning it for the child.
    for descriptor in JQProtocol.fileDescriptor + 1..<1_024 { close(descriptor) }
    guard let header = JQProtocol.read(JQProtocol.Request.headerByteCount, from: 0) else { exit(2) }
    let numbers = header.withUnsafeBytes { bytes in
      (0..<4).map { bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self) }
    }
    guard numbers[0] < 1 << 24, let text = JQProtocol.read(Int(numbers[0]), from: 0) else { exit(2) }
    if numbers[3] != 1 { close(JQProtocol.fileDescriptor) }
    JQLimits.apply(seconds: numbers[1], memoryByteCount: numbers[2])
    let child = JQChild(
      filter: String(decoding: text, as: UTF8.self), input: numbers[3] == 1 ? JQProtocol.fileDescriptor : 0)
    child.run()
    exit(JQProtocol.finished)
  }
}

/// Limits the process it is in.
private enum JQLimits {
  static func apply(seconds: UInt64, memoryByteCount: UInt64) {
    set(RLIMIT_CORE, to: 0)
    set(RLIMIT_CPU, to: seconds)
    if let used = usedAddressSpace { set(RLIMIT_AS, to: used + memoryByteCount) }
  }

  private static func set(_ resource: __rlimit_resource, to value: UInt64) {
    var limit = rlimit(rlim_cur: rlim_t(value), rlim_max: rlim_t(value + 1))
    setrlimit(__rlimit_resource_t(resource.rawValue), &limit)
  }

  private static var usedAddressSpace: UInt64? {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
      let pages = text.split(separator: " ").first.flatMap({ UInt64($0) })
    else { return nil }
    return pages * UInt64(sysconf(Int32(_SC_PAGESIZE)))
  }
}

/// libjq at work on one filter.
private final class JQChild {
  private let filter: String
  private let descriptor: Int32
  private let parser = jv_parser_new(0)
  private let input = UnsafeMutablePointer<CChar>.allocate(capacity: JQChild.pieceByteCount)
  private var inputHasEnded = false
  /// Bytes of a file that are still to be read; nil where that is not known.
  private var unreadByteCount: Int?
  /// Why the input could not be read to its end.
  private var readError: Int32 = 0
  private var output: [UInt8] = []
  private var lastFlush = ContinuousClock.now

  private static let pieceByteCount = 1 << 16

  init(filter: String, input descriptor: Int32) {
    self.filter = filter
    self.descriptor = descriptor
    var status = stat()
    if descriptor == JQProtocol.fileDescriptor, fstat(descriptor, &status) == 0 {
      unreadByteCount = max(0, Int(status.st_size) - max(0, Int(lseek(descriptor, 0, SEEK_CUR))))
    }
  }

  func run() {
    guard let jq = jq_init() else { return report(.memory, "") }
    let messages = JQMessages()
    messages.listen(to: jq)
    JQSetting.apply(to: jq)
    // A NUL would end the filter early without a word.
    let end = filter.utf8.firstIndex(of: 0).map { filter.utf8.distance(from: filter.utf8.startIndex, to: $0) }
    if let end { return report(.filter, "The filter has a NUL character.", offset: end) }
    guard jq_compile(jq, filter) != 0 else {
      let mistake = JQMistake(in: filter, messages: messages.texts)
      return report(.filter, mistake.message, offset: mistake.offset)
    }
    jq_set_input_cb(
      jq,
      { _, child in
        child.map { Unmanaged<JQChild>.fromOpaque($0).takeUnretainedValue().nextInput() } ?? jv_invalid()
      }, Unmanaged.passUnretained(self).toOpaque())
    while true {
      let value = nextInput()
      guard jv_get_kind(value) != JV_KIND_INVALID else {
        if jv_invalid_has_msg(jv_copy(value)) != 0 {
          report(.input, "The document is not JSON that jq reads: \(JQMessages.text(jv_invalid_get_msg(value)))")
        }
        break
      }
      // With the last values the process ends. To free them one by one takes a tenth of its time, so they are kept.
      if unreadByteCount == 0 { _ = jv_copy(value) }
      if !process(value, jq) { break }
    }
    flush()
    if readError != 0 {
      report(.input, "The document could not be read to its end: \(String(cString: strerror(readError))).")
    }
  }

  /// Runs the filter on one value. Returns whether to go on with the next.
  private func process(_ value: jv, _ jq: OpaquePointer) -> Bool {
    jq_start(jq, value, 0)
    while true {
      let result = jq_next(jq)
      guard jv_get_kind(result) != JV_KIND_INVALID else {
        if jq_halted(jq) != 0 {
          let message = jq_get_error_message(jq)
          if jv_get_kind(message) != JV_KIND_INVALID, jv_get_kind(message) != JV_KIND_NULL {
            report(.value, JQMessages.text(message))
          }
          return false
        }
        if jv_invalid_has_msg(jv_copy(result)) != 0 {
          let message = jv_invalid_get_msg(result)
          // `break` without its label has no words of its own.
          report(.value, jv_get_kind(message) == JV_KIND_OBJECT ? "break" : JQMessages.text(message))
        }
        return true
      }
      write(jv_dump_string(result, 0))
    }
  }

  private func nextInput() -> jv {
    while true {
      let value = jv_parser_next(parser)
      if jv_get_kind(value) != JV_KIND_INVALID || jv_invalid_has_msg(jv_copy(value)) != 0 { return value }
      if inputHasEnded { return value }
      // The next value may be long in coming.
      if !output.isEmpty { flush() }
      if unreadByteCount != nil { endIfAlone() }
      var count = -1
      repeat { count = read(descriptor, input, Self.pieceByteCount) } while count < 0 && errno == EINTR
      if count < 0 { readError = errno }
      unreadByteCount = unreadByteCount.map { max(0, $0 - max(0, count)) }
      inputHasEnded = count <= 0
      jv_parser_set_buf(parser, input, Int32(max(0, count)), inputHasEnded ? 0 : 1)
    }
  }

  /// Nothing else tells that the parent has gone while a file is read.
  private func endIfAlone() {
    var request = pollfd(fd: 1, events: 0, revents: 0)
    if poll(&request, 1, 0) > 0, request.revents & Int16(POLLHUP) != 0 { exit(3) }
  }

  private func write(_ text: jv) {
    let count = jv_string_length_bytes(jv_copy(text))
    output.append(contentsOf: UnsafeRawBufferPointer(start: jv_string_value(text), count: Int(count)))
    output.append(UInt8(ascii: "\n"))
    jv_free(text)
    // Results that come slowly are shown as they come.
    if output.count >= 1 << 16 || lastFlush.duration(to: .now) > .milliseconds(50) { flush() }
  }

  private func flush() {
    guard output.withUnsafeBytes({ JQProtocol.write($0, to: 1) }) else { exit(3) }
    output.removeAll(keepingCapacity: true)
    lastFlush = .now
  }

  private func report(_ kind: JQProtocol.Report, _ message: String, offset: Int = -1) {
    flush()
    let bytes = [kind.rawValue] + Array("\(offset) \(message)".utf8.filter { $0 != 0 }) + [0]
    _ = bytes.withUnsafeBytes { JQProtocol.write($0, to: JQProtocol.errorDescriptor) }
  }
}

/// What jq's own program sets before it compiles a filter.
enum JQSetting {
  static func apply(to jq: OpaquePointer) {
    // What `debug` says has no place to go; without a callback libjq 1.6 gives its value back freed.
    jq_set_debug_cb(jq, { _, message in jv_free(message) }, nil)
    // `import` finds nothing here, and says so; without the attributes libjq ends the process.
    jq_set_attr(jq, jv_string("JQ_LIBRARY_PATH"), jv_array())
    jq_set_attr(jq, jv_string("JQ_ORIGIN"), jv_string("/"))
    jq_set_attr(jq, jv_string("PROGRAM_ORIGIN"), jv_string("/"))
  }
}

/// Gathers what libjq has to say.
final class JQMessages {
  private(set) var texts: [String] = []

  func listen(to jq: OpaquePointer) {
    jq_set_error_cb(
      jq,
      { target, message in
        guard let target else { return jv_free(message) }
        Unmanaged<JQMessages>.fromOpaque(target).takeUnretainedValue().texts.append(JQMessages.text(message))
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// A message's text; the compact text of one that is no string. Takes the value.
  static func text(_ message: jv) -> String {
    let text = jv_get_kind(message) == JV_KIND_STRING ? message : jv_dump_string(message, 0)
    defer { jv_free(text) }
    let count = jv_string_length_bytes(jv_copy(text))
    return String(decoding: UnsafeRawBufferPointer(start: jv_string_value(text), count: Int(count)), as: UTF8.self)
  }
}
