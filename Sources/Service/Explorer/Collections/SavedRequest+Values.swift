import CustomerIO

extension SavedRequest {
  /// From what was typed into the *Make an API call* dialog. Variables stay as they are.
  public init(name: String, values: ModuleValues) throws(FieldProblem) {
    guard let domain = Domain(rawValue: values.text(.domain)) else {
      throw FieldProblem(.domain, "Choose one of \(Domain.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    guard let method = HTTPMethod(rawValue: values.text(.method)) else {
      throw FieldProblem(.method, "Choose GET, POST, PUT, PATCH or DELETE.")
    }
    let headers = values.pairs(.headers).map { NameValue($0.name, $0.value) }
    if let secret = headers.first(where: { SecretHeaders.contains($0.name) }) {
      throw FieldProblem(.headers, "\(secret.name) is a secret, and is never saved. Remove it.")
    }
    self.init(
      name: name, domain: domain, method: method, path: values.text(.url),
      query: values.pairs(.query).map { NameValue($0.name, $0.value) }, headers: headers, body: values.text(.body),
      isKept: !values.isOn(.noHistory))
  }

  /// For the *Make an API call* dialog: all of its fields but the connection and the reason.
  public var values: ModuleValues {
    ModuleValues([
      .domain: .text(domain.rawValue), .method: .text(method.name), .url: .text(path),
      .query: .pairs(query.map { Pair(name: $0.name, value: $0.value) }),
      .headers: .pairs(headers.map { Pair(name: $0.name, value: $0.value) }), .body: .text(body),
      .noHistory: .toggle(!isKept),
    ])
  }
}
