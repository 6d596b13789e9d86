import ArgumentParser
import CustomerIO
import Foundation
import Service

/// *Create a connection*: `connection add`
struct ConnectionAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration.dialog(
    .createConnection,
    discussion: """
      The keys are tested before they are saved: refused ones are not saved. Keys are never arguments: they come from a \
      file, from standard input, or are asked for at a terminal.

      Example: cio-console connection add --connection-name acme --site-id 5a4d… --api-key-file key.txt
      """)

  @OptionGroup var arguments: ConnectionArguments
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let context = Context(global)
    var values = try arguments.inputs().filled
    // Nobody is asked for a key while something else is wrong.
    let faulty = ModuleDefinition.definition(.createConnection).problems(in: values, now: Date()).map(\.key)
    if faulty == [.apiKey], values.isEmpty(.apiKey), !context.isDryRun, let prompt = Prompt() {
      values[.apiKey] = .text(prompt.askHidden("Secret API Key: ") ?? "")
    }
    let saving = ConnectionSaving(context: context, values: values, tests: !arguments.noTest)
    try await saving.save { book, tests throws(ServiceError) in try await book.add(saving.values, test: tests) }
  }
}

/// `connection edit NAME`
struct ConnectionEdit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Changes a connection: what is not given stays as it is, keys too.")

  @Argument(help: "The connection.") var name: String
  @OptionGroup var arguments: ConnectionArguments
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let context = Context(global)
    let connection = try await context.services.connections.named(name)
    let values = ConnectionBook.values(of: connection)
    let saving = ConnectionSaving(
      context: context, values: try arguments.inputs(startingFrom: values).filled, tests: !arguments.noTest,
      keepsKeys: true)
    try await saving.save { book, tests throws(ServiceError) in
      try await book.edit(connection, saving.values, test: tests)
    }
  }
}

/// Checks a connection, saves it, and tells what was saved.
struct ConnectionSaving: Sendable {
  let context: Context
  let values: ModuleValues
  let tests: Bool
  /// Keys that are not given stay what they are.
  var keepsKeys = false

  typealias Save = @Sendable (ConnectionBook, _ tests: Bool) async throws(ServiceError) -> ConnectionBook.Saved

  func save(_ save: @escaping Save) async throws {
    let problems = ModuleDefinition.definition(.createConnection).problems(in: values, now: Date())
      .filter { !(keepsKeys && $0.key == .apiKey && values.isEmpty(.apiKey)) }
    guard problems.isEmpty else { throw Service.ValidationError(problems) }
    let act = "save the connection \(values.text(.connectionName))\(tests ? ", once tested" : "")"
    guard try context.makesChange(act) else { return }
    let book = context.services.connections
    let saved: ConnectionBook.Saved
    do {
      saved = try await Interruption.shared.cancelling { try await save(book, tests) }
    } catch let error as ServiceError where tests && error.exitStatus == .notReached {
      let offer = Prompt()?.confirms("\(error.text)\nSave it untested?") ?? false
      guard offer else {
        throw ServiceError(
          "Not saved: " + error.message, advice: error.advice + " --no-test saves it untested.",
          exitStatus: error.exitStatus, apiError: error.apiError)
      }
      saved = try await save(book, false)
    }
    try context.write(.record(saved.connection.json))
  }
}
