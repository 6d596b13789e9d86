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
    guard let error = outcome.error, error.kind == .filter || error.kind == .unavailable else { return }
    throw Failure.option("--jq", error.message + pointer(at: error.position))
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
