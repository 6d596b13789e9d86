import Foundation

/// Adds a connection's address, headers and signature to requests.
struct RequestPreparer: Sendable {
  private let origins: [Domain: Result<Origin, AddressError>]
  private let authorizations: [Domain: Authorization]
  private let siteID: String

  init(addresses: Addresses, credentials: Credentials, allowsPlainHTTP: Bool = false) {
    siteID = credentials.siteID
    var origins: [Domain: Result<Origin, AddressError>] = [:]
    var authorizations: [Domain: Authorization] = [:]
    for domain in Domain.allCases {
      origins[domain] = Result { () throws(AddressError) in
        let address = try Addresses.normalized(addresses[domain], allowsPlainHTTP: allowsPlainHTTP)
        return try Origin(address)
      }
      authorizations[domain] = Authorization(domain: domain, credentials: credentials)
    }
    self.origins = origins
    self.authorizations = authorizations
  }

  /// The places that the connection's keys may travel to.
  var ownOrigins: Set<Origin> {
    Set(origins.values.compactMap { try? $0.get() })
  }

  func prepare(_ request: APIRequest) throws(APIError) -> SignedRequest {
    let origin: Origin
    switch origins[request.domain] {
    case .success(let found): origin = found
    case .failure(.empty): throw APIError(kind: .missingAddress(request.domain), domain: request.domain)
    case .failure(let error):
      throw APIError(kind: .invalidRequest, domain: request.domain, detail: "\(error)")
    case nil:
      throw APIError(kind: .invalidRequest, domain: request.domain, detail: "\(AddressError.empty)")
    }
    let authorization = authorizations[request.domain]
    if request.needsCredentials, authorization == nil {
      throw APIError(kind: .missingCredential(request.domain), domain: request.domain)
    }
    let headers = Self.headers(of: request, origin: origin)
    return SignedRequest(
      method: request.method, origin: origin, target: request.target, headers: headers, body: request.body,
      authorization: request.needsCredentials ? authorization : nil, ownOrigins: ownOrigins)
  }

  /// All but Authorization and Content-Length, in the order of sending.
  private static func headers(of request: APIRequest, origin: Origin) -> [NameValue] {
    let given = Set(request.headers.map { $0.name.lowercased() })
    var headers = [NameValue("Host", origin.authority)]
    for standard in standardHeaders where !given.contains(standard.name.lowercased()) { headers.append(standard) }
    return headers + request.headers
  }

  private static let standardHeaders = [
    NameValue("User-Agent", "cio-console"), NameValue("Accept", "application/json"),
    NameValue("Accept-Encoding", "gzip"),
  ]
}

/// A request with its address and its key, ready for the transport. Shown to nobody: ``preview`` is for people.
struct SignedRequest: Sendable, CustomStringConvertible {
  let method: HTTPMethod
  var origin: Origin
  /// Path and query as in the request line.
  var target: String
  var headers: [NameValue]
  let body: Data?
  let authorization: Authorization?
  let ownOrigins: Set<Origin>

  var url: String { origin.text + target }

  /// Keys go to the connection's own addresses and to Customer.io, and nowhere else.
  func mayGo(to other: Origin) -> Bool { ownOrigins.contains(other) || other.isCustomerIO }

  /// In the order in which everything is sent, the key masked.
  var preview: PreparedRequest {
    var shown = headers
    if let authorization { shown.append(NameValue("Authorization", authorization.maskedValue)) }
    let length = body?.count ?? 0
    if length > 0 || method == .post || method == .put || method == .patch {
      shown.append(NameValue("Content-Length", String(length)))
    }
    return PreparedRequest(method: method, url: url, headers: shown, body: body)
  }

  var description: String { "\(method.name) \(url)" }
}
