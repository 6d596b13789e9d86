import ArgumentParser
import Foundation
import JSONText
import Service

/// How saved requests come in and go out.
extension CollectionCommand {
  struct Save: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "save", abstract: "Saves a request, or puts one in the place of the saved one of that name.",
      discussion: """
        What is saved is not sent, and {{name}} in it stays a variable.

        Example: cio-console collection save "People/Attributes" GET "/v1/customers/{{customer_id}}/attributes" --domain app
        """)

    @Argument(help: ArgumentHelp("COLLECTION/REQUEST.", valueName: "name")) var name: String
    @Argument(.method, of: .apiCall) var method: String?
    @Argument(.url, of: .apiCall) var url: String?
    @Option(.domain, of: .apiCall) var domain: String?
    @Option(.headers, of: .apiCall, help: "May be repeated.") var headers: [String] = []
    @Option(.query, of: .apiCall, help: "May be repeated.") var query: [String] = []
    @Option(.body, of: .apiCall) var body: String?
    @Flag(.noHistory, of: .apiCall) var noHistory = false
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      guard let slash = name.firstIndex(of: "/") else { throw Failure("Write COLLECTION/REQUEST.", status: .usage) }
      var inputs = FieldInputs(.definition(.apiCall))
      try inputs.take(.method, method?.uppercased())
      try inputs.take(.url, url)
      try inputs.take(.domain, domain)
      try inputs.take(.headers, headers)
      try inputs.take(.query, query)
      try inputs.take(.body, body)
      inputs.take(.noHistory, isOn: noHistory)
      let request: SavedRequest
      do throws(FieldProblem) {
        if inputs.values.isEmpty(.url) { throw FieldProblem(.url, "A path is needed, such as /v1/segments.") }
        request = try SavedRequest(name: String(name[name.index(after: slash)...]), values: inputs.values)
      } catch { throw Service.ValidationError([error]) }
      let context = Context(global)
      let (collections, collection) = (context.services.collections, String(name[..<slash]))
      try collections.check(request, in: collection)
      guard try context.makesChange("save \(request.method.name) \(request.path) as \(name)") else { return }
      let saved = try await collections.save(request, in: collection)
      StandardError.note("Saved in \(saved.file.path).")
    }
  }

  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import",
      abstract: "Saves requests of a curl command, a Postman collection or an OpenAPI document (JSON or YAML).",
      discussion: """
        Secrets are dropped, and whatever else is left out is told. The routes of an OpenAPI document also go into the \
        catalogue, over the built-in ones. With --dry-run nothing is saved.

        Example: cio-console collection import journeys.postman_collection.json --into Journeys
        """)

    @Argument(help: ArgumentHelp("The file; - is standard input.", valueName: "file")) var file: String
    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("The collection. Default: the title of what is imported.", valueName: "collection"))
    var into: String?
    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("The folder of a new collection. Default: your own.", valueName: "folder"))
    var folder: String?
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let context = Context(global)
      if !context.isDryRun { try context.refuseWhenReadOnly() }
      let text = try ValueReader().text(file == "-" ? "-" : "@\(file)", of: "FILE")
      let addresses = try? await context.connection().addresses
      let imported: ImportedRequests
      do throws(ImportError) { imported = try RequestImport.read(text, addresses: addresses) } catch {
        throw Failure("\(file): \(error.reason)", status: .usage)
      }
      for note in imported.notes { StandardError.note(note) }
      let name = into ?? imported.collectionName
      if !context.isDryRun { try await save(imported, name, context) }
      let rows = imported.requests.map { request -> JSONValue in
        [
          "collection": .string(name), "name": .string(request.name), "domain": .string(request.domain.rawValue),
          "method": .string(request.method.name), "path": .string(request.path),
        ]
      }
      try context.write(.list(rows, columns: ["collection", "name", "domain", "method", "path"]))
    }

    private func save(_ imported: ImportedRequests, _ name: String, _ context: Context) async throws {
      if !imported.requests.isEmpty {
        let place = folder.map { URL(filePath: $0, directoryHint: .isDirectory) }
        let saved = try await context.services.collections.save(
          imported.requests, variables: imported.variables, in: name, folder: place)
        StandardError.note("Saved in \(saved.file.path).")
      }
      if !imported.endpoints.isEmpty {
        try await context.services.catalogue.add(imported.endpoints)
        StandardError.note("\(imported.endpoints.count.formatted()) routes are in the catalogue.")
      }
    }
  }

  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "Writes a saved request for another program.",
      discussion: """
        Keys stand in it as environment variables. Variables are replaced by their values for the connection, where they \
        have one.

        Example: cio-console collection export "People/Attributes of one" --to curl
        """)

    @Argument(help: ArgumentHelp("COLLECTION/REQUEST.", valueName: "name")) var name: String
    @Option(
      parsing: .unconditional,
      help: ArgumentHelp(
        "One of \(RequestExport.allCases.map(\.rawValue).joined(separator: ", ")). Default: curl.", valueName: "program"
      ))
    var to: String?
    @Option(
      parsing: .unconditionalSingleValue,
      help: ArgumentHelp("The value of a variable; may be repeated.", valueName: "name=value"))
    var variable: [String] = []
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      guard let form = RequestExport(rawValue: to ?? "curl") else {
        let known = RequestExport.allCases.map(\.rawValue).joined(separator: ", ")
        throw Failure.option("--to", "Choose one of \(known).")
      }
      let context = Context(global)
      let (_, request) = try await context.services.collections.request(name)
      let saved = try await SavedCall(context, collection: name, variables: variable, set: nil)
      var call = request
      let values = saved.replaced
      if let replaced = try? SavedRequest(name: request.name, values: values) { call = replaced }
      for missing in VariableValues.names(in: values) { StandardError.note("The variable \(missing) has no value.") }
      var connection = try? await context.connection()
      // Where the demo listens is known only once it does.
      if connection?.source == .demo { connection = try await context.workspace().connection }
      let text = form.text(of: call, on: connection)
      try context.output.write(context.output.isTerminal ? TableText.visible(text) : text)
      if !text.hasSuffix("\n") { try context.output.write("\n") }
    }
  }
}
