import ArgumentParser
import Foundation
import JSONText
import Service
import Store

/// `journal …`
struct JournalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal", abstract: "What was done, by whom, to whom, with what result.",
    subcommands: [List.self, Show.self, JournalSettle.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the runs, newest last.")

    @Option(
      parsing: .unconditional, help: ArgumentHelp("How many of the newest ones. Default: 200.", valueName: "number"))
    var limit: String?
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      guard let limit = Int(limit ?? "200"), limit > 0 else {
        throw Failure.option("--limit", "A whole number above 0 is needed.")
      }
      let context = Context(global)
      let entries = try await context.services.journal.recent(limit: limit)
      let keys = [
        "id", "time", "actor", "origin", "connection", "kind", "module", "target", "outcome", "status", "duration_ms",
        "message", "reason",
      ]
      try context.write(.list(entries.reversed().map(\.summaryJSON), columns: Self.columns(for: entries), keys: keys))
    }

    /// At a terminal an identifier is as short as `journal show` needs it, and times go without milliseconds.
    private static func columns(for entries: [JournalEntry]) -> [Report.Column] {
      let length = JournalEntry.prefixLength(of: entries.map(\.id))
      return [
        Report.Column("time", "time UTC", isWhole: true) { String($0.prefix(19)).replacing("T", with: " ") },
        Report.Column("actor", priority: 80), Report.Column("connection", priority: 50),
        Report.Column("module", isWhole: true),
        Report.Column("target"), Report.Column("outcome", isWhole: true), Report.Column("status", priority: 60),
        Report.Column("id", isWhole: true) { String($0.prefix(length)) },
      ]
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Shows a run: what was asked, sent and answered.")

    @Argument(help: ArgumentHelp("The run's identifier, or its beginning.", valueName: "id")) var id: String
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let context = Context(global)
      try context.write(.record(try await context.services.journal.entry(id).json))
    }
  }
}

extension JournalEntry {
  /// How many characters tell the identifiers apart; never fewer than those of their time.
  fileprivate static func prefixLength(of ids: [String]) -> Int {
    let sorted = ids.sorted()
    let common = zip(sorted, sorted.dropFirst()).map { $0.commonPrefix(with: $1).count }.max() ?? 0
    return max(10, common + 1)
  }

  /// The whole run.
  fileprivate var json: JSONValue {
    var object = summaryJSON
    object["summary"] = .string(summary)
    object["changes"] = .boolean(changes)
    object["values"] = Self.parsed(values)
    object["requests"] = .array(requests.map(\.json))
    object["response"] = response?.json ?? .null
    object["before"] = before.map(Self.parsed) ?? .null
    object["after"] = after.map(Self.parsed) ?? .null
    object["sent_at"] = JSONValue(sentAt?.iso8601)
    object["finished_at"] = JSONValue(finishedAt?.iso8601)
    return object
  }

  fileprivate static func parsed(_ text: String) -> JSONValue { (try? JSONValue(parsing: text)) ?? .string(text) }
}

extension JournalRequest {
  fileprivate var json: JSONValue {
    [
      "method": .string(method), "url": .string(url), "headers": JSONValue(headers),
      "body": body.map(JournalEntry.parsed) ?? .null, "body_cut": .boolean(isBodyCut), "status": JSONValue(status),
      "attempts": .number(JSONNumber(attempts)), "sent_at": JSONValue(sentAt?.iso8601),
      "duration_ms": JSONValue(milliseconds: duration.map { .seconds($0) }),
    ]
  }
}

extension JournalResponse {
  fileprivate var json: JSONValue {
    [
      "headers": .string(headers), "body": JournalEntry.parsed(String(decoding: body, as: UTF8.self)),
      "size": .number(JSONNumber(size)), "body_cut": .boolean(isCut),
    ]
  }
}
