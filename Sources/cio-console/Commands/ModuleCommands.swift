import ArgumentParser
import Service

extension CommandConfiguration {
  /// The command of a dialog: its name, its words and what it needs come from the definition.
  static func dialog(_ id: ModuleID, arguments: String = "", discussion: String = "") -> CommandConfiguration {
    let definition = ModuleDefinition.definition(id)
    let needed = definition.fields
      .filter { $0.isMandatory && $0.key != .connection && ![.method, .url].contains($0.key) }
      .map { " --\($0.option) \(($0.option.split(separator: "-").last ?? "").uppercased())" }.joined()
    return CommandConfiguration(
      commandName: definition.command.last, abstract: definition.summary,
      usage: "cio-console \(definition.command.joined(separator: " "))\(arguments)\(needed) [OPTIONS]",
      discussion: discussion)
  }
}

/// `event …`
struct EventCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "event", abstract: "Events of people.", subcommands: [Track.self])

  /// *Track an event*
  struct Track: AsyncParsableCommand {
    static let configuration = CommandConfiguration.dialog(
      .trackEvent,
      discussion: "Example: cio-console event track --customer-id ada --event-name receipt --data @receipt.json")

    @Option(.customerID, of: .trackEvent) var customerID: String?
    @Option(.eventName, of: .trackEvent) var eventName: String?
    @Option(.eventType, of: .trackEvent) var eventType: String?
    @Option(.data, of: .trackEvent) var data: String?
    @Option(.timestamp, of: .trackEvent) var timestamp: String?
    @Option(.eventID, of: .trackEvent) var eventID: String?
    @Option(.reason, of: .trackEvent) var reason: String?
    @Flag(help: VerifyFlag.help) var verify = false
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      var inputs = FieldInputs(.definition(.trackEvent))
      try inputs.take(.customerID, customerID)
      try inputs.take(.eventName, eventName)
      try inputs.take(.eventType, eventType)
      try inputs.take(.data, data)
      try inputs.take(.timestamp, timestamp)
      try inputs.take(.eventID, eventID)
      try inputs.take(.reason, reason)
      try await inputs.send(global, verifies: verify)
    }
  }
}

/// `segment …`
struct SegmentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "segment", abstract: "Groups of people.",
    subcommands: [SegmentList.self, SegmentShow.self, Add.self])

  /// *Add people to a manual segment*
  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration.dialog(
      .addToSegment, discussion: "Example: cio-console segment add --segment-id 7 --customer-ids @ids.txt")

    @Option(.segmentID, of: .addToSegment) var segmentID: String?
    @Option(.customerIDs, of: .addToSegment) var customerIDs: [String] = []
    @Option(.idType, of: .addToSegment) var idType: String?
    @Option(.reason, of: .addToSegment) var reason: String?
    @Flag(help: VerifyFlag.help) var verify = false
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      var inputs = FieldInputs(.definition(.addToSegment))
      try inputs.take(.segmentID, segmentID)
      try inputs.take(.customerIDs, customerIDs)
      try inputs.take(.idType, idType)
      try inputs.take(.reason, reason)
      try await inputs.send(global, verifies: verify)
    }
  }
}

/// `customer …`
struct CustomerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "customer", abstract: "People.", subcommands: [CustomerShow.self, Upsert.self, Delete.self])

  /// *Create or update a customer*
  struct Upsert: AsyncParsableCommand {
    static let configuration = CommandConfiguration.dialog(
      .upsertCustomer,
      discussion: "Example: cio-console customer upsert --customer-id ada --attribute plan=pro --attribute seats:=3")

    @Option(.customerID, of: .upsertCustomer) var customerID: String?
    @Option(.email, of: .upsertCustomer) var email: String?
    @Option(.createdAt, of: .upsertCustomer) var createdAt: String?
    @Option(.attributes, of: .upsertCustomer) var attributes: String?
    @Option(
      parsing: .unconditionalSingleValue,
      help: ArgumentHelp(
        "One attribute; may be repeated.", discussion: "plan=pro is text, seats:=3 is JSON, plan= removes it.",
        valueName: "name=value"))
    var attribute: [String] = []
    @Flag(.updateOnly, of: .upsertCustomer) var updateOnly = false
    @Option(.reason, of: .upsertCustomer) var reason: String?
    @Flag(help: VerifyFlag.help) var verify = false
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      var inputs = FieldInputs(.definition(.upsertCustomer))
      try inputs.take(.customerID, customerID)
      try inputs.take(.email, email)
      try inputs.take(.createdAt, createdAt)
      try inputs.take(.attributes, attributes)
      try inputs.add(.attributes, pairs: attribute, of: "--attribute")
      inputs.take(.updateOnly, isOn: updateOnly)
      try inputs.take(.reason, reason)
      try await inputs.send(global, verifies: verify)
    }
  }

  /// *Delete a customer*
  struct Delete: AsyncParsableCommand {
    static let configuration = CommandConfiguration.dialog(
      .deleteCustomer, discussion: "Asks before it deletes; in scripts, --yes is the answer.")

    @Option(.customerID, of: .deleteCustomer) var customerID: String?
    @Option(.reason, of: .deleteCustomer) var reason: String?
    @Flag(help: VerifyFlag.help) var verify = false
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      var inputs = FieldInputs(.definition(.deleteCustomer))
      try inputs.take(.customerID, customerID)
      try inputs.take(.reason, reason)
      try await inputs.send(global, verifies: verify)
    }
  }
}

extension FieldInputs {
  /// Sends a dialog that changes something, and tells what came of it.
  fileprivate func send(_ global: GlobalOptions, verifies: Bool) async throws {
    let context = Context(global)
    try await ModuleInvocation(self, context, verifies: verifies).run { run, readBack in
      try context.write(RunReport(run, readBack).report)
    }
  }
}

private enum VerifyFlag {
  static let help: ArgumentHelp = "Read back afterwards whether it was applied; exit 1 where it was not."
}
