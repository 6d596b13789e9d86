import Foundation
import Service
import Store
import Terminal
import Widgets

/// Settles a run of which nobody knows what became of it: says what to check, and keeps what was found.
@MainActor enum RunSettling {
  private nonisolated static let outcomeKey = "outcome"
  private nonisolated static let noteKey = "note"

  /// Why a run can't be settled; nil where it can.
  static func refusal(_ entry: JournalEntry?) -> String? {
    guard let entry else { return "No run is selected." }
    return entry.outcome == .unknown
      ? nil : "Only a run whose outcome is unknown can be settled; this one is \(entry.outcome.rawValue)."
  }

  static func ask(about entry: JournalEntry, work: Work, shell: any Shell, then reload: @escaping () -> Void) {
    shell.show(
      QuestionLayer(
        shell: shell, title: "What became of it?",
        lines: [
          "\(entry.summary) · \(entry.target) · \(shell.session.clock.exact(entry.time))",
          "It was sent, and no whole answer came. " + RunCheck.advice(for: entry),
        ],
        fields: [
          FormFieldSpec(
            key: outcomeKey, label: "Outcome", help: "What you found at Customer.io.", isMandatory: true,
            kind: .select(
              [
                FormOption(Outcome.done.rawValue, title: "done", detail: "Customer.io has it"),
                FormOption(Outcome.failed.rawValue, title: "failed", detail: "Customer.io does not have it"),
                FormOption(Outcome.partial.rawValue, title: "partial", detail: "some of it arrived"),
              ], allowsOther: false)),
          FormFieldSpec(
            key: noteKey, label: "Note", help: "How you know: kept in the history with the run.", kind: .text,
            placeholder: "how you know", byteLimit: 500),
        ], submitTitle: "Settle", values: [outcomeKey: .text("")],
        validate: { $0.text(outcomeKey).isEmpty ? [outcomeKey: "Choose what you found."] : [:] }
      ) { values, layer in
        guard let outcome = Outcome(rawValue: values.text(outcomeKey)) else { return }
        layer.finish()
        work.start("settle", "Settling the run") {
          do throws(ServiceError) {
            try await shell.session.services.journal.settle(entry, as: outcome, note: values.text(noteKey))
            shell.tell(Toast(.success, "Settled as \(outcome.rawValue)."))
          } catch {
            shell.tell(Toast(.failure, error.text))
          }
          reload()
        }
      })
  }
}
