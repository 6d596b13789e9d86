import CustomerIO
import JSONText

/// Reads an OpenAPI 3 document: every operation becomes a request with its parameters as variables, and a route of the
/// catalogue.
struct OpenAPIImport {
  private let references: OpenAPIReferences
  private var document: JSONValue { references.document }
  private let hosts: KnownHosts
  private var imported = ImportedRequests()

  static func read(_ document: JSONValue, _ hosts: KnownHosts) throws(ImportError) -> ImportedRequests {
    guard let paths = document["paths"]?.objectValue, !paths.isEmpty else {
      throw ImportError("The document describes no paths.")
    }
    var reader = OpenAPIImport(document: document, hosts: hosts)
    reader.imported.title = document["info"]?["title"]?.stringValue ?? ""
    for path in paths where path.key.hasPrefix("/") {
      let item = reader.references.resolved(path.value)
      for operation in item.objectValue ?? [] {
        guard let method = HTTPMethod(rawValue: operation.key.uppercased()) else { continue }
        try reader.read(operation.value, method, path.key, item)
      }
    }
    if reader.imported.requests.isEmpty {
      let notes = reader.imported.notes
      let more = notes.count > 1 ? " So were \(notes.count - 1) more." : ""
      throw ImportError("Nothing can be imported. " + (notes.first ?? "The paths describe no operations.") + more)
    }
    return reader.imported
  }

  private init(document: JSONValue, hosts: KnownHosts) {
    references = OpenAPIReferences(document)
    self.hosts = hosts
  }

  private mutating func read(
    _ operation: JSONValue, _ method: HTTPMethod, _ template: String, _ item: JSONValue
  ) throws(ImportError) {
    guard let (domain, path) = place(template, servers(of: operation, item), method)
    else {
      let call = "\(method.name) \(template.prefix(120))"
      return imported.note(
        servers(of: operation, item).isEmpty
          ? "\(call) was left out: the document names no server for it, and it is no route of Customer.io's that is "
            + "known. Add servers to the document, such as https://api.customer.io."
          : "\(call) was left out: its server is none of Customer.io's.")
    }
    let summary = Self.line(operation["summary"]?.stringValue ?? operation["operationId"]?.stringValue ?? "")
    let parameters = parameters([item["parameters"], operation["parameters"]])
    let query = parameters.filter { $0.place == "query" }
    let headers = parameters.filter { $0.place == "header" && $0.isMandatory && !SecretHeaders.contains($0.name) }
    let content = references.resolved(operation["requestBody"])["content"]
    let known = EndpointCatalogue.match(domain: domain, method: method, path: path)
    let begun = content.flatMap { OpenAPISchema(references).body(of: $0) }
    var endpoint = Endpoint(
      domain: domain,
      group: Self.line(operation["tags"]?[0]?.stringValue ?? known?.group ?? domain.title), method: method,
      path: path,
      summary: summary.isEmpty ? known?.summary ?? "" : summary,
      query: query.map { Endpoint.Parameter(name: $0.name, isMandatory: $0.isMandatory) }, takesBody: content != nil,
      rate: known?.rate ?? "", credential: known?.credential ?? domain.credential,
      reads: known?.reads ?? (method == .get))
    endpoint.details = details(parameters, begun, beside: known)
    imported.endpoints.append(endpoint)
    let body = begun?.prettyText() ?? ""
    try imported.add(
      SavedRequest(
        name: summary.isEmpty ? "\(method.name) \(path)" : summary, domain: domain, method: method,
        path: Self.withVariables(path),
        query: query.filter(\.isMandatory).map { NameValue($0.name, "{{\(ImportedParts.variableName($0.name))}}") },
        headers: headers.map { NameValue($0.name, "{{\(ImportedParts.variableName($0.name))}}") },
        body: method == .get ? "" : body))
    for parameter in parameters where parameter.place != "header" {
      let name = ImportedParts.variableName(parameter.name)
      guard let example = parameter.example, imported.variables[name] == nil, !ImportedParts.isSecret(name) else {
        continue
      }
      imported.variables[name] = example
    }
  }

  /// The nearest that are named.
  private func servers(of operation: JSONValue, _ item: JSONValue) -> [JSONValue] {
    let places = [operation["servers"], item["servers"], document["servers"]]
    return places.lazy.compactMap { $0?.arrayValue }.first { !$0.isEmpty } ?? []
  }

  private func place(_ template: String, _ list: [JSONValue], _ method: HTTPMethod) -> (Domain, String)? {
    for server in list {
      guard var url = server["url"]?.stringValue else { continue }
      for variable in server["variables"]?.objectValue ?? [] {
        url = url.replacing("{\(variable.key)}", with: variable.value["default"]?.stringValue ?? "")
      }
      while url.hasSuffix("/") { url.removeLast() }
      if let (domain, path) = hosts.split(url + template) { return (domain, path) }
    }
    guard list.isEmpty, let known = EndpointCatalogue.match(method, template) else { return nil }
    return (known.domain, template)
  }

  private struct Parameter {
    let name: String
    let place: String
    let isMandatory: Bool
    let example: String?
    let note: ParameterNote
  }

  /// Those of the path, and those of the operation in their place.
  private func parameters(_ lists: [JSONValue?]) -> [Parameter] {
    var parameters: [Parameter] = []
    for value in lists.flatMap({ $0?.arrayValue ?? [] }) {
      let value = references.resolved(value)
      guard let name = value["name"]?.stringValue, !name.isEmpty, name.utf8.count <= 200,
        let place = value["in"]?.stringValue
      else { continue }
      let schema = OpenAPISchema(references)
      parameters.removeAll { $0.name == name && $0.place == place }
      parameters.append(
        Parameter(
          name: Self.line(name), place: place, isMandatory: value["required"]?.boolValue == true,
          example: schema.example(of: value), note: schema.note(on: value)))
    }
    return parameters
  }

  /// What the explorer offers beyond what it knows of the route by itself.
  private func details(_ parameters: [Parameter], _ body: JSONValue?, beside known: Endpoint?) -> EndpointDetails {
    var details = EndpointDetails()
    for parameter in parameters where parameter.note != ParameterNote(values: [], text: "") {
      if parameter.place == "query" { details.query[parameter.name] = parameter.note }
      // Of a route that the catalogue has, it says what a part of the path is.
      if parameter.place == "path", known == nil { details.path[parameter.name] = parameter.note }
    }
    if let text = body?.compactText, text.utf8.count <= 4_000, known?.bodySkeleton == nil { details.body = text }
    return details
  }

  private static func withVariables(_ path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).map { segment in
      guard segment.hasPrefix("{"), segment.hasSuffix("}"), segment.count > 2 else { return String(segment) }
      return "{{\(ImportedParts.variableName(String(segment.dropFirst().dropLast())))}}"
    }.joined(separator: "/")
  }

  /// One line without tabs, as a table of routes holds it.
  static func line(_ text: String) -> String {
    String(
      text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : String($0) }.joined().prefix(200))
  }
}

extension Domain {
  /// What signs its calls.
  var credential: Endpoint.Credential {
    switch self {
    case .track: .basic
    case .app, .beta: .bearer
    case .pipelines: .basicKey
    }
  }
}
