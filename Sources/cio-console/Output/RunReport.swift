import Foundation
import JSONText
import Service
import Store

/// What came of a dialog: the journal's entry, the answer, and whether it was applied.
struct RunReport {
  let report: Report

  init(_ run: Run, _ readBack: ReadBack?) {
    var object = run.entry.summaryJSON
    object["outcome"] = .string(run.outcome.rawValue)
    let eventID = run.values.text(.eventID)
    if !eventID.isEmpty { object["event_id"] = .string(eventID) }
    object["requests"] = .number(JSONNumber(run.exchanges.count))
    object["body"] = run.bundle.map(\.bodyJSON) ?? .null
    if let readBack { object["verified"] = readBack.json }
    report = .record(object, lines: Self.lines(run, readBack))
  }

  private static func lines(_ run: Run, _ readBack: ReadBack?) -> [(label: String, text: String)] {
    var lines = [
      (label: "Outcome", text: words(of: run)), (label: "Target", text: run.entry.target),
      (label: "Connection", text: run.connection.name), (label: "Journal", text: run.entry.id),
    ]
    let eventID = run.values.text(.eventID)
    if !eventID.isEmpty { lines.append((label: "Event ID", text: eventID)) }
    if let readBack { lines.append((label: "Read back", text: readBack.words)) }
    return lines
  }

  private static func words(of run: Run) -> String {
    let status = run.entry.status.map { " (\($0))" } ?? ""
    let time = run.bundle.map { " in \($0.duration.shortText)" } ?? ""
    // Track's 200 says that the call was received, not that it was applied.
    return (run.outcome == .done ? "accepted" : run.outcome.rawValue) + status + time
  }
}

extension ReadBack {
  fileprivate var json: JSONValue {
    [
      "applied": verdict == .couldNotLook ? .null : .boolean(verdict == .applied),
      "after_ms": JSONValue(milliseconds: after), "words": .string(words),
    ]
  }
}

extension JournalEntry {
  /// What a list shows of a run.
  var summaryJSON: JSONValue {
    [
      "id": .string(id), "time": .string(time.iso8601), "actor": .string(actor), "origin": JSONValue(origin),
      "connection": .string(connection), "kind": .string(connectionKind), "module": .string(module),
      "target": .string(target), "outcome": .string(outcome.rawValue), "status": JSONValue(status),
      "duration_ms": JSONValue(milliseconds: duration.map { .seconds($0) }), "message": JSONValue(message),
      "reason": JSONValue(note),
    ]
  }
}

extension Date {
  /// `2026-03-01T09:30:00.123Z`
  var iso8601: String { formatted(.iso8601.year().month().day().time(includingFractionalSeconds: true)) + "Z" }
}
