import Foundation
import Service
import Terminal
import Widgets

/// Create a connection: tests the keys, saves them, and goes where the connection is wanted.
extension ModuleFormScreen {
  /// - Parameter version: what is overwritten, where that is not the version the form was opened with.
  func saveConnection(test: Bool, over version: Connection? = nil) {
    let values = values
    work.start("send", test ? "Testing the keys" : "Saving") { [weak self] in
      guard let self else { return }
      do throws(ServiceError) {
        let book = shell.session.services.connections
        let saved: ConnectionBook.Saved
        switch purpose {
        case .edit(let connection): saved = try await book.edit(version ?? connection, values, test: test)
        case .run, .add: saved = try await book.add(values, test: test)
        }
        await connectionSaved(saved)
      } catch {
        guard !Task.isCancelled else { return }
        connectionNotSaved(error, wasTested: test)
      }
    }
  }

  private func connectionSaved(_ saved: ConnectionBook.Saved) async {
    // Keys don't stay in a form that did its work.
    isSettled = true
    shell.session.drafts.forget(definition)
    sentValues = values
    let name = saved.connection.name
    let isFirst = shell.session.connection == nil
    await shell.connectionsChanged()
    let connection = shell.session.connection(named: name) ?? saved.connection
    let words = "Saved \(name). \(saved.test?.words ?? "It was not tested.")"
    switch purpose {
    case .add(let then):
      shell.goBack()
      then(connection)
    case .edit: shell.goBack()
    case .run:
      if isFirst { shell.pinConnection(connection) }
      shell.go(to: .connections)
    }
    shell.tell(Toast(.success, words))
  }

  /// Refused keys are not saved; where nobody could be reached, saving all the same is offered.
  private func connectionNotSaved(_ error: ServiceError, wasTested: Bool) {
    if let theirs = error.changedElsewhere, case .edit(let base) = purpose { return askAbout(theirs, base: base) }
    guard wasTested, error.exitStatus == .notReached else { return show(error) }
    shell.show(
      ConfirmLayer(
        shell: shell, title: "Save it untested?",
        lines: [error.message, error.advice, "The keys can be saved all the same and tested later."]
          .filter { !$0.isEmpty }, confirmTitle: "Save untested", cancelTitle: "Don't save"
      ) { [weak self] in
        self?.saveConnection(test: false)
      })
  }

  /// Somebody else saved the connection while it was edited here: shows what they changed, and leaves the choice.
  private func askAbout(_ theirs: Connection, base: Connection) {
    let changes = ConnectionDifference.lines(from: base, to: theirs)
    let lines =
      ["Another console saved \(theirs.name) while it was edited here. Nothing of yours was saved yet."]
      + (changes.isEmpty ? ["What it changed can't be seen here: its keys, perhaps."] : ["It changed:"] + changes)
    shell.show(
      ConfirmLayer(
        shell: shell, title: "Changed elsewhere", lines: lines,
        choices: [
          Dialog.Choice(id: "edit", title: "Keep editing"), Dialog.Choice(id: "theirs", title: "Take theirs"),
          Dialog.Choice(id: "mine", title: "Save mine", isDangerous: true),
        ]
      ) { [weak self] choice in
        guard let self else { return }
        switch choice {
        case "mine": saveConnection(test: true, over: theirs)
        case "theirs":
          sentValues = values
          shell.goBack()
          shell.open(
            ModuleFormScreen(
              shell: shell, definition: definition, values: ConnectionBook.values(of: theirs), purpose: .edit(theirs),
              bringsDraft: false))
        default: break
        }
      })
  }
}

extension ConnectionTest {
  /// One sentence about what was found.
  var words: String {
    var parts: [String] = []
    switch track {
    case .good: parts.append("Track API Key accepted")
    case .refused: parts.append("Track API Key refused")
    case .notReached: parts.append("Track API not reached")
    case .absent: parts.append("no Track API Key")
    }
    switch app {
    case .good: parts.append("App API Key accepted")
    case .refused: parts.append("App API Key refused")
    case .notReached: parts.append("App API not reached")
    case .absent: parts.append("no App API Key")
    }
    if let region { parts.append("region \(region.title)") }
    return parts.joined(separator: ", ") + ", in \(duration.shortText)."
  }
}
