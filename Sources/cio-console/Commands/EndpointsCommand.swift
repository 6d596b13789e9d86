import ArgumentParser
import CustomerIO
import JSONText

/// `endpoints [WORDS]`
struct EndpointsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "endpoints", abstract: "Lists the routes of Customer.io's API, or those that hold every word.",
    discussion: "Example: cio-console endpoints track segments")

  @Argument(help: "Words that a route must hold: of its domain, group, method, path or summary.") var words: [String] =
    []
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let context = Context(global)
    let (endpoints, problems) = await context.services.catalogue.read()
    for problem in problems { StandardError.complain("\(problem)") }
    let found = EndpointCatalogue.search(words.joined(separator: " "), in: endpoints)
    let keys = [
      "domain", "group", "method", "path", "summary", "reads", "query", "takes_body", "rate", "credential", "override",
    ]
    try context.write(.list(found.map(\.json), columns: ["domain", "method", "path", "summary"], keys: keys))
  }
}

extension Endpoint {
  fileprivate var json: JSONValue {
    [
      "domain": .string(domain.rawValue), "group": .string(group), "method": .string(method.name),
      "path": .string(path), "summary": .string(summary), "reads": .boolean(reads),
      "query": .array(query.map { ["name": .string($0.name), "mandatory": .boolean($0.isMandatory)] }),
      "takes_body": .boolean(takesBody), "rate": .string(rate), "credential": .string(credential.rawValue),
      "override": .boolean(isOverride),
    ]
  }
}
