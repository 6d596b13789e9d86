import Widgets

/// Forms as a console has them, for the tests.
enum SampleForms {
  static let event: [FormFieldSpec] = [
    FormFieldSpec(
      key: "connection", label: "Connection", help: "The workspace.", isMandatory: true,
      kind: .choice(allowsOther: false, addTitle: "Add a connection…")),
    FormFieldSpec(
      key: "customer", label: "Customer ID", help: "An id, an email or a cio_… identifier.", isMandatory: true),
    FormFieldSpec(
      key: "name", label: "Event Name", help: "The event's name, up to 100 bytes.", isMandatory: true, byteLimit: 100),
    FormFieldSpec(
      key: "type", label: "Event Type", help: "What it counts as.",
      kind: .select([FormOption("event"), FormOption("page"), FormOption("screen")], allowsOther: true)),
    FormFieldSpec(key: "data", label: "Data", help: "What the event carries.", kind: .pairsOrJSON),
    FormFieldSpec(key: "time", label: "Timestamp", help: "When it happened.", isAdvanced: true, kind: .timestamp),
    FormFieldSpec(key: "id", label: "Event ID", help: "A second event with the same one is ignored.", isAdvanced: true),
  ]

  static let eventValues: [String: FormValue] = [
    "connection": .text("acme"), "customer": .text("ada"), "name": .text("receipt"), "type": .text("event"),
    "data": .pairs([FormPair(name: "total", value: "19.90", type: .number), FormPair(name: "currency", value: "EUR")]),
    "time": .text("now"), "id": .text("01KAV3X5Q2"),
  ]

  static func trackEvent(values: [String: FormValue] = eventValues) -> Form {
    var form = Form(specs: event, submitTitle: "Track event", values: values, clock: { 1_767_225_600 })
    form.setOptions([FormOption("acme", detail: "EU, production"), FormOption("sandbox")], for: "connection")
    form.setNote(values["customer"] == nil ? nil : "Ada Lovelace, ada@example.com", for: "customer")
    return form
  }
}
