import ArgumentParser
import Foundation
import JSONText
import Service

/// `collection …`: saved requests.
struct CollectionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "collection", abstract: "Saved requests, in files that a team can share.",
    discussion: "They lie in collections of the configuration folder, and in the folders of CIO_CONSOLE_COLLECTIONS.",
    subcommands: [List.self, Show.self, Save.self, Import.self, Export.self, Remove.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists every saved request.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let context = Context(global)
      let collections = await context.services.collections.all()
      for problem in await context.services.collections.problems() { StandardError.complain("\(problem)") }
      let rows = collections.flatMap { collection in collection.requests.map { $0.summaryJSON(in: collection) } }
      let columns: [Report.Column] = ["collection", "name", "domain", "method", "path"]
      try context.write(.list(rows, columns: columns, keys: columns.map(\.key) + ["file"]))
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Shows a saved request, or all of a collection.")

    @Argument(help: ArgumentHelp("COLLECTION or COLLECTION/REQUEST.", valueName: "name")) var name: String
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let context = Context(global)
      let collections = context.services.collections
      if name.contains("/") {
        let (collection, request) = try await collections.request(name)
        return try context.write(.record(request.json(in: collection)))
      }
      let collection = try await collections.collection(name)
      for problem in collection.problems { StandardError.complain("\(problem)") }
      try context.write(
        .list(
          collection.requests.map { $0.json(in: collection) }, columns: ["name", "domain", "method", "path", "note"],
          keys: [
            "collection", "name", "domain", "method", "path", "file", "note", "query", "headers", "body", "variables",
            "history",
          ]))
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "remove", abstract: "Removes a saved request, or a whole collection.",
      discussion: "Asks before it does; in scripts, --yes is the answer.")

    @Argument(help: ArgumentHelp("COLLECTION or COLLECTION/REQUEST.", valueName: "name")) var name: String
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let context = Context(global)
      let collections = context.services.collections
      if name.contains("/") {
        _ = try await collections.request(name)
      } else {
        _ = try await collections.collection(name)
      }
      guard try context.makesChange("remove \(name)") else { return }
      try await context.confirm("Removing \(name)") { $0.confirms("Remove \(name)?") }
      if let slash = name.firstIndex(of: "/") {
        try await collections.remove(String(name[name.index(after: slash)...]), from: String(name[..<slash]))
      } else {
        try await collections.removeCollection(name)
      }
    }
  }
}

extension SavedRequest {
  fileprivate func summaryJSON(in collection: RequestCollection) -> JSONValue {
    [
      "collection": .string(collection.name), "name": .string(name), "domain": .string(domain.rawValue),
      "method": .string(method.name), "path": .string(path), "file": .string(collection.file.path),
    ]
  }

  fileprivate func json(in collection: RequestCollection) -> JSONValue {
    var object = summaryJSON(in: collection)
    object["note"] = .string(note)
    object["query"] = query.json
    object["headers"] = headers.json
    object["body"] = (try? JSONValue(parsing: body)) ?? .string(body)
    object["variables"] = .array(VariableValues.names(in: values).map(JSONValue.string))
    object["history"] = .boolean(isKept)
    return object
  }
}
