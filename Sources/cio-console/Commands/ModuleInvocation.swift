import Console
import CustomerIO
import Foundation
import JSONText
import Service

/// A dialog done headless: checked, shown or asked about where that is wanted, sent, and told.
struct ModuleInvocation {
  let context: Context
  let definition: ModuleDefinition
  var values: ModuleValues
  /// Reads back whether it was applied.
  var verifies = false

  init(_ inputs: FieldInputs, _ context: Context, verifies: Bool = false) {
    self.context = context
    let (policy, problems) = SettingsGlance.policy(at: context.location)
    for problem in problems { StandardError.note("\(problem)") }
    context.services.policy = policy
    definition = policy.applied(to: inputs.definition)
    values = inputs.filled
    self.verifies = verifies
  }

  /// - Parameter tell: writes the result of a call that was sent, whatever came of it.
  func run(_ tell: (Run, ReadBack?) async throws -> Void) async throws {
    let (values, connection) = try await checked()
    if let remark = definition.remark(values) { StandardError.complain(remark) }
    if context.isDryRun {
      try DryRun(try await context.services.preview(definition, values, on: connection)).write(context)
      return
    }
    try await confirm(values, on: connection)
    let (run, readBack) = try await send(values, to: connection)
    let telling: (any Error)?
    do {
      try await tell(run, readBack)
      telling = nil
    } catch { telling = error }
    if let problem = run.journalProblem { StandardError.complain("The journal could not be told: \(problem)") }
    if let problem = run.historyProblem { StandardError.complain("The history could not keep it: \(problem)") }
    if let error = run.error { StandardError.complain(ServiceError(error).text) }
    if run.exitStatus != .done { throw Ended(status: run.exitStatus) }
    if let telling { throw telling }
    if !verifies, let caution = run.caution { StandardError.note("\(caution) --verify looks whether it was applied.") }
    if let readBack, readBack.verdict != .applied {
      StandardError.complain(readBack.words)
      throw Ended(status: .failed)
    }
  }

  /// Before anything is opened: a fault of the values needs no connection.
  private func checkValues() throws {
    var values = values
    values[.connection] = .text(context.connectionName ?? Connection.environmentName)
    try definition.validate(values, now: Date())
  }

  /// The values with their connection, checked.
  func checked() async throws -> (ModuleValues, Connection) {
    try checkValues()
    let connection = try await context.connection()
    var values = values
    values[.connection] = .text(connection.name)
    return (values, connection)
  }

  private func send(_ values: ModuleValues, to connection: Connection) async throws -> (Run, ReadBack?) {
    let (services, definition, verifies) = (context.services, definition, verifies)
    return try await Interruption.shared.cancelling {
      let workspace = try await services.workspace(connection)
      let run = try await services.runner.run(definition, values, in: workspace)
      let readBack = verifies ? await services.runner.readBack(run, in: workspace) : nil
      return (run, readBack)
    }
  }

  private func confirm(_ values: ModuleValues, on connection: Connection) async throws {
    let place = "\(connection.name) (\(connection.kind.rawValue))"
    switch definition.effect {
    case .changes: return
    case .dependsOnMethod:
      guard values.text(.method) == HTTPMethod.delete.name else { return }
      try context.refuseWhenReadOnly()
      try await context.confirm("DELETE") { $0.confirms("Send DELETE \(values.text(.url)) to \(place)?") }
    case .deletes:
      try context.refuseWhenReadOnly()
      let customer = values.text(.customerID)
      try await context.confirm(definition.title) { prompt in
        let losses = try await context.services.workspace(connection).people.losses(of: customer)
        // Refused before it is sent, with their names.
        if losses.holders.count > 1 { return true }
        if let reason = losses.couldNotCheck {
          StandardError.note("What will be lost could not be read: \(reason)")
        } else {
          StandardError.note("Lost with \(customer) on \(place), for good: \(losses.text).")
        }
        return prompt.ask("Type \(customer) to delete: ") == customer
      }
    }
  }
}

/// The requests of a dry run, exactly as they would be sent.
struct DryRun {
  private let requests: [PreparedRequest]

  init(_ requests: [PreparedRequest]) { self.requests = requests }

  func write(_ context: Context) throws {
    switch context.format ?? .preferred(at: context.output) {
    case .table:
      let text = requests.map(\.description).joined(separator: "\n\n")
      try context.output.write(TableText.visible(text) + "\n")
    case let format:
      let columns: [Report.Column] = ["method", "url", "headers", "body"]
      try Report.list(requests.map(\.json), columns: columns).write(as: format, to: context.output)
    }
  }
}

extension PreparedRequest {
  /// Headers as an object of lists; a body of JSON as it is, any other as text.
  var json: JSONValue {
    let text = body.map { String(decoding: $0, as: UTF8.self) }
    return [
      "method": .string(method.name), "url": .string(url), "headers": headers.json,
      "body": body.flatMap { try? JSONValue(parsing: $0) } ?? JSONValue(text),
    ]
  }
}

extension [NameValue] {
  /// `{"content-type": ["application/json"]}`: names in lower case, in the order received.
  var json: JSONValue {
    var members: [JSONMember] = []
    for header in self {
      let name = header.name.lowercased()
      let value = JSONValue.string(header.value)
      if let index = members.firstIndex(where: { $0.key == name }) {
        members[index].value = .array((members[index].value.arrayValue ?? []) + [value])
      } else {
        members.append(JSONMember(key: name, value: [value]))
      }
    }
    return .object(members)
  }
}
