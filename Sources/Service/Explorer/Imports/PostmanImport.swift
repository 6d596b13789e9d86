import CustomerIO
import JSONText

/// Reads a Postman collection: folders become parts of the names, variables come along, scripts and secrets do not.
struct PostmanImport {
  private let hosts: KnownHosts
  private var imported = ImportedRequests()
  private var renamed: [String: String] = [:]

  private static let maximumDepth = 50

  static func read(_ collection: JSONValue, _ hosts: KnownHosts) throws(ImportError) -> ImportedRequests {
    var reader = PostmanImport(hosts: hosts)
    reader.imported.title = collection["info"]?["name"]?.stringValue ?? ""
    reader.readVariables(collection["variable"])
    if collection["auth"]?["type"]?.stringValue != nil { reader.noteAuthorization() }
    try reader.readItems(collection["item"], folder: "", depth: 0)
    return reader.imported
  }

  private init(hosts: KnownHosts) { self.hosts = hosts }

  private mutating func noteAuthorization() {
    imported.note("Authorization was dropped: it is a secret, and the connection's own is sent.")
  }

  private mutating func readVariables(_ list: JSONValue?) {
    for variable in list?.arrayValue ?? [] {
      guard let name = variable["key"]?.stringValue ?? variable["id"]?.stringValue, !name.isEmpty,
        let value = variable["value"].flatMap(TOMLFile.scalarText)
      else { continue }
      let own = ImportedParts.variableName(name)
      if own != name { renamed[name] = own }
      if ImportedParts.isSecret(name), !value.isEmpty, !value.contains("{{") {
        imported.note("The value of the variable \(name) was dropped: by its name it is a secret.")
      } else {
        imported.variables[own] = value
      }
    }
  }

  private mutating func readItems(_ items: JSONValue?, folder: String, depth: Int) throws(ImportError) {
    guard depth < Self.maximumDepth else {
      return imported.note("Folders more than \(Self.maximumDepth) levels deep were left out.")
    }
    for item in items?.arrayValue ?? [] {
      let name = item["name"]?.stringValue ?? "Request"
      let full = folder.isEmpty ? name : "\(folder) / \(name)"
      if item["item"]?.arrayValue != nil {
        try readItems(item["item"], folder: full, depth: depth + 1)
      } else if let request = item["request"] {
        if item["event"]?.arrayValue?.isEmpty == false { imported.note("Scripts were left out.") }
        if let saved = read(request, name: full) { try imported.add(saved) }
      }
    }
  }

  private mutating func read(_ request: JSONValue, name: String) -> SavedRequest? {
    // A request may be written as its URL alone.
    let url = request["url"] ?? request
    let methodName = request["method"]?.stringValue?.uppercased() ?? "GET"
    guard let method = HTTPMethod(rawValue: methodName) else {
      imported.note("\(name) was left out: its method is \(methodName.prefix(20)).")
      return nil
    }
    if request["auth"]?["type"]?.stringValue.map({ $0 != "noauth" }) == true { noteAuthorization() }
    let raw = text(url["raw"]?.stringValue ?? url.stringValue ?? Self.raw(url))
    guard let (domain, target) = place(raw, method) else {
      imported.note("\(name) was left out: \(KnownHosts.authority(raw).prefix(80)) is no host of Customer.io.")
      return nil
    }
    var (path, query) = ImportedParts.split(target)
    if let rows = url["query"]?.arrayValue {
      path = String(path.prefix { $0 != "?" })
      query = pairs(rows)
    }
    path = withPathVariables(path, url["variable"])
    let headers = ImportedParts.headers(pairs(request["header"]?.arrayValue ?? []), &imported)
    let (body, type) = body(request["body"], name)
    let isTyped = headers.contains { $0.name.lowercased() == "content-type" }
    let note = request["description"]?.stringValue ?? request["description"]?["content"]?.stringValue ?? ""
    return SavedRequest(
      name: name, domain: domain, method: method, path: path, query: query,
      headers: headers + (isTyped ? [] : type.map { [NameValue("Content-Type", $0)] } ?? []),
      body: method == .get ? "" : body, note: String(note.prefix(2_000)))
  }

  /// Variables under the names that they have here.
  private mutating func text(_ text: String) -> String {
    guard text.contains("{{") else { return text }
    if text.contains("{{$") { imported.note("Values that Postman makes up, such as {{$guid}}, stay as text.") }
    var result = text
    for (name, own) in renamed { result = result.replacing("{{\(name)}}", with: "{{\(own)}}") }
    return result
  }

  private mutating func pairs(_ rows: [JSONValue]) -> [NameValue] {
    rows.compactMap { row in
      guard row["disabled"]?.boolValue != true, let key = row["key"]?.stringValue, !key.isEmpty else { return nil }
      return NameValue(text(key), text(row["value"].flatMap(TOMLFile.scalarText) ?? ""))
    }
  }

  /// The domain by the host; by the path, where the host is a variable.
  private func place(_ raw: String, _ method: HTTPMethod) -> (Domain, String)? {
    var url = raw
    for _ in 0..<5 {
      guard url.hasPrefix("{{"), let end = url.range(of: "}}") else { break }
      let name = String(url[url.index(url.startIndex, offsetBy: 2)..<end.lowerBound])
      guard let value = imported.variables[name] else { break }
      url = value + url[end.upperBound...]
    }
    if let known = hosts.split(url) { return (known.domain, known.path) }
    guard url.hasPrefix("{{"), let end = url.range(of: "}}") else { return nil }
    let path = String(url[end.upperBound...])
    let template = path.prefix { $0 != "?" }.replacing("{{", with: "x").replacing("}}", with: "x")
    guard path.hasPrefix("/"), let endpoint = EndpointCatalogue.match(method, String(template)) else { return nil }
    return (endpoint.domain, path)
  }

  private static func raw(_ url: JSONValue) -> String {
    func joined(_ value: JSONValue?, _ separator: String) -> String {
      value?.stringValue
        ?? (value?.arrayValue ?? []).compactMap { $0.stringValue ?? $0["value"]?.stringValue }
        .joined(separator: separator)
    }
    return "\(url["protocol"]?.stringValue ?? "https")://\(joined(url["host"], "."))/\(joined(url["path"], "/"))"
  }

  /// `/customers/:id` has a variable of ours in place of Postman's.
  private mutating func withPathVariables(_ path: String, _ list: JSONValue?) -> String {
    for variable in list?.arrayValue ?? [] {
      guard let name = variable["key"]?.stringValue, let value = variable["value"].flatMap(TOMLFile.scalarText),
        !value.isEmpty, !value.contains("{{"), !ImportedParts.isSecret(name)
      else { continue }
      let own = ImportedParts.variableName(name)
      if imported.variables[own] == nil { imported.variables[own] = value }
    }
    return path.split(separator: "/", omittingEmptySubsequences: false).map { segment in
      guard segment.hasPrefix(":"), segment.count > 1 else { return String(segment) }
      return "{{\(ImportedParts.variableName(String(segment.dropFirst())))}}"
    }.joined(separator: "/")
  }

  private mutating func body(_ body: JSONValue?, _ name: String) -> (text: String, type: String?) {
    guard let body, body["disabled"]?.boolValue != true else { return ("", nil) }
    switch body["mode"]?.stringValue {
    case "raw": return (text(body["raw"]?.stringValue ?? ""), nil)
    case "urlencoded":
      let rows = pairs(body["urlencoded"]?.arrayValue ?? [])
      let form = rows.map { "\(PercentEncoding.component($0.name))=\(encoded($0.value))" }.joined(separator: "&")
      return (form, "application/x-www-form-urlencoded")
    case nil, "none": return ("", nil)
    case let mode?:
      imported.note("The body of \(name) was left out: its kind is \(mode.prefix(40)).")
      return ("", nil)
    }
  }

  private func encoded(_ text: String) -> String {
    VariableText(text).pieces.map { piece in
      switch piece {
      case .text(let text): PercentEncoding.component(text)
      case .variable(let name): "{{\(name)}}"
      }
    }.joined()
  }
}
