import ArgumentParser
import Foundation
import JSONText
import Service
import Store
import Terminal

/// `theme …`
struct ThemeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "theme", abstract: "Colours and styles of the console.",
    subcommands: [List.self, Show.self, Check.self])

  /// The themes inside the program and those of the person's own folder.
  static func library(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> ThemeLibrary {
    ThemeLibrary(folder: StoreLocation.standard(environment: environment).themesFolder.path(percentEncoded: false))
  }

  /// Why there is no such theme.
  static func unknown(_ name: String, in library: ThemeLibrary) -> Failure {
    let hint = library.nearest(to: name).map { " Did you mean \($0)?" } ?? " List them: cio-console theme list."
    return Failure("There is no theme \(name).\(hint)", status: .usage)
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the themes.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let library = ThemeCommand.library()
      let rows = library.entries().compactMap { entry in
        library.load(entry.name).map { Self.json(entry, $0.theme) }
      }
      try Report.list(rows, columns: ["name", "title", "appearance", "contrast", "path"]).write(global)
    }

    private static func json(_ entry: ThemeLibrary.Entry, _ theme: Theme) -> JSONValue {
      [
        "name": .string(entry.name), "title": .string(theme.title), "appearance": .string(theme.appearance.rawValue),
        "contrast": JSONNumber(theme.contrast).map(JSONValue.number) ?? .null, "path": JSONValue(entry.path),
      ]
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Prints a theme's file: a pattern for one of your own.")

    @Argument(help: "The theme.") var name: String
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let library = ThemeCommand.library()
      guard let entry = library.entries().first(where: { $0.name == name }) else {
        throw ThemeCommand.unknown(name, in: library)
      }
      let own = try entry.path.map { try ValueReader().text("@\($0)", of: name) }
      guard let text = own ?? ThemeLibrary.shippedText(name) else { throw ThemeCommand.unknown(name, in: library) }
      let output = StandardOutput()
      switch global.output {
      case nil, .table: try output.write(output.isTerminal ? TableText.visible(text) : text)
      case let format?:
        let object: JSONValue = ["name": .string(name), "path": JSONValue(entry.path), "text": .string(text)]
        try Report.record(object).write(as: format, to: output)
      }
    }
  }

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Checks a theme's file, and computes whether its text can be read.",
      discussion: "Exit status 0 when the file is sound and its contrast suffices, else 1 with the reasons.")

    @Argument(help: ArgumentHelp("The file; - is standard input.", valueName: "file")) var file: String
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let text = try ValueReader().text(file == "-" ? file : "@\(file)", of: "FILE")
      let name = URL(filePath: file).deletingPathExtension().lastPathComponent
      let (theme, problems) = ThemeFile.parse(text, name: name, file: file)
      let faults = problems.map { ["kind": "file", "reason": .string("\($0)")] as JSONValue }
      let failures = ThemeCheck.failures(of: theme).map {
        ["kind": "contrast", "reason": .string("\($0)")] as JSONValue
      }
      try Report.list(faults + failures, columns: ["kind", "reason"]).write(global)
      guard faults.isEmpty, failures.isEmpty else { throw Ended(status: .failed) }
    }
  }
}

extension Report {
  /// Writes what needs no services.
  func write(_ options: GlobalOptions) throws {
    let output = StandardOutput()
    try write(as: options.output ?? .preferred(at: output), to: output)
  }
}
