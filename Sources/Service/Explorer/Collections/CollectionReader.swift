import CustomerIO
import Foundation
import JSONText

/// Reads one collection file. What is wrong is told with its line, and the rest holds.
struct CollectionReader {
  private let file: TOMLFile
  private let outline: TOMLOutline
  private(set) var requests: [SavedRequest] = []
  private(set) var variables: [String: String] = [:]
  private(set) var problems: [FileProblem] = []
  /// The number of a request's `[[request]]` in the file, by its name.
  private(set) var places: [String: Int] = [:]

  init(_ file: TOMLFile) {
    self.file = file
    outline = TOMLOutline(file.text)
    for member in file.root.objectValue ?? [] {
      switch member.key {
      case "request": readRequests(member.value)
      case "variables": readVariables(member.value)
      default: continue
      }
    }
  }

  private mutating func readVariables(_ value: JSONValue) {
    for member in value.objectValue ?? [] {
      guard let text = TOMLFile.scalarText(member.value), VariableText.isName(member.key) else {
        problems.append(
          FileProblem(file: file.path, line: line(of: member.key), reason: VariableText.explanation(of: member.key)))
        continue
      }
      variables[member.key] = text
    }
  }

  private mutating func readRequests(_ value: JSONValue) {
    guard let elements = value.arrayValue else {
      problems.append(FileProblem(file: file.path, reason: "Write each request under a line [[request]]."))
      return
    }
    for (number, element) in elements.enumerated() {
      do throws(Fault) {
        let request = try Self.request(element)
        guard places[request.name] == nil else { throw Fault("name", "There are two requests of this name.") }
        places[request.name] = number
        requests.append(request)
      } catch {
        problems.append(FileProblem(file: file.path, line: line(of: error.key, in: number), reason: error.reason))
      }
    }
  }

  private struct Fault: Error {
    let key: String
    let reason: String

    init(_ key: String, _ reason: String) {
      self.key = key
      self.reason = reason
    }
  }

  private static func request(_ table: JSONValue) throws(Fault) -> SavedRequest {
    func text(_ key: String) throws(Fault) -> String? {
      guard let value = table[key] else { return nil }
      guard let text = value.stringValue else { throw Fault(key, "\(key) must be a text in quotes.") }
      return text
    }
    guard let name = try text("name") else { throw Fault("", "This request has no name.") }
    if let problem = SavedRequest.problem(withName: name) { throw Fault("name", problem) }
    let domains = Domain.allCases.map(\.rawValue)
    guard let domainText = try text("domain"), let domain = Domain(rawValue: domainText) else {
      throw Fault("domain", "domain must be one of \(domains.joined(separator: ", ")).")
    }
    guard let method = HTTPMethod(rawValue: try text("method")?.uppercased() ?? "GET") else {
      throw Fault("method", "method must be GET, POST, PUT, PATCH or DELETE.")
    }
    guard let path = try text("path"), !path.isEmpty else {
      throw Fault("path", "This request has no path, such as /v1/segments.")
    }
    let headers = try pairs(table["headers"], "headers", separator: ":")
    if let secret = headers.first(where: { SecretHeaders.contains($0.name) }) {
      throw Fault("headers", "\(secret.name) is a secret and has no place in a collection: it is added when sent.")
    }
    if let value = table["history"], value.boolValue == nil { throw Fault("history", "history must be true or false.") }
    return SavedRequest(
      name: name, domain: domain, method: method, path: path,
      query: try pairs(table["query"], "query", separator: "="), headers: headers, body: try text("body") ?? "",
      note: try text("note") ?? "", isKept: table["history"]?.boolValue ?? true)
  }

  /// `"NAME=VALUE"`, `["NAME", "VALUE"]`, or a table.
  private static func pairs(
    _ value: JSONValue?, _ key: String, separator: Unicode.Scalar
  ) throws(Fault) -> [NameValue] {
    switch value {
    case nil: return []
    case .object(let members)?:
      return try members.map { member throws(Fault) in
        guard let text = TOMLFile.scalarText(member.value) else { throw Fault(key, "\(member.key) must be a text.") }
        return NameValue(member.key, text)
      }
    case .array(let elements)?:
      return try elements.map { element throws(Fault) in
        if let parts = element.arrayValue, parts.count == 2, let name = parts[0].stringValue,
          let text = parts[1].stringValue
        {
          return NameValue(name, text)
        }
        guard let (name, rest) = element.stringValue?.parts(around: separator), !name.isEmpty else {
          throw Fault(key, "Each of \(key) is written \"NAME\(separator)VALUE\".")
        }
        return NameValue(name, separator == ":" ? String(rest.unicodeScalars.drop { $0 == " " }) : rest)
      }
    default: throw Fault(key, "\(key) must be a list such as [\"NAME\(separator)VALUE\"].")
    }
  }

  private func line(of key: String, in request: Int) -> Int? {
    guard let block = outline.block("request", request) else { return nil }
    let statement = outline.pair(key, in: block) ?? block.lowerBound
    return outline.statements[statement].line
  }

  private func line(of key: String) -> Int? {
    outline.statements.first { $0.kind == .pair([key]) || $0.kind == .pair(["variables", key]) }?.line
  }
}
