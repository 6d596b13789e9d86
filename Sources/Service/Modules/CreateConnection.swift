import CustomerIO
import Foundation

extension ModuleDefinition {
  static let createConnection = ModuleDefinition(
    id: .createConnection,
    title: "Create a connection",
    summary: "Names the keys of a workspace.",
    command: ["connection", "add"],
    submitTitle: "Save connection",
    effect: .changes,
    fields: [
      Field(
        .connectionName, "Connection name", .text(maximumBytes: 100), mandatory: true, placeholder: "such as acme",
        help: "What you call it. Shown wherever a connection is chosen."),
      Field(
        .siteID, "Site ID", .text(maximumBytes: 200), mandatory: true,
        help: "In Customer.io: Integrations › API › Track API keys."),
      Field(
        .apiKey, "Secret API Key", .secret, mandatory: true, unless: .secretCommand,
        help: "The Track API key beside the Site ID. Kept in the vault."),
      Field(
        .appAPIKey, "App API Key", .secret, advanced: true,
        help: "Reads people and segments. In Customer.io: Integrations › API › App API keys."),
      Field(
        .pipelinesKey, "Pipelines Write Key", .secret, advanced: true,
        help: "Needed only for calls to the Pipelines API: a source's write key."),
      Field(
        .region, "Region",
        .select(
          [
            Choice("detect", "detect", note: "asks Customer.io"), Choice("us", "US"), Choice("eu", "EU"),
            Choice("custom", "custom addresses", note: "a sandbox, a proxy"),
          ], allowsOther: false),
        advanced: true, default: { .text("detect") },
        help: "Where the workspace's data is kept. Detect asks Customer.io."),
      address(.trackURL, "Track URL", of: .track),
      address(.appURL, "App URL", of: .app),
      address(.betaURL, "Beta URL", of: .beta),
      address(.pipelinesURL, "Pipelines URL", of: .pipelines),
      Field(
        .kind, "Kind",
        .select(
          ConnectionKind.allCases.map { Choice($0.rawValue, $0.rawValue, note: $0.note) }, allowsOther: false),
        advanced: true, default: { .text("") }, placeholder: "production, or sandbox on loopback",
        help: "Production is marked on every screen and asks before each change."),
      Field(
        .secretCommand, "Secret command", .text(maximumBytes: 1000), advanced: true,
        placeholder: "such as pass show cio/prod",
        help: "A program that prints the keys, in place of the vault. See README, Secrets."),
    ],
    target: { $0.text(.connectionName) },
    check: { values in
      var problems: [FieldProblem] = []
      if values.text(.siteID).contains(where: { $0 == ":" || $0.isWhitespace }) {
        problems.append(FieldProblem(.siteID, "A Site ID holds letters and digits only. Was something else pasted?"))
      }
      if !values.isEmpty(.secretCommand) {
        if ProgramWords.split(values.text(.secretCommand))?.isEmpty ?? true {
          problems.append(FieldProblem(.secretCommand, "A quote is open at its end. Close it."))
        }
        for key in [FieldKey.apiKey, .appAPIKey, .pipelinesKey] where !values.isEmpty(key) {
          problems.append(FieldProblem(key, "The Secret command gives the keys. Leave this one empty, or that."))
        }
      }
      let addresses: [FieldKey] = [.trackURL, .appURL, .betaURL, .pipelinesURL]
      for key in addresses where !values.isEmpty(key) {
        do { _ = try Addresses.normalized(values.text(key)) } catch { problems.append(FieldProblem(key, "\(error).")) }
      }
      return problems + CustomAddresses.problems(in: values)
    },
    plan: { _, _ throws(PlanError) in [.region()] })

  private static func address(_ key: FieldKey, _ label: String, of domain: Domain) -> Field {
    Field(
      key, label, .text(maximumBytes: 500), advanced: true, placeholder: "such as http://127.0.0.1:8080",
      help: "Stands for the \(domain.title) where the region is custom. Empty: not called.")
  }
}

/// Addresses of one's own: those that the keys are for must be given, for none falls back to Customer.io's.
enum CustomAddresses {
  static func problems(in values: ModuleValues) -> [FieldProblem] {
    let all: [FieldKey] = [.trackURL, .appURL, .betaURL, .pipelinesURL]
    guard values.text(.region) == "custom" || !all.allSatisfy(values.isEmpty) else { return [] }
    var needed: [(FieldKey, Domain)] = [(.trackURL, .track)]
    if !values.isEmpty(.appAPIKey) { needed.append((.appURL, .app)) }
    if !values.isEmpty(.pipelinesKey) { needed.append((.pipelinesURL, .pipelines)) }
    return needed.filter { values.isEmpty($0.0) }.map { FieldProblem($0.0, problem($0.1)) }
  }

  static func problem(_ domain: Domain) -> String {
    "With custom addresses the \(domain.title) needs one too: Customer.io's own is never called in its place."
  }
}
