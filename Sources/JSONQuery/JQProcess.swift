import Foundation
import JSONText
import Synchronization

/// Runs one filter in a child: starts it, feeds it the document, reads results and errors, and ends it when it is no longer
/// wanted or goes beyond a limit.
struct JQProcess {
  private let executable: String
  private let limits: JSONQuery.Limits
  private let flag: CancellationFlag

  init(executable: String, limits: JSONQuery.Limits, flag: CancellationFlag) {
    self.executable = executable
    self.limits = limits
    self.flag = flag
  }

  /// What a filter runs on.
  enum Input: Sendable {
    /// - Parameter awaitsEnd: follows a document that is still growing to its end.
    case document(JSONDocument, awaitsEnd: Bool)
    /// A regular file, from where its descriptor is on. The child reads it.
    case file(Int32)
  }

  /// Blocks until the child has ended.
  func run(_ filter: String, on input: Input, into writer: ResultWriter) -> JSONQueryError? {
    let file: Int32? = if case .file(let descriptor) = input { descriptor } else { nil }
    guard let child = JQChildHandle(executable: executable, file: file) else {
      return JSONQueryError(
        kind: .unavailable, message: "The process for the filter could not be started.", position: nil)
    }
    flag.onCancel { child.kill() }
    let helpers = Threads()
    let request = JQProtocol.Request(
      filter: filter, seconds: UInt64(max(1, limits.seconds)), memoryByteCount: UInt64(max(0, limits.memoryByteCount)),
      hasFile: file != nil)
    let reports = Mutex<[UInt8]>([])
    let hasEnded = Atomic(false)
    helpers.start {
      switch input {
      case .document(let document, let awaitsEnd):
        child.feed(request.bytes, document, awaitsEnd: awaitsEnd) { !hasEnded.load(ordering: .relaxed) }
      case .file: child.feed(request.bytes)
      }
    }
    helpers.start {
      Self.readAll(child.errors) { bytes in
        reports.withLock { if $0.count < 1 << 16 { $0.append(contentsOf: bytes) } }
        return true
      }
    }
    var isFull = false
    Self.readAll(child.results) { bytes in
      isFull = isFull || !writer.addLines(bytes)
      if isFull { child.kill() }
      return !isFull
    }
    flag.onCancel(nil)
    hasEnded.store(true, ordering: .relaxed)
    if flag.isCancelled { child.kill() }
    helpers.wait()
    let status = child.wait()
    if flag.isCancelled { return JSONQueryError(kind: .cancelled, message: "The filter was cancelled.", position: nil) }
    if isFull { return writer.limitError }
    return error(status: status, reports: reports.withLock { $0 }, filter: filter)
  }

  private static func readAll(_ descriptor: Int32, _ body: (UnsafeRawBufferPointer) -> Bool) {
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
      while true {
        let count = read(descriptor, buffer.baseAddress, buffer.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0, body(UnsafeRawBufferPointer(rebasing: buffer[..<count])) else { return }
      }
    }
  }

  /// What a child's end means. Of several reports the first one counts.
  private func error(status: Int32, reports: [UInt8], filter: String) -> JSONQueryError? {
    if let report = reports.split(separator: 0, omittingEmptySubsequences: true).first,
      let kind = report.first.flatMap(JQProtocol.Report.init(rawValue:))
    {
      let text = report.dropFirst().split(separator: UInt8(ascii: " "), maxSplits: 1, omittingEmptySubsequences: false)
      let offset = text.first.flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? -1
      let message = text.count > 1 ? String(decoding: text[1], as: UTF8.self) : "The filter failed."
      let position = offset >= 0 ? String(decoding: filter.utf8.prefix(offset), as: UTF8.self).count : nil
      switch kind {
      case .filter: return JSONQueryError(kind: .filter, message: message, position: position)
      case .value: return JSONQueryError(kind: .value, message: message, position: nil)
      case .input: return JSONQueryError(kind: .input, message: message, position: nil)
      case .memory: return memoryError
      }
    }
    guard status != JQProtocol.finished else { return nil }
    // The low seven bits of a status are the signal that ended the process.
    switch status & 0x7F {
    case SIGXCPU:
      return JSONQueryError(
        kind: .time, message: "The filter took longer than \(limits.seconds) seconds and was ended.", position: nil)
    case SIGKILL:
      // Neither limit ends it so: somebody did, or the system, whose memory was short.
      return JSONQueryError(
        kind: .unavailable,
        message: "The process for the filter was killed from outside; what it found so far is shown.",
        position: nil)
    case SIGABRT, SIGSEGV, SIGBUS: return memoryError
    default:
      return JSONQueryError(
        kind: .unavailable, message: "The process for the filter ended with status \(status >> 8 & 0xFF).",
        position: nil)
    }
  }

  private var memoryError: JSONQueryError {
    JSONQueryError(
      kind: .memory, message: "The filter needs more than \(limits.memoryByteCount >> 20) MB of memory and was ended.",
      position: nil)
  }
}
