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
  @OptionGroup(title: "Console") var console: ConsoleArguments
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let filter = jq.map { JQFilter($0, isRaw: false) }
    try await filter?.check()
    let descriptor = file == "-" ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Failure("\(file) can't be read: \(String(cString: strerror(errno))).", status: .failed)
    }
    let output = StandardOutput()
    guard output.isTerminal, global.output == nil else {
      return try await print(descriptor, through: filter, to: output)
    }
    try await page(descriptor, through: filter)
  }

  @MainActor private func page(_ descriptor: Int32, through filter: JQFilter?) async throws {
    let environment = ProcessInfo.processInfo.environment
    let screen = try ConsoleLauncher.screen(
      theme: console.theme, chosen: SettingsGlance.theme(at: .standard(environment: environment)), environment)
    try screen.start(program: "cio-console \(Version.number)")
    let document = JSONDocument()
    let shown = filter == nil ? document : JSONDocument()
    let pager = Pager(
      screen: screen, title: file == "-" ? "standard input" : file, document: shown)
    var signal: Int32?
    screen.onTermination = { received in
      signal = received
      pager.end()
    }
    DocumentFeed(document: document, descriptor: descriptor).start(
      grew: { if filter == nil { pager.documentGrew() } },
      ended: { problem in
        guard let filter, problem == nil else { return pager.documentGrew(problem) }
        Task { pager.documentGrew(await filter.run(on: document, into: shown)) }
      })
    await pager.run()
    if let signal { screen.end(raising: signal) } else { screen.end() }
  }

  /// What is no JSON goes through as it is, and is told.
  private func print(_ descriptor: Int32, through filter: JQFilter?, to output: StandardOutput) async throws {
    let document = JSONDocument()
    let problem = DocumentFeed(document: document, descriptor: descriptor).fill()
    if document.byteCount == 0, let problem { throw Failure("\(file) can't be read: \(problem)", status: .failed) }
    if let problem { StandardError.note(problem) }
    if let filter {
      let results = JSONDocument()
      let problem = await filter.run(on: document, into: results)
      let isPretty = output.isTerminal || global.output == .table
      for line in results.snapshot.bytes().split(separator: UInt8(ascii: "\n")) {
        guard isPretty, let value = try? JSONValue(parsing: line) else {
          guard try output.writeWhileRead(Data(line) + Data("\n".utf8)) else { return }
          continue
        }
        try output.write(JSONOutput.pretty(value, isTerminal: output.isTerminal))
      }
      if let problem { throw Failure(problem, status: .failed) }
      return
    }
    let bytes = document.snapshot.bytes()
    if let value = try? JSONValue(parsing: bytes) {
      try Report.record(value).write(as: global.output ?? .json, to: output)
      return
    }
    let lines = bytes.split(separator: 0x0A).filter { !$0.allSatisfy { $0 == 0x20 || $0 == 0x0D } }
    let values = lines.compactMap { try? JSONValue(parsing: $0) }
    if !lines.isEmpty, values.count == lines.count {
      for value in values { try output.write(JSONOutput.pretty(value, isTerminal: output.isTerminal)) }
      return
    }
    try output.write(Data(bytes))
    guard case .invalid(let error) = document.verdict() else { return }
    throw Failure("Not valid JSON: \(error)", status: .failed)
  }
}
