import Foundation
import JSONQuery
import JSONText
import Terminal

/// The filter of `--jq`: checked before anything is sent, run in a child of the program.
struct JQFilter: Sendable {
  let text: String
  /// Whether strings are printed without quotes.
  let isRaw: Bool

  init(_ text: String, isRaw: Bool) {
    self.text = text
    self.isRaw = isRaw
  }

  private var query: JSONQuery {
    JSONQuery(executable: Bundle.main.executablePath ?? "/proc/self/exe")
  }

  /// Throws where the filter can't be understood, pointing at the place.
  func check() async throws {
    if JSONQuery.isAnsweredFromDocument(text) { return }
    // Compiled on no value at all, it is not run.
    let outcome = await query.run(text, on: JSONDocument(""), into: JSONDocument())
    if let failure = failure(of: outcome) { throw failure }
  }

  /// What to say where the filter itself is at fault.
  private func failure(of outcome: JSONQueryOutcome) -> Failure? {
    guard let error = outcome.error, error.kind == .filter || error.kind == .unavailable else { return nil }
    return Failure.option("--jq", error.message + pointer(at: error.position))
  }

  /// Whether a file can be read by libjq's process itself: a plain one, for which no document has to be made.
  func canRead(_ descriptor: Int32) -> Bool {
    var status = stat()
    guard !JSONQuery.isAnsweredFromDocument(text), fstat(descriptor, &status) == 0,
      status.st_mode & S_IFMT == S_IFREG
    else { return false }
    var beginning: [UInt8] = [0, 0]
    let count = pread(descriptor, &beginning, 2, lseek(descriptor, 0, SEEK_CUR))
    return count >= 0 && beginning != [0x1F, 0x8B]
  }

  /// Runs it on such a file, unchecked before. Returns what went wrong; throws where the filter can't be understood.
  func run(reading descriptor: Int32, into output: JSONDocument) async throws -> String? {
    let outcome = await query.run(text, reading: descriptor, into: output)
    if outcome.resultCount == 0, let failure = failure(of: outcome) { throw failure }
    return outcome.error.map { "--jq: \($0.message)" }
  }

  /// Runs it on a document, to the end where that is still to come, results going into another, one a line. Returns what
  /// went wrong.
  func run(on document: JSONDocument, into output: JSONDocument) async -> String? {
    await query.run(text, on: document, awaitsEnd: true, into: output).error.map { "--jq: \($0.message)" }
  }

  /// The results, and what went wrong after the last of them.
  func results(of bytes: some Collection<UInt8>) async throws -> (values: [JSONValue], problem: String?) {
    let output = JSONDocument()
    let outcome = await query.run(text, on: JSONDocument(bytes), into: output)
    if outcome.error?.kind == .cancelled { throw CancellationError() }
    let lines = output.snapshot.bytes().split(separator: UInt8(ascii: "\n"))
    return (try lines.map { try JSONValue(parsing: $0) }, outcome.error.map { "--jq: \($0.message)" })
  }

  private func pointer(at position: Int?) -> String {
    guard let position, !text.contains(where: \.isNewline) else { return "" }
    let before = SafeText.visible(String(text.prefix(position)))
    return "\n  \(SafeText.visible(text))\n  \(String(repeating: " ", count: SafeText.width(of: before)))^"
  }
}
