import CustomerIO
import Foundation
import JSONText

/// A value that a parameter of an API call can take, as it is known here.
public struct KnownValue: Hashable, Sendable {
  public let value: String
  /// The name behind it; the value itself where it has none.
  public let title: String
  public let detail: String
}

/// What completes a call: the people that this console has seen, and what the workspace lists.
extension Workspace {
  /// The lists that parameters of these names come from, where the call's own path tells no other.
  private static let lists = [
    "segment_id": "/v1/segments", "campaign_id": "/v1/campaigns", "broadcast_id": "/v1/broadcasts",
    "newsletter_id": "/v1/newsletters", "transactional_id": "/v1/transactional", "collection_id": "/v1/collections",
    "sender_id": "/v1/sender_identities", "export_id": "/v1/exports", "webhook_id": "/v1/reporting_webhooks",
    "object_type_id": "/v1/object_types", "snippet_name": "/v1/snippets",
  ]

  /// What a parameter can be, the likeliest first. People come from this console's own memory; nothing is asked for them.
  ///
  /// - Parameters:
  ///   - parameter: its name, as in `segment_id`.
  ///   - path: the call's path as far as it is filled in: a part further right depends on those before it.
  /// - Returns: at most 500; none where nothing is known.
  public func knownValues(
    of parameter: String, in endpoint: Endpoint, path: String
  ) async throws(ServiceError) -> [KnownValue] {
    switch parameter {
    case "customer_id", "identifier": return try await people.seen(matching: "", limit: 100).map(KnownValue.init(_:))
    case "email", "email_address":
      return try await people.seen(matching: "", limit: 100).compactMap(KnownValue.init(emailOf:))
    default: break
    }
    guard let list = endpoint.list(of: parameter, path: path) ?? Self.lists[parameter] else { return [] }
    guard connection.hasAppAPIKey else { throw .missingAppKey(of: connection) }
    do {
      let exchange = try await client.perform(.raw(domain: .app, method: .get, path: list))
      guard let json = try? JSONValue(parsing: exchange.body.data()) else { return [] }
      return KnownValue.list(in: json, isNamed: parameter.hasSuffix("_name"))
    } catch let error as APIError { throw ServiceError(error) } catch { return [] }
  }
}

extension Endpoint {
  /// The path of the list that a variable part is chosen from: the route's own path up to it, where the catalogue has
  /// such a route and everything before it is filled in.
  fileprivate func list(of parameter: String, path: String) -> String? {
    guard domain == .app || domain == .beta, let values = pathValues(in: path),
      let part = self.path.firstRange(of: "/{\(parameter)}")
    else { return nil }
    let template = self.path[..<part.lowerBound]
    guard EndpointCatalogue.all.contains(where: { $0.domain == .app && $0.method == .get && $0.path == template })
    else {
      return nil
    }
    var list = String(template)
    for (name, value) in values where list.contains("{\(name)}") {
      guard !value.isEmpty, let endpoint = EndpointCatalogue.all.first(where: { $0.path == template }) else {
        return nil
      }
      list = endpoint.path(list, setting: name, to: value)
    }
    return list
  }
}

extension KnownValue {
  init(_ person: PersonSummary) {
    let identifier = person.customerID ?? person.email ?? person.cioID.map { "cio_" + $0 } ?? ""
    let names = [person.name, person.email].compactMap { $0 }.filter { $0 != identifier }
    self.init(value: identifier, title: identifier, detail: names.joined(separator: ", "))
  }

  init?(emailOf person: PersonSummary) {
    guard let email = person.email else { return nil }
    self.init(value: email, title: email, detail: person.name ?? "")
  }

  /// The records of the first list in an answer.
  static func list(in answer: JSONValue, isNamed: Bool) -> [KnownValue] {
    let members: [JSONMember] = answer.objectValue ?? []
    let records: [JSONValue] = answer.arrayValue ?? members.lazy.compactMap { $0.value.arrayValue }.first ?? []
    return records.prefix(500).compactMap { record in
      let name = ["name", "subject", "email", "description"].lazy.compactMap { record[$0]?.stringValue }.first {
        !$0.isEmpty
      }
      if isNamed { return name.map { KnownValue(value: $0, title: $0, detail: "") } }
      guard let id = record["id"].map({ $0.stringValue ?? $0.compactText }), id != "null" else { return nil }
      return KnownValue(value: id, title: name ?? id, detail: name == nil ? "" : id)
    }
  }
}
