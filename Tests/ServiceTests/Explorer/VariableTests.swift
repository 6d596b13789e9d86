import CustomerIO
import Foundation
import Store
import Testing

@testable import Service

@Suite("Variables in requests") struct VariableTests {
  private func values(
    _ url: String, query: [Pair] = [], headers: [Pair] = [], body: String = "", method: String = "POST"
  ) -> ModuleValues {
    ModuleValues([
      .connection: .text("c"), .domain: .text("app"), .method: .text(method), .url: .text(url), .query: .pairs(query),
      .headers: .pairs(headers), .body: .text(body),
    ])
  }

  @Test("In a path a value is one segment, whatever it holds") func path() {
    let variables = VariableValues(["customer_id": "a/b ?#%é"])
    let (result, problems) = variables.substituted(values("/v1/customers/{{ customer_id }}/x?q={{customer_id}}"))
    #expect(result.text(.url) == "/v1/customers/a%2Fb%20%3F%23%25%C3%A9/x?q=a%2Fb%20%3F%23%25%C3%A9")
    #expect(problems.isEmpty)
  }

  @Test("A value of two dots is refused by the dialog's own check") func dots() {
    let variables = VariableValues(["id": ".."])
    let problems = ModuleDefinition.definition(.apiCall).problems(
      in: values("/v1/customers/{{id}}/attributes", method: "GET"), variables: variables, now: Date())
    #expect(problems.map(\.key) == [.url])
  }

  @Test("In query and headers a value stands as it is, in a JSON string it is escaped, elsewhere in the body not")
  func places() {
    let variables = VariableValues(["v": "a \"b\"\n\\", "n": "3", "list": "[1,2]"])
    let (result, problems) = variables.substituted(
      values(
        "/x", query: [Pair(name: "q", value: "{{v}}")], headers: [Pair(name: "X", value: "<{{n}}>")],
        body: #"{"text": "say \"{{v}}\"", "n": {{n}}, "list": {{list}}, "{{n}}": 1}"#))
    #expect(result.pairs(.query) == [Pair(name: "q", value: "a \"b\"\n\\")])
    #expect(result.pairs(.headers) == [Pair(name: "X", value: "<3>")])
    #expect(
      result.text(.body)
        == #"{"text": "say \"a \"b\"\n\\\"", "n": 3, "list": [1,2], "3": 1}"#)
    #expect(problems.isEmpty)
    #expect(VariableValues(["v": "a&b"]).substituted(values("/x", body: "q={{v}}")).values.text(.body) == "q=a&b")
  }

  @Test("A variable without a value is a problem of its field, with the nearest name") func undefined() {
    let variables = VariableValues(["customer_id": "ada", "segment": "7"])
    let (result, problems) = variables.substituted(
      values("/v1/customers/{{custmer_id}}", body: #"{"a": "{{nothing_like_it}}"}"#))
    #expect(problems.map(\.key) == [.url, .body])
    #expect(problems[0].message.hasPrefix("There is no variable custmer_id. Did you mean customer_id?"))
    #expect(!problems[1].message.contains("mean"))
    #expect(result.text(.url) == "/v1/customers/{{custmer_id}}")
    let all = ModuleDefinition.definition(.apiCall).problems(
      in: values("/{{x}}", headers: [Pair(name: "Host", value: "h")]), variables: variables, now: Date())
    #expect(all.map(\.key) == [.url, .headers])
  }

  @Test("Liquid and escaped names are text") func liquid() {
    let body = #"{"html": "Hi {{customer.first_name}} {{ event.total | money }} {{!content}} {{{x}}} {{"#
    let (result, problems) = VariableValues(["x": "1"]).substituted(values("/x", body: body))
    #expect(
      result.text(.body) == #"{"html": "Hi {{customer.first_name}} {{ event.total | money }} {{content}} {1} {{"#)
    #expect(problems.isEmpty)
  }

  @Test("Names are listed once, in order") func names() {
    #expect(
      VariableValues.names(
        in: values("/{{b}}/{{a}}", query: [Pair(name: "{{c}}", value: "{{b}}")], body: "{{d}}{{!e}}")) == [
          "b", "a", "d", "c",
        ])
  }

  @Test("A connection has its own set over the default one, and what was given over both") func sets() async throws {
    let home = try Home()
    try home.write(
      """
      [sets.default]
      customer_id = "ada"
      segment = 7
      "bad name" = 1
      [sets.shop]
      customer_id = "42"
      [sets.Acme]
      segment = 8
      [connections]
      "Shop EU" = "shop"
      """, to: "variables.toml")
    let variables = Variables(location: home.location, environment: [:])
    func values(_ name: String, _ given: [String: String] = [:]) async -> VariableValues {
      await variables.values(for: .named(name), overrides: given)
    }
    #expect(await values("Shop EU").values == ["customer_id": "42", "segment": "7"])
    #expect(await values("Shop EU").set == "shop")
    #expect(await values("Acme").values == ["customer_id": "ada", "segment": "8"])
    #expect(await values("Other", ["segment": "9"]).values == ["customer_id": "ada", "segment": "9"])
    let (sets, problems) = await variables.sets()
    #expect(sets.map(\.name) == ["Acme", "default", "shop"])
    #expect(problems.map(\.line) == [4])
  }

  @Test("A value is changed in place, added and taken away") func editing() async throws {
    let home = try Home()
    let variables = Variables(location: home.location, environment: [:])
    try await variables.set("ada", for: "customer_id", in: "default")
    #expect(try home.read("variables.toml") == "[sets.default]\ncustomer_id = \"ada\"\n")
    try home.write(
      "# mine\n[sets.default]\ncustomer_id = \"ada\" # she\n\n[sets.\"My shop\"]\nx = 1", to: "variables.toml")
    try await variables.set("bob", for: "customer_id", in: "default")
    try await variables.set("7", for: "segment", in: "default")
    try await variables.set("2", for: "y", in: "My shop")
    try await variables.set(nil, for: "x", in: "My shop")
    #expect(
      try home.read("variables.toml")
        == "# mine\n[sets.default]\ncustomer_id = \"bob\"\nsegment = \"7\"\n\n[sets.\"My shop\"]\ny = \"2\"\n")
    await #expect(throws: ServiceError.self) { try await variables.set("1", for: "no name", in: "default") }
  }

  @Test("A connection is given a set, and another one in its place") func uses() async throws {
    let home = try Home()
    let variables = Variables(location: home.location, environment: [:])
    try await variables.set("42", for: "customer_id", in: "shop")
    try await variables.use("shop", for: "Acme production")
    #expect(await variables.values(for: .named("Acme production")).values == ["customer_id": "42"])
    try await variables.use("other", for: "Acme production")
    try await variables.use("shop", for: "Acme")
    #expect(
      try home.read("variables.toml")
        == "[sets.shop]\ncustomer_id = \"42\"\n\n[connections]\n\"Acme production\" = \"other\"\nAcme = \"shop\"\n")
    #expect(await variables.values(for: .named("Acme production")).set == "other")
    await #expect(throws: ServiceError.self) { try await variables.use("", for: "Acme") }
  }
}

extension Connection {
  static func named(_ name: String) -> Connection {
    Connection(
      id: name, name: name, siteID: "s", region: .eu, addresses: Addresses(region: .eu), kind: .production,
      source: .saved, isDefault: false, hasAppAPIKey: true, hasPipelinesKey: false, revision: 1)
  }
}
