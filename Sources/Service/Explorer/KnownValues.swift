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

  /// What a parameter can be, the likeliest first. People are those that this console has seen, and behind them those of
  /// the workspace's latest activities.
  ///
  /// - Parameters:
  ///   - parameter: its name, as in `segment_id`.
  ///   - path: the call's path as far as it is filled in: a part further right depends on those before it.
  ///   - routes: the catalogue, in which the lists are found.
  /// - Returns: at most 500; none where nothing is known.
  public func knownValues(
    of parameter: String, in endpoint: Endpoint, path: String, routes: [Endpoint] = EndpointCatalogue.all
  ) async throws(ServiceError) -> [KnownValue] {
    switch parameter {
    case "customer_id", "identifier": return KnownValue.unique(try await knownPeople().map(KnownValue.init(_:)))
    case "email", "email_address":
      return KnownValue.unique(try await knownPeople().compactMap(KnownValue.init(emailOf:)))
    default: break
    }
    guard let list = endpoint.list(of: parameter, path: path, in: routes) ?? Self.lists[parameter] else { return [] }
    guard connection.hasAppAPIKey else { throw .missingAppKey(of: connection) }
    do {
      let exchange = try await client.perform(.raw(domain: .app, method: .get, path: list))
      guard let json = try? JSONValue(parsing: exchange.body.data()) else { return [] }
      return KnownValue.list(in: json, isNamed: parameter.hasSuffix("_name"))
    } catch let error as APIError { throw ServiceError(error) } catch { return [] }
  }

  private func knownPeople() async throws(ServiceError) -> [PersonSummary] {
    let seen = try await seenPeople.matching("", limit: 100)
    // A console that has looked at few people has little to offer by itself.
    guard seen.count < 20, connection.hasAppAPIKey, let latest = try? await activity.page(limit: 100) else {
      return seen
    }
    return seen + latest.items.compactMap(\.person).map(PersonSummary.init)
  }
}

extension Endpoint {
  /// The path of the list that a variable part is chosen from: the route's own path up to it, where the catalogue has
  /// such a route and everything before it is filled in.
  fileprivate func list(of parameter: String, path: String, in routes: [Endpoint]) -> String? {
    guard domain == .app || domain == .beta, let values = pathValues(in: path),
      let part = self.path.firstRange(of: "/{\(parameter)}")
    else { return nil }
    let template = self.path[..<part.lowerBound]
    guard let route = routes.first(where: { $0.domain == .app && $0.method == .get && $0.path == template }) else {
      return nil
    }
    var list = String(template)
    for (name, value) in values where list.contains("{\(name)}") {
      guard !value.isEmpty else { return nil }
      list = route.path(list, setting: name, to: value)
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

  /// Each value once, the first time that it came; what has none is left out.
  static func unique(_ values: [KnownValue]) -> [KnownValue] {
    var seen: Set<String> = []
    return values.filter { !$0.value.isEmpty && seen.insert($0.value).inserted }
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
