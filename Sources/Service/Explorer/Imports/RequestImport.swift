import CustomerIO
import JSONText

/// Requests from elsewhere: a pasted `curl` command, a Postman collection (v2.0, v2.1), an OpenAPI 3 document
/// in JSON or YAML.
public enum RequestImport {
  /// Bytes that are looked at.
  public static let sizeLimit = 32_000_000

  /// Tells the kinds apart by what the text is.
  ///
  /// - Parameter addresses: of the connection, whose hosts are known beside Customer.io's own.
  public static func read(_ text: String, addresses: Addresses? = nil) throws(ImportError) -> ImportedRequests {
    guard text.utf8.count <= sizeLimit else {
      throw ImportError("Larger than \(sizeLimit / 1_000_000) MB: nothing of that size is imported.")
    }
    let hosts = KnownHosts(addresses)
    let start = text.drop { $0.isWhitespace || $0 == "$" || $0 == "\u{FEFF}" }
    if start.isEmpty { throw ImportError("There is nothing to import.") }
    if start.hasPrefix("curl"), start.dropFirst(4).first.map({ $0.isWhitespace || $0 == "\\" || $0 == "." }) != false {
      return try CurlImport.read(String(start), hosts)
    }
    let json = try document(text, start)
    if json["openapi"]?.stringValue?.hasPrefix("3") == true { return try OpenAPIImport.read(json, hosts) }
    if json["openapi"] != nil || json["swagger"] != nil {
      throw ImportError("Only OpenAPI 3 is read; this document is of another version.")
    }
    let collection = json["collection"] ?? json
    if collection["item"]?.arrayValue != nil { return try PostmanImport.read(collection, hosts) }
    throw ImportError("This is neither a Postman collection nor an OpenAPI document.")
  }

  /// What stands in the text, as JSON or as YAML.
  private static func document(_ text: String, _ start: Substring) throws(ImportError) -> JSONValue {
    if start.hasPrefix("{") || start.hasPrefix("[") {
      do throws(JSONSyntaxError) { return try JSONValue(parsing: text) } catch {
        throw ImportError(
          "Not valid JSON, line \(error.line), column \(error.column): \(error.reason)")
      }
    }
    do throws(YAMLReader.Fault) {
      let value = try YAMLReader.read(text)
      if value.objectValue != nil { return value }
    } catch {
      let names = ["openapi", "swagger", "%YAML", "---"]
      let isMeant = text.split(whereSeparator: \.isNewline).prefix(200).contains { line in
        names.contains { line.hasPrefix($0) }
      }
      if isMeant {
        throw ImportError("Not valid YAML, line \(error.line), column \(error.column): \(error.reason).")
      }
      throw ImportError(
        "Neither a curl command, nor a Postman collection or an OpenAPI document: as YAML it breaks at line "
          + "\(error.line), column \(error.column): \(error.reason).")
    }
    throw ImportError("Neither a curl command, nor a Postman collection or an OpenAPI document (JSON or YAML).")
  }
}

/// Which domain an address belongs to: Customer.io's own in every region, and those of a connection.
struct KnownHosts {
  private var domains: [String: Domain] = [:]

  init(_ addresses: Addresses?) {
    for known in Region.allCases.map(Addresses.init(region:)) + [addresses].compactMap({ $0 }) {
      for domain in Domain.allCases { domains[Self.authority(known[domain])] = domain }
    }
  }

  /// Takes an absolute URL apart: its domain and what follows the host. Nil for another host.
  func split(_ url: String) -> (domain: Domain, path: String)? {
    guard let domain = domains[Self.authority(url)] else { return nil }
    let rest = Self.rest(url)
    return (domain, rest.hasPrefix("/") ? rest : "/" + rest)
  }

  static func authority(_ url: String) -> String {
    let rest = url.range(of: "://").map { url[$0.upperBound...] } ?? url[...]
    let authority = rest.prefix { !"/?#".contains($0) }
    return (authority.split(separator: "@", omittingEmptySubsequences: false).last ?? authority).lowercased()
      .replacing(#/:(443|80)$/#, with: "")
  }

  private static func rest(_ url: String) -> String {
    let rest = url.range(of: "://").map { url[$0.upperBound...] } ?? url[...]
    return String(rest.drop { !"/?#".contains($0) })
  }
}

/// What an imported request may bring along of headers and queries.
enum ImportedParts {
  /// Set by the program or for one way of sending; of no use in a saved request.
  private static let dropped: Set<String> = [
    "host", "content-length", "connection", "transfer-encoding", "accept-encoding", "te", "trailer", "upgrade",
    "keep-alive", "expect", "postman-token", "cache-control",
  ]

  /// The headers that are kept; the others are told.
  static func headers(_ headers: [NameValue], _ imported: inout ImportedRequests) -> [NameValue] {
    headers.filter { header in
      if SecretHeaders.contains(header.name) {
        imported.note("\(header.name) was dropped: it is a secret, and the connection's own is sent.")
        return false
      }
      if dropped.contains(header.name.lowercased()) {
        imported.note("The header \(header.name) was dropped: the program sets it.")
        return false
      }
      return true
    }
  }

  /// A path apart from its query, where the query says the same as a table; else the path keeps it.
  static func split(_ path: String) -> (path: String, query: [NameValue]) {
    guard let (start, text) = path.parts(around: "?") else { return (path, []) }
    guard !text.isEmpty, !text.utf8.contains(UInt8(ascii: "+")), !text.utf8.contains(UInt8(ascii: ";")) else {
      return (path, [])
    }
    var query: [NameValue] = []
    for part in text.unicodeScalars.split(separator: "&") {
      guard let pair = String(part).parts(around: "="), !pair.before.isEmpty,
        let name = PercentEncoding.decode(pair.before[...]), let value = PercentEncoding.decode(pair.after[...])
      else { return (path, []) }
      query.append(NameValue(name, value))
    }
    return (start, query)
  }

  /// Whether a name says that its value is a secret.
  static func isSecret(_ name: String) -> Bool {
    let name = name.lowercased()
    return ["key", "token", "secret", "password", "passwd", "auth", "credential", "site_id", "siteid"].contains {
      name.contains($0)
    }
  }

  /// A name that a variable can have.
  static func variableName(_ name: String) -> String {
    let plain = name.unicodeScalars.map { scalar -> Character in
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(Character(scalar)))
      return isPlain ? Character(scalar) : "_"
    }
    let text = String(plain.prefix(100))
    return VariableText.isName(text) ? text : "v_" + text.prefix(90)
  }
}
