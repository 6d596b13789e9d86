import ArgumentParser
import Terminal

/// The words that were typed, followed through the tree of commands: what is missing there, or misspelt.
enum CommandWords {
  /// Why the words name no command, in a sentence; nil where they do.
  ///
  /// - Parameter isWhole: a group of commands alone is not enough.
  static func problem(with words: [String], isWhole: Bool = true) -> String? {
    var path: [String] = []
    var command: any ParsableCommand.Type = RootCommand.self
    for word in words {
      let choices = command.configuration.subcommands
      if choices.isEmpty { return nil }
      guard let next = choices.first(where: { $0.configuration.commandName == word }) else {
        return unknown(word, below: path, choices)
      }
      path.append(word)
      command = next
    }
    let choices = command.configuration.subcommands
    guard isWhole, !path.isEmpty, !choices.isEmpty else { return nil }
    let lines = choices.map {
      "  \(([name] + path + [$0.configuration.commandName ?? ""]).joined(separator: " "))  \($0.configuration.abstract)"
    }
    return "\(path.joined(separator: " ")) needs one more word:\n" + lines.joined(separator: "\n")
  }

  private static let name = "cio-console"

  private static func unknown(_ word: String, below path: [String], _ choices: [any ParsableCommand.Type]) -> String {
    let names = choices.map { $0.configuration.commandName ?? "" }
    let nearest = NearestName.of(word, among: names).map {
      "Did you mean \(([name] + path + [$0]).joined(separator: " "))?"
    }
    let whole = (path + [word]).joined(separator: " ")
    return "There is no command \(whole). \(nearest ?? "Known here: \(names.joined(separator: ", ")).")"
  }
}
