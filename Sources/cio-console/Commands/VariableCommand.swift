import ArgumentParser
import JSONText
import Service

/// `variable …`: what `{{name}}` stands for in saved requests.
struct VariableCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "variable", abstract: "What {{name}} stands for in saved requests.",
    subcommands: [List.self, Set.self, Remove.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Lists the variables of every set.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let context = Context(global)
      let (sets, problems) = await context.services.variables.sets()
      for problem in problems { StandardError.complain("\(problem)") }
      let rows = sets.flatMap { set in
        set.values.sorted { $0.key < $1.key }.map { variable -> JSONValue in
          [
            "set": .string(set.name), "name": .string(variable.key), "value": .string(variable.value),
            "file": .string(set.file),
          ]
        }
      }
      try context.write(.list(rows, columns: ["set", "name", "value", "file"]))
    }
  }

  struct Set: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "set", abstract: "Gives a variable a value in your own file.")

    @Argument(help: ArgumentHelp("A letter, then letters, digits and _.", valueName: "name")) var name: String
    @Argument(help: ArgumentHelp("Its value.", valueName: "value")) var value: String
    @Option(
      parsing: .unconditional, help: ArgumentHelp("The set. Default: default, for every connection.", valueName: "set"))
    var set: String?
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let (context, set) = (Context(global), set ?? Variables.defaultSet)
      try Variables.check(name, in: set)
      guard try context.makesChange("set \(name) to \(value) in the set \(set)") else { return }
      try await context.services.variables.set(value, for: name, in: set)
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "remove", abstract: "Takes a variable out of a set of your own file.")

    @Argument(help: ArgumentHelp("The variable.", valueName: "name")) var name: String
    @Option(parsing: .unconditional, help: ArgumentHelp("The set. Default: default.", valueName: "set"))
    var set: String?
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let (context, set) = (Context(global), set ?? Variables.defaultSet)
      let variables = context.services.variables
      try await variables.checkOwn(name, in: set)
      guard try context.makesChange("remove \(name) from the set \(set)") else { return }
      try await variables.set(nil, for: name, in: set)
    }
  }
}
