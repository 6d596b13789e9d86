import ArgumentParser
import Service
import Store

/// `journal settle ID`: what a person found out about a run whose answer never came.
struct JournalSettle: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settle", abstract: "Says what became of a run whose outcome is unknown.",
    discussion: "Without --outcome it says what to check at Customer.io.")

  @Argument(help: ArgumentHelp("The run's identifier, or its beginning.", valueName: "id")) var id: String
  @Option(parsing: .unconditional, help: ArgumentHelp("done, failed or partial.", valueName: "outcome"))
  var outcome: String?
  @Option(parsing: .unconditional, help: ArgumentHelp("How you know; kept with the run.", valueName: "text"))
  var note: String?
  @OptionGroup var global: GlobalOptions

  private static let outcomes: [Outcome] = [.done, .failed, .partial]

  func run() async throws {
    let context = Context(global)
    let entry = try await context.services.journal.entry(id)
    guard let outcome else {
      return StandardError.note("The outcome is \(entry.outcome.rawValue). \(RunCheck.advice(for: entry))")
    }
    guard let found = Self.outcomes.first(where: { $0.rawValue == outcome }) else {
      throw Failure.option("--outcome", "Choose one of done, failed, partial.")
    }
    guard try context.makesChange("settle the run \(entry.id) as \(found.rawValue)") else { return }
    try await context.services.journal.settle(entry, as: found, note: note ?? "")
    try context.write(.record(try await context.services.journal.entry(entry.id).summaryJSON))
  }
}
