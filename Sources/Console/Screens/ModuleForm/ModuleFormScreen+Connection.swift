import Foundation
import Service
import Terminal
import Widgets

/// Create a connection: tests the keys, saves them, and goes where the connection is wanted.
extension ModuleFormScreen {
  func saveConnection(test: Bool) {
    let values = values
    work.start("send", test ? "Testing the keys" : "Saving") { [weak self] in
      guard let self else { return }
      do throws(ServiceError) {
        let book = shell.session.services.connections
        let saved: ConnectionBook.Saved
        switch purpose {
        case .edit(let connection): saved = try await book.edit(connection, values, test: test)
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
