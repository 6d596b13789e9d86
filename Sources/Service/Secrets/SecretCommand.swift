import Foundation
import Store

/// A program that prints the keys of a connection, such as `pass show cio/prod`.
struct SecretCommand: Sendable {
  let source: SecretSource
  let environment: [String: String]
  let prompt: (any SecretPrompt)?

  /// Asks the program for the keys that are wanted. The Track API key must come of it; others may be absent.
  func keys(_ kinds: [SecretKind]) async throws(ServiceError) -> [SecretKind: Secret] {
    var keys: [SecretKind: Secret] = [:]
    var printed: [[String]: ForegroundProgram.Printed] = [:]
    for kind in kinds {
      guard let arguments = source.arguments(for: kind) else { continue }
      // A program that prints all keys at once is asked once.
      if printed[arguments] == nil {
        do throws(ServiceError) { printed[arguments] = try await run(arguments) } catch {
          if kind == .trackAPIKey { throw error }
          continue
        }
      }
      guard let output = printed[arguments]?.output else { continue }
      keys[kind] = source.secret(kind, in: String(decoding: output, as: UTF8.self))
    }
    guard keys[.trackAPIKey] != nil || !kinds.contains(.trackAPIKey) else {
      throw failure("\(name) printed no key.", "The Track API key is its first line, or one like track-api-key: KEY.")
    }
    return keys
  }

  private func run(_ arguments: [String]) async throws(ServiceError) -> ForegroundProgram.Printed {
    let program = ForegroundProgram(arguments, environment: environment)
    let printed: ForegroundProgram.Printed?
    if let prompt {
      printed = await prompt.givingTerminal { await program.runKeepingOutput() }
    } else {
      printed = await program.runKeepingOutput()
    }
    guard let printed else {
      throw failure("\(name) could not be run.", "Is it installed? The connection's Secret command names it.")
    }
    guard printed.status == 0 else {
      throw failure(
        "\(name) gave no key: it ended with status \(printed.status).",
        "Try it in a shell: \(ProgramWords.line(arguments))")
    }
    return printed
  }

  private var name: String {
    guard case .command(let arguments) = source else { return "The command" }
    return arguments.first.map { URL(filePath: $0).lastPathComponent } ?? "The command"
  }

  private func failure(_ message: String, _ advice: String) -> ServiceError {
    ServiceError(message, advice: advice, exitStatus: .authentication, connectionField: .secretCommand)
  }
}
