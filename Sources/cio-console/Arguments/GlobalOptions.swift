import ArgumentParser
import Service

/// The options that every command takes, before or after its name.
struct GlobalOptions: ParsableArguments {
  @OptionGroup var work: WorkOptions
  @OptionGroup var result: ResultOptions

  var connection: String? { work.connection }
  var output: OutputFormat? { result.output }
}

/// How results are written.
struct ResultOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("How results are written. Default: table at a terminal, json in a pipe.", valueName: "format"))
  var output: OutputFormat?
}

/// Where a command works, in whose name, and how much it may do. Commands that touch neither Customer.io nor what is kept
/// here take these all the same, and leave them out of their help.
struct WorkOptions: ParsableArguments {
  @Option(.connection, of: .trackEvent, help: "Default: the environment's, else the saved default.")
  var connection: String?

  @Flag(help: "Work on the demo: a seeded local Customer.io with a folder of its own. Nothing to set up.")
  var demo = false

  @Flag(help: "Refuse whatever would change something.")
  var readOnly = false

  @Option(
    name: .customLong("as"), parsing: .unconditional,
    help: ArgumentHelp("Who is named in the journal.", discussion: "Default: your login.", valueName: "name"))
  var actor: String?

  @Flag(help: "Print the exact request, secrets masked, or what would be changed here, and do nothing.")
  var dryRun = false

  @Flag(help: "Answer yes where the command would ask.")
  var yes = false
}

extension GlobalOptions {
  var invocation: Invocation {
    Invocation(
      connection: work.connection, isDemo: work.demo, isReadOnly: work.readOnly, actor: work.actor,
      output: result.output, isDryRun: work.dryRun, saysYes: work.yes)
  }
}

/// How the program was called, whichever command it was.
struct Invocation: Sendable {
  var connection: String?
  var isDemo = false
  var isReadOnly = false
  var actor: String?
  var output: OutputFormat?
  var isDryRun = false
  var saysYes = false
}
