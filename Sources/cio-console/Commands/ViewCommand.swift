import ArgumentParser
import Console
import Foundation
import JSONText
import Store
import Terminal

/// `view FILE`: the reader of JSON as a pager.
struct ViewCommand: AsyncParsableCommand, OwnsTerminal {
  static let configuration = CommandConfiguration(
    commandName: "view", abstract: "Shows JSON of any size: folds, searches, copies.",
    discussion: """
      Keys: those of less move and search; Enter folds and unfolds, | filters with jq's language, . goes to a path, t shows a \
      table, r the text as it is, x hexadecimal, y copies, S saves, ? tells all of them, q quits. What gzip packed is unpacked. \
      In a pipe it prints the JSON pretty, and the results of --jq one a line.
      """)

  @Argument(help: ArgumentHelp("The file; - is standard input.", valueName: "file")) var file: String
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Show what a filter in jq's language makes of it.", valueName: "filter"))
  var jq: String?
  @OptionGroup(visibility: .hidden) var opening: OpeningArguments
  @OptionGroup var looks: ThemeArguments
  @OptionGroup(visibility: .hidden) var work: WorkOptions
  @OptionGroup var result: ResultOptions

  func run() async throws {
    let filter = jq.map { JQFilter($0, isRaw: false) }
    let request = ViewRequest(file: file, filter: jq, theme: looks.theme)
    let output = StandardOutput()
    guard output.isTerminal, result.output == nil else {
      let descriptor = try? request.open()
      // Reading the file, the filter checks itself.
      if let filter, let descriptor, filter.canRead(descriptor) {
        return try await print(results: { try await filter.run(reading: descriptor, into: $0) }, to: output) {}
      }
      try await filter?.check()
      return try await print(try descriptor ?? request.open(), through: filter, to: output)
    }
    try await filter?.check()
    try await ViewLauncher.run(request)
  }

  /// What is no JSON goes through as it is, and is told.
  private func print(_ descriptor: Int32, through filter: JQFilter?, to output: StandardOutput) async throws {
    let feed = DocumentFeed(document: JSONDocument(), descriptor: descriptor)
    if let filter { return try await print(feed, through: filter, to: output) }
    let document = feed.document
    try tell(feed.fill(), of: document)
    let bytes = document.snapshot.bytes()
    if let value = try? JSONValue(parsing: bytes) {
      if isTabular { return try write([value], to: output) }
      try Report.record(value).write(as: result.output ?? .json, to: output)
      return
    }
    let lines = bytes.split(separator: 0x0A).filter { !$0.allSatisfy { $0 == 0x20 || $0 == 0x0D } }
    let values = lines.compactMap { try? JSONValue(parsing: $0) }
    if !lines.isEmpty, values.count == lines.count {
      if isTabular { return try write(values, to: output) }
      for value in values { try output.write(JSONOutput.pretty(value, isTerminal: output.isTerminal)) }
      return
    }
    if !isTabular { try output.write(Data(bytes)) }
    guard case .invalid(let error) = document.verdict() else { return }
    throw Failure("Not valid JSON: \(error)", status: .failed)
  }

  private var isTabular: Bool { result.output == .csv || result.output == .table }

  /// Rows of objects as a table or as CSV: the values, or the elements of the only one. Anything else is refused.
  private func write(_ values: [JSONValue], to output: StandardOutput) throws {
    guard let format = result.output else { return }
    let elements = values.count == 1 ? values[0].arrayValue : nil
    let rows = elements ?? values
    guard rows.allSatisfy({ $0.objectValue != nil }) else {
      throw Failure.option(
        "--output",
        "\(format.rawValue) needs objects or an array of them. Choose json or ndjson, or take them out with --jq.")
    }
    if elements == nil, rows.count == 1 { return try Report.record(rows[0]).write(as: format, to: output) }
    var seen: Set<String> = []
    let keys = rows.flatMap { $0.objectValue ?? [] }.map(\.key).filter { seen.insert($0).inserted }
    guard !keys.isEmpty else { return StandardError.note("There are no rows.") }
    try Report.list(rows, columns: keys.map { Report.Column($0) }).write(as: format, to: output)
  }

  /// Results are printed as they come, while the text is still being read.
  private func print(_ feed: DocumentFeed, through filter: JQFilter, to output: StandardOutput) async throws {
    let reading = Task { await feed.fillAside() }
    try await print(results: { await filter.run(on: feed.document, into: $0) }, to: output) {
      try tell(await reading.value, of: feed.document)
    }
  }

  /// - Parameters:
  ///   - run: writes results into a document, and finishes it. Returns what went wrong after the last of them.
  ///   - tellMore: what is to be said before that.
  private func print(
    results run: @escaping @Sendable (JSONDocument) async throws -> String?, to output: StandardOutput,
    tellMore: () async throws -> Void
  ) async throws {
    let results = JSONDocument()
    let filtering = Task { try await run(results) }
    var rows: [JSONValue] = []
    var lines = ResultLines(of: results)
    while let more = await lines.next() {
      if isTabular {
        rows += more.split(separator: UInt8(ascii: "\n")).compactMap { try? JSONValue(parsing: $0) }
        continue
      }
      guard output.isTerminal else {
        if try output.writeWhileRead(more) { continue }
        filtering.cancel()
        return
      }
      for line in more.split(separator: UInt8(ascii: "\n")) {
        let value = try? JSONValue(parsing: line)
        try output.write(
          value.map { JSONOutput.pretty($0, isTerminal: output.isTerminal) }
            ?? SafeText.visible(String(decoding: line, as: UTF8.self)) + "\n")
      }
    }
    let filterProblem = try await filtering.value
    try await tellMore()
    if let filterProblem { throw Failure(filterProblem, status: .failed) }
    if isTabular { try write(rows, to: output) }
  }

  private func tell(_ problem: String?, of document: JSONDocument) throws {
    guard let problem else { return }
    if document.byteCount == 0 { throw Failure("\(file) can't be read: \(problem)", status: .failed) }
    StandardError.note(problem)
  }
}

/// A document's lines as they come, in pieces of whole ones.
private struct ResultLines {
  private let document: JSONDocument
  private var taken = 0
  private var seen = 0

  init(of document: JSONDocument) { self.document = document }

  /// Nil at the end.
  mutating func next() async -> Data? {
    while true {
      let snapshot = await Self.grown(document, beyond: seen)
      seen = snapshot.byteCount
      let bytes = snapshot.withBytes(taken..<snapshot.byteCount) { bytes -> Data in
        let end = snapshot.isComplete ? bytes.endIndex : (bytes.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
        return Data(bytes[..<end])
      }
      taken += bytes.count
      if !bytes.isEmpty { return bytes }
      if snapshot.isComplete { return nil }
    }
  }

  /// Waits on a thread of its own.
  private static func grown(_ document: JSONDocument, beyond count: Int) async -> JSONSnapshot {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        document.waitForBytes(beyond: count)
        continuation.resume(returning: document.snapshot)
      }
    }
  }
}
