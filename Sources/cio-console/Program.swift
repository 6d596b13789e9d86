import ArgumentParser
import Foundation
import JSONQuery
import Service
import Terminal

/// A command whose screen takes the signals.
protocol OwnsTerminal {}

/// The program: from what was typed to an exit status.
@main enum Program {
  static func main() {
    CoreDumps.disable()
    // A filter's child is this program again, and nothing else of it.
    if CommandLine.arguments.dropFirst().first == JSONQuery.childArgument { JSONQuery.childMain() }
    // A reader that goes away shows in the result of writing.
    signal(SIGPIPE, SIG_IGN)
    Task { @MainActor in exit(await status(of: Array(CommandLine.arguments.dropFirst()))) }
    MainLoop.run()
  }

  @MainActor private static func status(of typed: [String]) async -> Int32 {
    do {
      if let request = ConsoleRequest(typed) {
        try await ConsoleLauncher.run(request)
      } else if let request = ViewRequest(typed) {
        try await ViewLauncher.run(request)
      } else {
        let command: any ParsableCommand
        do { command = try parse(typed) } catch let failure as Failure { throw failure } catch {
          return tell(parserError: error)
        }
        if !(command is any OwnsTerminal) { Interruption.shared.install() }
        try await run(command)
      }
      return Interruption.shared.exitStatus ?? ExitStatus.done.rawValue
    } catch {
      if RootCommand.exitCode(for: error) == .success { return tell(parserError: error) }
      let complaint = Complaint(error)
      for line in complaint.lines { StandardError.complain(line) }
      return Interruption.shared.exitStatus ?? complaint.status
    }
  }

  private static func parse(_ typed: [String]) throws -> sending any ParsableCommand {
    // What a shell asks for its completions is in a form of its own.
    let isFromShell = typed.first?.hasPrefix("---") == true
    if isFromShell { return try RootCommand.parseAsRoot(typed) }
    let rewritten = ArgumentRewriter(typed)
    let words = Array(rewritten.arguments.prefix { !$0.hasPrefix("-") })
    // The parser shows the help of the program for that of a command that isn't one.
    if let named = helped(typed), let problem = CommandWords.problem(with: named, isWhole: false) {
      throw Failure(problem, status: .usage)
    }
    do {
      let command = try RootCommand.parseAsRoot(rewritten.arguments)
      if let name = rewritten.repeated {
        throw Failure.option("--" + name, "It was given more than once, and takes one value.")
      }
      // A group alone is parsed as one that prints its help.
      if type(of: command).configuration.subcommands.isEmpty || command is RootCommand { return command }
    } catch {
      // Help that was asked for, and an option that is not known, are told by the parser.
      let isTold = RootCommand.exitCode(for: error) == .success || error is Failure
      guard !isTold, let problem = CommandWords.problem(with: words) else { throw error }
      throw Failure(problem, status: .usage)
    }
    throw Failure(CommandWords.problem(with: words) ?? "Which command is meant?", status: .usage)
  }

  /// The words of the command whose help is asked for; nil where none is.
  private static func helped(_ typed: [String]) -> [String]? {
    let words = Array(typed.prefix { !$0.hasPrefix("-") })
    if words.first == "help" { return Array(words.dropFirst()) }
    return typed.dropFirst(words.count).contains { $0 == "--help" || $0 == "-h" } ? words : nil
  }

  private static func run(_ command: sending any ParsableCommand) async throws {
    if var command = command as? any AsyncParsableCommand {
      try await command.run()
    } else {
      var command = command
      try command.run()
    }
  }

  /// Help, the version and completion scripts are results; anything else is a fault of what was typed.
  private static func tell(parserError error: any Error) -> Int32 {
    let text = RootCommand.fullMessage(for: error)
    guard RootCommand.exitCode(for: error) == .success else {
      StandardError.note(text.hasPrefix("Error: ") ? "cio-console: " + text.dropFirst(7) : text)
      return ExitStatus.usage.rawValue
    }
    try? StandardOutput().write(text + "\n")
    return ExitStatus.done.rawValue
  }
}
