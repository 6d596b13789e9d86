import Synchronization

/// What a person demands of every run beyond what its dialog does.
public struct RunPolicy: Hashable, Sendable {
  /// Whatever changes something needs a reason, which goes into the journal.
  public var requiresReason: Bool

  public init(requiresReason: Bool = false) { self.requiresReason = requiresReason }

  /// The dialog with what is demanded of it.
  public func applied(to definition: ModuleDefinition) -> ModuleDefinition {
    guard requiresReason, let reason = definition[.reason], !reason.isMandatory else { return definition }
    let isAlways = definition.effect != .dependsOnMethod
    let demanded = Field(
      reason.key, reason.label, reason.kind, mandatory: isAlways, placeholder: reason.placeholder, help: reason.help)
    let check = definition.check
    return ModuleDefinition(
      id: definition.id, title: definition.title, summary: definition.summary, command: definition.command,
      submitTitle: definition.submitTitle, effect: definition.effect,
      fields: definition.fields.map { $0.key == .reason ? demanded : $0 }, target: definition.target,
      check: { values in
        let isMissing = !isAlways && definition.changesSomething(values) && values.isEmpty(.reason)
        return check(values)
          + (isMissing ? [FieldProblem(.reason, "Reason is needed for what changes something.")] : [])
      }, plan: definition.plan, remark: definition.remark)
  }
}

/// The policy that holds at the moment, for whoever runs a dialog.
final class SharedPolicy: Sendable {
  private let held = Mutex(RunPolicy())

  var value: RunPolicy {
    get { held.withLock { $0 } }
    set { held.withLock { $0 = newValue } }
  }
}
