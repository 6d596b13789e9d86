import ArgumentParser
import Service

/// The fields of *Create a connection*, as `connection add` and `connection edit` take them.
struct ConnectionArguments: ParsableArguments {
  @Option(.connectionName, of: .createConnection) var name: String?
  @Option(.siteID, of: .createConnection) var siteID: String?
  @Option(.apiKey, of: .createConnection) var apiKeyFile: String?
  @Option(.appAPIKey, of: .createConnection) var appAPIKeyFile: String?
  @Option(.pipelinesKey, of: .createConnection) var pipelinesKeyFile: String?
  @Option(.secretCommand, of: .createConnection) var secretCommand: String?
  @Option(.region, of: .createConnection) var region: String?
  @Option(.trackURL, of: .createConnection) var trackURL: String?
  @Option(.appURL, of: .createConnection) var appURL: String?
  @Option(.betaURL, of: .createConnection) var betaURL: String?
  @Option(.pipelinesURL, of: .createConnection) var pipelinesURL: String?
  @Option(.kind, of: .createConnection) var kind: String?
  @Flag(help: "Save without asking Customer.io whether the keys are good.") var noTest = false

  /// - Parameter values: what stands where nothing is given.
  func inputs(startingFrom values: ModuleValues = ModuleValues()) throws -> FieldInputs {
    var inputs = FieldInputs(.definition(.createConnection), startingFrom: values)
    try inputs.take(.connectionName, name)
    try inputs.take(.siteID, siteID)
    try inputs.take(.apiKey, apiKeyFile)
    try inputs.take(.appAPIKey, appAPIKeyFile)
    try inputs.take(.pipelinesKey, pipelinesKeyFile)
    try inputs.take(.secretCommand, secretCommand)
    try inputs.take(.region, region)
    try inputs.take(.trackURL, trackURL)
    try inputs.take(.appURL, appURL)
    try inputs.take(.betaURL, betaURL)
    try inputs.take(.pipelinesURL, pipelinesURL)
    try inputs.take(.kind, kind)
    return inputs
  }
}
