// Works on the store given as the first argument until it is killed, and appends to the ledger given as the second
// what "Customer.io received": the judge is the test that kills it, StoreTests/TortureTests.

import Foundation
import Store

let arguments = CommandLine.arguments
guard arguments.count == 3 else {
  FileHandle.standardError.write(Data("usage: store-torture HOME LEDGER\n".utf8))
  exit(2)
}
let ledger = open(arguments[2], O_WRONLY | O_APPEND | O_CLOEXEC)
guard ledger >= 0 else { exit(1) }

do {
  let store = try Store.open(at: .standard(environment: ["CIO_CONSOLE_HOME": arguments[1]]))
  try store.journal.settleAbandoned()
  let connection = ConnectionRecord(
    name: "torture \(getpid())", siteID: "site", region: "custom", kind: "sandbox", trackURL: "http://127.0.0.1:1",
    appURL: "http://127.0.0.1:2", betaURL: "http://127.0.0.1:3", pipelinesURL: "http://127.0.0.1:4")
  var saved = try store.connections.insert(connection)
  for number in 0... {
    let draft = JournalDraft(
      actor: Actor(name: "torture"), connectionID: saved.id, connection: saved.name, connectionKind: saved.kind,
      module: "track-event", target: "person \(number)", values: #"{"number":\#(number)}"#, summary: "event",
      changes: true)
    let entry = try store.journal.begin(draft, sending: number.isMultiple(of: 2))
    if !number.isMultiple(of: 2) { try store.journal.markSent(entry.id) }
    let line = Array("\(entry.id)\n".utf8)
    guard write(ledger, line, line.count) == line.count else { exit(1) }
    let body = Data(repeating: UInt8(truncatingIfNeeded: number), count: 2000)
    try store.journal.finish(
      entry.id, outcome: .done, status: 200, response: JournalResponse(headers: "{}", body: body))
    try store.drafts.save(module: "track-event", connectionID: saved.id, values: #"{"number":\#(number)}"#)
    if number.isMultiple(of: 5) {
      saved.siteID = "site \(number)"
      saved = try store.connections.update(saved, expectedRevision: saved.revision)
      try await store.vault.set(Secret("key \(number)"), for: saved.id, .trackAPIKey)
      try store.seenPeople.remember(
        id: "person \(number)", email: nil, cioID: nil, name: nil, connectionID: saved.id)
    }
  }
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(1)
}
