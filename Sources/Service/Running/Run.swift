import CustomerIO
import Foundation
import Store

/// One run of a dialog, finished: what was sent, what came back, what became of it.
public struct Run: Sendable {
  public let definition: ModuleDefinition
  public let values: ModuleValues
  public let connection: Connection
  /// As the journal has it.
  public let entry: JournalEntry
  public let outcome: Outcome
  /// The exchanges that got an answer, in order.
  public let exchanges: [Exchange]
  /// Why it did not end well.
  public let error: APIError?
  /// The answers came, and the journal could not be told: its words.
  public let journalProblem: String?
  /// The exchanges as the history names them, in order; empty where they are not kept.
  public var exchangeIDs: [String] = []
  /// Why the history could not keep them.
  public var historyProblem: String?

  /// The last answer: the bundle of the dialog's outcome panel.
  public var bundle: Exchange? { exchanges.last ?? error?.exchange }

  public var exitStatus: ExitStatus {
    switch outcome {
    case .done: .done
    case .partial: .failed
    case .refused, .failed, .unknown, .cancelled, .pending: error?.exitStatus ?? .failed
    }
  }
}

/// Why a run did not begin.
public enum RunError: Error, Sendable {
  case invalid(ValidationError)
  case refused(ServiceError)
}

extension Run {
  /// What its answer leaves open although it was accepted; nil where nothing is known to be dropped in silence.
  public var caution: String? {
    guard outcome == .done else { return nil }
    let accepted = "Accepted, as Customer.io also answers"
    switch definition.id {
    case .addToSegment: return "\(accepted) for identifiers that nobody has."
    case .deleteCustomer: return "\(accepted) where nobody has this identifier."
    case .upsertCustomer where values.isOn(.updateOnly):
      return "\(accepted) where nobody has this identifier, and nobody is created."
    case .createConnection, .trackEvent, .upsertCustomer, .apiCall: return nil
    }
  }
}
