import ArgumentParser

/// `cio-console`: alone it opens the console; its commands do the same things headless.
struct RootCommand: AsyncParsableCommand, OwnsTerminal {
  static let configuration = CommandConfiguration(
    commandName: "cio-console",
    abstract: "A terminal console for Customer.io.",
    usage: """
      cio-console [--goto ROUTE] [--theme NAME] [OPTIONS]
      cio-console COMMAND [OPTIONS]
      """,
    discussion: """
      Without a command it opens the console. The commands do the same things in scripts: results go to standard output, \
      as a table at a terminal and as JSON in a pipe, and everything else to standard error.

      Exit status: 0 done; 1 failed, or done in part; 2 usage or validation; 3 authentication; 4 refused by this \
      console; 5 refused by Customer.io; 6 not reached, or timed out; 130 interrupted.

      A first look, with nothing to set up: cio-console --demo
      """,
    version: Version.number,
    subcommands: [
      ConnectionCommand.self, EventCommand.self, CustomerCommand.self, SegmentCommand.self, APICommand.self,
      JournalCommand.self, VaultCommand.self, EndpointsCommand.self, CollectionCommand.self, HistoryCommand.self,
      VariableCommand.self,
      ViewCommand.self, ThemeCommand.self, SandboxCommand.self,
      DemoCommand.self,
    ])

  @OptionGroup(title: "Console") var console: ConsoleArguments
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await ConsoleLauncher.run(
      ConsoleRequest(route: console.route, theme: console.theme, invocation: global.invocation))
  }
}

/// How the console opens.
struct ConsoleArguments: ParsableArguments {
  @OptionGroup var opening: OpeningArguments
  @OptionGroup var looks: ThemeArguments

  var route: String? { opening.route }
  var theme: String? { looks.theme }
}

struct OpeningArguments: ParsableArguments {
  @Option(
    name: .customLong("goto"), parsing: .unconditional,
    help: ArgumentHelp(
      "The screen to open, such as people/ada@example.com or modules/track-event.", valueName: "route"))
  var route: String?
}

struct ThemeArguments: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The theme. Default: the one that fits the terminal's background.", valueName: "name"))
  var theme: String?
}
