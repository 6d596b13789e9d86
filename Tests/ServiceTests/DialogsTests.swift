import Testing

@testable import Service

/// The dialogs as the Customer.io app has them: label, and whether it is mandatory and folded.
@Suite("The dialogs") struct DialogsTests {
  private static let expected: [ModuleID: [String]] = [
    .createConnection: [
      "*Connection name", "*Site ID", "*Secret API Key", "App API Key/", "Pipelines Write Key/", "Region/",
      "Track URL/",
      "App URL/", "Beta URL/", "Pipelines URL/", "Kind/", "Secret command/",
    ],
    .trackEvent: [
      "*Connection", "*Customer ID", "*Event Name", "Event Type", "Data", "Timestamp/", "Event ID/", "Reason/",
    ],
    .upsertCustomer: [
      "*Connection", "*Customer ID", "Email", "Created At", "Attributes", "Update only/", "Reason/",
    ],
    .addToSegment: ["*Connection", "*Segment ID", "*Customer IDs", "ID type/", "Reason/"],
    .apiCall: [
      "*Connection", "*Domain", "*URL", "*Method", "Headers", "Query String", "Body", "Never store/", "Reason/",
    ],
    .deleteCustomer: ["*Connection", "*Customer ID", "Reason/"],
  ]

  @Test("have exactly the fields of the module dialogs, in their order", arguments: ModuleID.allCases)
  func fields(id: ModuleID) {
    let fields = ModuleDefinition.definition(id).fields.map { field in
      (field.isMandatory ? "*" : "") + field.label + (field.isAdvanced ? "/" : "")
    }
    #expect(fields == Self.expected[id])
  }

  @Test("give every field a help that fits the status line of 80 columns") func help() {
    for definition in ModuleDefinition.all {
      for field in definition.fields {
        #expect(!field.help.isEmpty)
        #expect(field.help.count <= 78, "\(definition.title), \(field.label)")
      }
    }
  }

  @Test("make a new event identifier for each event") func eventIdentifiers() {
    let field = ModuleDefinition.trackEvent[.eventID]
    #expect(field?.defaultValue != field?.defaultValue)
  }
}
