import Foundation
import JSONText

extension APIRequest {
  /// A call to any route, from what a person typed in the *Make an API call* dialog.
  ///
  /// A query in the path comes first and stays as written; `query` is appended. What can't stand in a URL (spaces,
  /// letters beyond ASCII) is percent-encoded. A body that is valid JSON gets `Content-Type: application/json` unless a
  /// content type is given.
  public static func raw(
    domain: Domain, method: HTTPMethod, path: String, query: [NameValue] = [], headers: [NameValue] = [],
    body: Data? = nil
  ) throws(RequestError) -> APIRequest {
    let parts = try RawPath(path)
    for header in headers { try HeaderRules.check(header) }
    var headers = headers
    if let body, !body.isEmpty, !headers.contains(where: { $0.name.lowercased() == "content-type" }),
      JSONDocument(body).verdict() == .valid
    {
      headers.append(.json)
    }
    let endpoint = EndpointCatalogue.match(domain: domain, method: method, path: parts.path)
    let changes = endpoint.map { !$0.reads } ?? (method != .get)
    var request = APIRequest(
      domain: domain, method: method, path: parts.path, query: query, headers: headers, body: body,
      repeatable: Repeatability.isRepeatable(method: method, endpoint: endpoint, body: body), changes: changes,
      needsCredentials: endpoint?.credential != Endpoint.Credential.none)
    request.writtenQuery = parts.query
    return request
  }
}

extension NameValue {
  static let json = NameValue("Content-Type", "application/json")
}

/// A path as it was typed, checked and percent-encoded.
struct RawPath {
  let path: String
  let query: String?

  init(_ text: String) throws(RequestError) {
    guard !text.isEmpty else { throw .emptyPath }
    guard !text.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }) else {
      throw .controlCharacter(field: "path")
    }
    guard !text.utf8.contains(UInt8(ascii: "\\")) else { throw .backslash }
    guard !text.utf8.starts(with: "//".utf8) else { throw .otherHost }
    guard !text.utf8.contains(UInt8(ascii: "#")) else { throw .fragment }
    let mark = text.unicodeScalars.firstIndex(of: "?")
    let pathText = text[..<(mark ?? text.endIndex)]
    if pathText.utf8.first != UInt8(ascii: "/") {
      let first = pathText.prefix { $0 != "/" }
      if first.utf8.contains(UInt8(ascii: ":")) { throw .absoluteURL }
      if first.utf8.contains(UInt8(ascii: "@")) { throw .userInfo }
    }
    guard PercentEncoding.isWellFormed(text) else { throw .malformedPercent }
    for segment in pathText.split(separator: "/") {
      if PathSegment.isDotSegment(PercentEncoding.decode(segment) ?? "") { throw .dotSegment(String(segment)) }
    }
    let encoded = PercentEncoding.lenient(pathText, isQuery: false)
    path = encoded.hasPrefix("/") ? encoded : "/" + encoded
    query = mark.map { PercentEncoding.lenient(text[text.unicodeScalars.index(after: $0)...], isQuery: true) }
  }
}

/// Which headers a person may add.
enum HeaderRules {
  /// Set by the client or by the connection; given twice or changed, they would break the call or leak the key.
  private static let reserved: Set<String> = [
    "authorization", "proxy-authorization", "host", "content-length", "transfer-encoding", "connection", "upgrade",
    "te", "trailer", "keep-alive", "expect",
  ]

  static func check(_ header: NameValue) throws(RequestError) {
    guard !header.name.isEmpty, header.name.utf8.allSatisfy(isTokenByte) else {
      throw .headerName(header.name)
    }
    guard header.value.utf8.allSatisfy({ $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }) else {
      throw .headerValue(name: header.name)
    }
    guard !reserved.contains(header.name.lowercased()) else { throw .reservedHeader(header.name) }
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E, 0x5F, 0x60, 0x7C, 0x7E: true
    default: false
    }
  }
}
