import CustomerIO
import Foundation
import JSONText
import Service
import Store

/// Where the answer of `api` goes: standard output or a file, whole or through a filter.
struct AnswerSink: Sendable {
  private let context: Context
  private let filter: JQFilter?
  private let file: String?
  private let includesHead: Bool
  /// Whether a file that is there may go.
  private var replaces = false

  init(_ context: Context, filter: JQFilter?, file: String?, includesHead: Bool) {
    self.context = context
    self.filter = filter
    self.file = file
    self.includesHead = includesHead
  }

  private var output: StandardOutput { context.output }
  private var isTerminal: Bool { output.isTerminal && file == nil }
  var isFile: Bool { file != nil }

  /// Before anything is sent: a file that is there is replaced only when that was agreed to.
  mutating func prepare() async throws {
    guard let file, !context.isDryRun else { return }
    if file.isEmpty { throw Failure.option("--save", "A file's name is needed.") }
    guard FileManager.default.fileExists(atPath: file) else { return }
    try await context.confirm("Replacing \(file)") { $0.confirms("Replace \(file)?") }
    replaces = true
  }

  /// The answer of one call.
  func write(_ run: Run) async throws {
    guard let exchange = run.bundle else { return }
    let bundle = AnswerBundle(exchange: exchange)
    // A refusal is shown as it came, so that its reason is seen.
    guard run.exitStatus == .done, filter != nil || file != nil else { return try show(bundle) }
    if includesHead { try output.write(isTerminal ? TableText.visible(bundle.head) : bundle.head) }
    let body = try exchange.body.data()
    guard let filter else { return try save(body) }
    let (values, problem) = try await filter.results(of: body)
    try write(values, isFiltered: true)
    if let problem { throw Failure(problem, status: .failed) }
  }

  private func show(_ bundle: AnswerBundle) throws {
    switch context.format {
    case nil, .table:
      let isPretty = context.format == .table || output.isTerminal
      if includesHead { try output.write(isPretty ? TableText.visible(bundle.head) : bundle.head) }
      try bundle.writeBody(to: output, pretty: isPretty)
      try bundle.endLine(of: output, pretty: isPretty)
    case .json where bundle.exchange.isDeepJSON: try output.write(bundle.compactText + "\n")
    case let format?:
      try Report.record(bundle.json).write(as: format, to: output)
    }
  }

  // MARK: Pages

  /// Whether pages go out as they come.
  var isStreaming: Bool { file == nil && (context.format == nil || context.format == .ndjson) }

  /// What a page holds, through the filter.
  func values(of page: AllPages.Page) async throws -> (values: [JSONValue], problem: String?) {
    guard let filter else { return (page.elements, nil) }
    let lines = page.elements.map { $0.compactText + "\n" }.joined()
    return try await filter.results(of: Array(lines.utf8))
  }

  /// Writes one value a line. False where nobody reads any more.
  func writeLines(_ values: [JSONValue]) throws -> Bool {
    try output.writeWhileRead(Data(values.map(line).joined().utf8))
  }

  /// Everything at once, in the format that was asked for.
  func write(_ values: [JSONValue], isFiltered: Bool) throws {
    let text: String
    switch context.format {
    case nil where isTerminal && isFiltered: text = values.map(pretty).joined()
    case nil, .ndjson: text = values.map(line).joined()
    case .json: text = JSONOutput.pretty(.array(values), isTerminal: isTerminal)
    case let format?:
      let keys = values.first?.objectValue?.map(\.key) ?? []
      let rows = values.map { $0.objectValue == nil ? ["value": $0] : $0 }
      let columns = (keys.isEmpty ? ["value"] : keys.prefix(8)).map { Report.Column($0) }
      text = Report.list(rows, columns: columns).text(
        as: format, columns: file == nil ? output.columns : nil, isTerminal: isTerminal)
    }
    if file == nil { try output.write(text) } else { try save(Data(text.utf8)) }
  }

  private func line(_ value: JSONValue) -> String { rawText(value) ?? JSONOutput.line(value, isTerminal: isTerminal) }

  private func pretty(_ value: JSONValue) -> String {
    rawText(value) ?? JSONOutput.pretty(value, isTerminal: isTerminal)
  }

  private func rawText(_ value: JSONValue) -> String? {
    guard filter?.isRaw == true, let text = value.stringValue else { return nil }
    return (isTerminal ? TableText.visible(text) : text) + "\n"
  }

  private func save(_ data: Data) throws {
    guard let file else { return }
    let url = URL(filePath: file)
    do throws(PlainFile.Failure) {
      // What appeared meanwhile was not asked about.
      try PlainFile(url).write(data, replaces: replaces)
    } catch { throw Failure("\(file) can't be written: \(error).", status: .failed) }
    StandardError.note("\(data.count.formatted()) bytes saved to \(file).")
  }
}
