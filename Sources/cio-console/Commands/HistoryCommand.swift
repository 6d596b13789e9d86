import ArgumentParser
import Foundation
import JSONText
import Service
import Store

/// `history …`: the API calls that were sent, with their answers.
struct HistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "The API calls that were sent, with their answers.",
    subcommands: [List.self, Show.self, Compare.self, Remove.self, Clear.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Lists API calls, newest last.",
      discussion: "With --connection only those of that connection.")

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("Words that stand in the URL, the request's body or the answer.", valueName: "words"))
    var search: String?
    @Option(parsing: .unconditional, help: ArgumentHelp("Only those of a method.", valueName: "method"))
    var method: String?
    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("Only those of a status: 404, 4xx, or none where no answer came.", valueName: "status"))
    var status: String?
    @Option(
      parsing: .unconditional, help: ArgumentHelp("How many of the newest ones. Default: 200.", valueName: "number"))
    var limit: String?
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      guard let limit = Int(limit ?? "200"), limit > 0 else {
        throw Failure.option("--limit", "A whole number above 0 is needed.")
      }
      var filter = ExchangeFilter()
      filter.text = search ?? ""
      if let method { filter.methods = [method.uppercased()] }
      filter.connection = global.connection
      try take(status, &filter)
      let context = Context(global)
      let exchanges = try await context.services.history.list(filter, limit: limit)
      let columns: [Report.Column] = [
        "time", "actor", "connection", "method", "path", "status", Report.Column("duration_ms", "ms"), "id",
      ]
      let keys = [
        "id", "time", "actor", "connection", "domain", "method", "path", "status", "duration_ms", "attempts",
        "request_size", "response_size", "run", "message",
      ]
      try context.write(.list(exchanges.reversed().map(\.json), columns: columns, keys: keys))
    }

    private func take(_ status: String?, _ filter: inout ExchangeFilter) throws {
      guard let status = status?.lowercased() else { return }
      if status == "none" {
        filter.hasNoAnswer = true
      } else if let number = Int(status), (100...599).contains(number) {
        filter.statuses = number...number
      } else if status.hasSuffix("xx"), let hundred = Int(status.dropLast(2)), (1...5).contains(hundred) {
        filter.statuses = (hundred * 100)...(hundred * 100 + 99)
      } else {
        throw Failure.option("--status", "Write a number such as 404, a class such as 4xx, or none.")
      }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Shows an API call: what was sent and answered.")

    @Argument(help: ArgumentHelp("The call's identifier, or its beginning.", valueName: "id")) var id: String
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let context = Context(global)
      let exchange = try await context.services.history.exchange(id)
      if exchange.responseBody.isCut {
        StandardError.note(
          "Of the answer the first \(exchange.responseBody.data.count.formatted()) of "
            + "\(exchange.responseBody.size.formatted()) bytes are kept.")
      }
      try context.write(.record(exchange.json))
    }
  }

  struct Compare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "compare", abstract: "Shows what differs between two API calls, by the structure of their answers.",
      discussion: """
        The order of keys does not count; digits and duplicate keys do. Objects of a list are matched by an id where \
        they have one.
        """)

    @Argument(help: ArgumentHelp("The older call.", valueName: "old")) var old: String
    @Argument(help: ArgumentHelp("The newer call.", valueName: "new")) var new: String
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let context = Context(global)
      let history = context.services.history
      let comparison = await history.compare(try await history.exchange(old), try await history.exchange(new))
      for note in comparison.notes { StandardError.note(note) }
      switch context.format ?? .preferred(at: context.output) {
      case .table:
        let lines = comparison.lines()
        if lines.isEmpty { StandardError.note("No difference.") }
        try context.output.write(TableText.visible(lines.map { $0 + "\n" }.joined()))
      case let format:
        try Report.record(comparison.json).write(as: format, to: context.output)
      }
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "remove", abstract: "Takes an API call out of the history; the journal keeps its entry.")

    @Argument(help: ArgumentHelp("The call's identifier, or its beginning.", valueName: "id")) var id: String
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let context = Context(global)
      let history = context.services.history
      let exchange = try await history.exchange(id)
      let call = "\(exchange.summary.method) \(exchange.summary.target)"
      guard try context.makesChange("remove \(call) (\(exchange.id)) from the history") else { return }
      try await history.remove([exchange.id])
    }
  }

  struct Clear: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "clear", abstract: "Empties the history; the journal keeps its entries.",
      discussion: "Asks before it does; in scripts, --yes is the answer.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let context = Context(global)
      guard try context.makesChange("empty the history of API calls") else { return }
      try await context.confirm("Emptying the history") { $0.confirms("Empty the history of API calls?") }
      try await context.services.history.removeAll()
    }
  }
}

extension ExchangeSummary {
  fileprivate var json: JSONValue {
    [
      "id": .string(id), "time": .string(time.iso8601), "actor": .string(actor), "connection": .string(connection),
      "domain": .string(domain), "method": .string(method), "path": .string(target), "status": JSONValue(status),
      "duration_ms": JSONValue(milliseconds: duration.map { .seconds($0) }),
      "attempts": .number(JSONNumber(attempts)), "request_size": .number(JSONNumber(requestSize)),
      "response_size": JSONValue(responseSize), "run": JSONValue(runID), "message": JSONValue(message),
    ]
  }
}

extension KeptExchange {
  fileprivate var json: JSONValue {
    var object = summary.json
    object["url"] = .string(summary.url)
    object["request"] = ["headers": .string(requestHeaders), "body": requestBody.json]
    object["response"] = ["headers": .string(responseHeaders), "body": responseBody.json]
    object["request_cut"] = .boolean(requestBody.isCut)
    object["response_cut"] = .boolean(responseBody.isCut)
    object["timing"] = [
      "connect_ms": JSONValue(milliseconds: summary.timing.connect.map { .seconds($0) }),
      "first_byte_ms": JSONValue(milliseconds: summary.timing.firstByte.map { .seconds($0) }),
      "total_ms": JSONValue(milliseconds: summary.timing.total.map { .seconds($0) }),
    ]
    return object
  }
}

extension KeptBody {
  /// As JSON, or as a string where it is none.
  fileprivate var json: JSONValue {
    (try? JSONValue(parsing: data)) ?? .string(String(decoding: data, as: UTF8.self))
  }
}
