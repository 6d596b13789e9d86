import Foundation
import JSONText

/// A call of the App API together with how its answer is read.
public struct AppQuery<Answer: Sendable>: Sendable {
  public var request: APIRequest
  private let read: @Sendable (JSONValue) -> Answer?

  public init(_ request: APIRequest, read: @escaping @Sendable (JSONValue) -> Answer?) {
    self.request = request
    self.read = read
  }

  /// Reads an answer that reports no failure.
  public func decode(_ exchange: Exchange) throws(APIError) -> Answer {
    let json: JSONValue
    do {
      let data = try exchange.body.data()
      json = data.isEmpty ? [:] : try JSONValue(parsing: data)
    } catch let error as JSONSyntaxError {
      throw .unreadable(exchange, domain: request.domain, "its JSON is broken at \(error)")
    } catch {
      throw .unreadable(exchange, domain: request.domain, "it can't be read from disk")
    }
    guard let answer = read(json) else {
      throw .unreadable(exchange, domain: request.domain, "it is not of the shape that this route answers")
    }
    return answer
  }
}

extension AppQuery {
  /// An answer that is a list under a key.
  static func list<Item>(_ request: APIRequest, _ key: String) -> AppQuery where Answer == Page<Item> {
    AppQuery(request) { json in
      guard json[key]?.arrayValue != nil else { return nil }
      return Page(items: json.records(key), next: json.text("next"), raw: json)
    }
  }

  /// An answer that is one thing, under a key or bare.
  static func one(_ request: APIRequest, _ key: String? = nil) -> AppQuery where Answer: APIRecord {
    AppQuery(request) { json in
      guard let key else { return Answer(json) }
      return json[key].flatMap(Answer.init)
    }
  }

  /// The same list from another place on; an empty token is the beginning.
  public func starting(at token: String?, limit: Int? = nil) -> AppQuery {
    var copy = self
    copy.request.query.removeAll { $0.name == "start" || (limit != nil && $0.name == "limit") }
    if let limit { copy.request.query.append(NameValue("limit", String(limit))) }
    if let token, !token.isEmpty { copy.request.query.append(NameValue("start", token)) }
    return copy
  }
}

/// An answer that says nothing but that it worked.
public struct Acknowledgement: APIRecord {
  public let raw: JSONValue

  public init?(_ json: JSONValue) {
    raw = json
  }
}

extension APIRequest {
  /// A call of the App API that only reads.
  static func reading(
    _ path: String, query: [NameValue?] = [], body: JSONValue? = nil, needsCredentials: Bool = true
  ) -> APIRequest {
    APIRequest(
      domain: .app, method: body == nil ? .get : .post, path: path, query: query.compactMap { $0 },
      headers: body == nil ? [] : [.json], body: body.map { Data($0.compactText.utf8) }, repeatable: true,
      changes: false, needsCredentials: needsCredentials)
  }

  /// A call of the App API that changes something. PUT and DELETE may be repeated, POST may not.
  static func changing(
    _ method: HTTPMethod, _ path: String, query: [NameValue?] = [], body: JSONValue? = nil
  ) -> APIRequest {
    APIRequest(
      domain: .app, method: method, path: path, query: query.compactMap { $0 },
      headers: body == nil ? [] : [.json], body: body.map { Data($0.compactText.utf8) },
      repeatable: method == .put || method == .delete, changes: true)
  }
}

extension NameValue {
  /// nil where there is no value.
  static func optional(_ name: String, _ value: String?) -> NameValue? {
    value.flatMap { $0.isEmpty ? nil : NameValue(name, $0) }
  }

  static func optional(_ name: String, _ value: Int?) -> NameValue? {
    value.map { NameValue(name, String($0)) }
  }
}
