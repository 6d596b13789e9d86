import CustomerIO
import Foundation

/// A module dialog, defined once: the form, the command, the journal entry and the help are all drawn from it.
///
/// To add a dialog write one definition like ``trackEvent`` and name it in ``all``.
public struct ModuleDefinition: Sendable, Identifiable {
  public let id: ModuleID
  /// The dialog's name in the Customer.io app.
  public let title: String
  /// One line: what it does.
  public let summary: String
  /// The words after `cio-console` that open it headless.
  public let command: [String]
  /// The words on the button that sends it.
  public let submitTitle: String
  public let effect: Effect
  public let fields: [Field]
  /// Whom or what the values are about, for the journal: an identifier, a segment, a path.
  let target: @Sendable (ModuleValues) -> String
  /// Faults that concern one field's meaning or several fields together; limits of a kind are checked for every field.
  let check: @Sendable (ModuleValues) -> [FieldProblem]
  /// The requests that carry the values out, in order.
  let plan: @Sendable (ModuleValues, Date) throws(PlanError) -> [APIRequest]
  /// What a person should know of values that are right and may yet do less than was meant; nil where they do what they
  /// seem to.
  public var remark: @Sendable (ModuleValues) -> String? = { _ in nil }

  /// How dangerous a module is.
  public enum Effect: Sendable {
    /// Changes something here or at Customer.io.
    case changes
    /// Can't be taken back: asks for the identifier to be typed.
    case deletes
    /// Decided by the method that is chosen.
    case dependsOnMethod
  }

  /// Whether these values change something: a GET does not, nor does a call that the catalogue marks as reading.
  public func changesSomething(_ values: ModuleValues) -> Bool {
    guard effect == .dependsOnMethod else { return true }
    guard let domain = Domain(rawValue: values.text(.domain)), let method = HTTPMethod(rawValue: values.text(.method))
    else { return values.text(.method) != HTTPMethod.get.name }
    let path = String(values.text(.url).prefix { $0 != "?" })
    return EndpointCatalogue.match(domain: domain, method: method, path: path).map { !$0.reads } ?? (method != .get)
  }

  public subscript(key: FieldKey) -> Field? { fields.first { $0.key == key } }

  public static let all: [ModuleDefinition] = [
    .createConnection, .trackEvent, .upsertCustomer, .addToSegment, .apiCall, .deleteCustomer,
  ]

  public static func definition(_ id: ModuleID) -> ModuleDefinition {
    switch id {
    case .createConnection: .createConnection
    case .trackEvent: .trackEvent
    case .upsertCustomer: .upsertCustomer
    case .addToSegment: .addToSegment
    case .apiCall: .apiCall
    case .deleteCustomer: .deleteCustomer
    }
  }
}

extension Field {
  static let connection = Field(
    .connection, "Connection", .connection, mandatory: true,
    help: "The Customer.io workspace that it is sent to.")

  /// In every dialog that changes something.
  static let reason = Field(
    .reason, "Reason", .text(maximumBytes: 500), advanced: true, placeholder: "a ticket number, say",
    help: "Why it is done. Kept in the journal, never sent.")

  static func customerID(help: String) -> Field {
    Field(.customerID, "Customer ID", .customer, mandatory: true, placeholder: "id, email or cio_…", help: help)
  }
}
