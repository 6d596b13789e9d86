import CustomerIO
import Foundation

extension ModuleDefinition {
  static let apiCall = ModuleDefinition(
    id: .apiCall,
    title: "Make an API call",
    summary: "Sends any authorized request.",
    command: ["api"],
    submitTitle: "Send",
    effect: .dependsOnMethod,
    fields: [
      .connection,
      Field(
        .domain, "Domain",
        .select(Domain.allCases.map { Choice($0.rawValue, $0.title, note: $0.note) }, allowsOther: false),
        // The domain of the call with which the dialog is explained, and of the example that stands in the URL.
        mandatory: true, default: { .text(Domain.beta.rawValue) },
        help: "Whose API is called. Each stands for an address of the connection."),
      Field(
        .url, "URL", .text(maximumBytes: 8_000), mandatory: true, placeholder: "such as /v1/api/customers",
        help: "The path below the domain's address. It may carry a query."),
      Field(
        .method, "Method",
        .select(
          [
            Choice("GET", "GET", note: "to retrieve information"),
            Choice("POST", "POST", note: "to create a new entry"),
            Choice("PUT", "PUT", note: "to update or replace an entry"),
            Choice("PATCH", "PATCH", note: "to update a part of an entry"),
            Choice("DELETE", "DELETE", note: "to delete an entry"),
          ], allowsOther: false),
        mandatory: true, default: { .text("GET") }, help: "The HTTP method. DELETE asks before it is sent."),
      Field(
        .headers, "Headers", .pairs, default: { .pairs([]) },
        help: "Further headers. Authorization is added for you."),
      Field(
        .query, "Query String", .pairs, default: { .pairs([]) },
        help: "Parameters, encoded for you. They come after those in the URL."),
      Field(
        .body, "Body", .body, default: { .text("") },
        help: "What is sent. Valid JSON gets Content-Type: application/json."),
      Field(
        .noHistory, "Never store", .toggle, advanced: true, default: { .toggle(false) },
        help: "Keep this call out of the history, and its answer out of the journal."),
      .reason,
    ],
    target: { "\($0.text(.method)) \($0.text(.url).prefix { $0 != "?" })" },
    check: { values in
      var problems: [FieldProblem] = []
      if values.text(.method) == "GET", !values.isEmpty(.body) {
        problems.append(FieldProblem(.body, "A GET request carries no body. Clear it, or choose another method."))
      }
      do throws(PlanError) {
        if !values.isEmpty(.url) { _ = try rawRequest(values) }
      } catch {
        problems.append(error.problem)
      }
      return problems
    },
    plan: { values, _ throws(PlanError) in [try rawRequest(values)] })

  private static func rawRequest(_ values: ModuleValues) throws(PlanError) -> APIRequest {
    guard let domain = Domain(rawValue: values.text(.domain)) else {
      throw PlanError(
        FieldProblem(.domain, "Choose one of \(Domain.allCases.map(\.rawValue).joined(separator: ", "))."))
    }
    guard let method = HTTPMethod(rawValue: values.text(.method)) else {
      throw PlanError(FieldProblem(.method, "Choose GET, POST, PUT, PATCH or DELETE."))
    }
    let body = values.text(.body)
    do {
      return try APIRequest.raw(
        domain: domain, method: method, path: values.text(.url),
        query: values.pairs(.query).map { NameValue(name: $0.name, value: $0.value) },
        headers: values.pairs(.headers).map { NameValue(name: $0.name, value: $0.value) },
        body: body.isEmpty ? nil : Data(body.utf8))
    } catch {
      throw PlanError(FieldProblem(error.isAboutHeaders ? .headers : .url, "\(error)."))
    }
  }
}

extension RequestError {
  fileprivate var isAboutHeaders: Bool {
    switch self {
    case .reservedHeader, .headerName, .headerValue: true
    default: false
    }
  }
}

extension Domain {
  fileprivate var note: String {
    switch self {
    case .track: "Site ID and Secret API Key"
    case .app: "App API Key"
    case .beta: "the App API's former name; paths begin /v1/api"
    case .pipelines: "Pipelines Write Key"
    }
  }
}
