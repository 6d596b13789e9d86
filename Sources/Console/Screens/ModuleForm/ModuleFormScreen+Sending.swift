import CustomerIO
import Foundation
import Service
import Terminal
import Widgets

/// From a valid form to an outcome: what is asked first, what is sent, what is shown after.
extension ModuleFormScreen {
  /// Whether these values change something at Customer.io.
  private var changesSomething: Bool { definition.changesSomething(values) }

  func confirmAndSend() {
    guard shell.session.isOpen else { return shell.tell(Toast(.warning, "The store is still being opened.")) }
    followURL()
    if definition.id == .createConnection { return saveConnection(test: true) }
    guard !work.isRunning("send") else { return shell.tell(Toast(.warning, "It is being sent. Esc cancels.")) }
    guard let connection else { return shell.tell(Toast(.failure, "Choose a connection first.")) }
    if changesSomething, shell.session.isReadOnly(connection) {
      let what = shell.session.isReadOnlyForGood ? "This console" : connection.name
      return shell.tell(Toast(.failure, "\(what) is read-only: nothing was sent."))
    }
    if definition.effect == .deletes { return askBeforeDeleting(on: connection) }
    let isDeletingCall = definition.effect == .dependsOnMethod && values.text(.method) == "DELETE"
    if isDeletingCall || (changesSomething && connection.kind.isGuarded) {
      return askBeforeChanging(on: connection, isDeleting: isDeletingCall)
    }
    send()
  }

  /// On a production connection, and for every DELETE: the exact request, once.
  private func askBeforeChanging(on connection: Connection, isDeleting: Bool) {
    let values = values
    work.start("ask", "Preparing the request") { [weak self] in
      guard let self else { return }
      do throws(ServiceError) {
        let requests = try await preview(values)
        guard !Task.isCancelled else { return }
        shell.show(
          ConfirmLayer(
            shell: shell, title: "\(definition.title) · \(connection.title)",
            lines: (definition.remark(values).map { [$0, ""] } ?? []) + RequestPane.summary(of: requests),
            confirmTitle: definition.submitTitle, cancelTitle: "Don't send",
            isDangerous: isDeleting
          ) { [weak self] in self?.send() })
      } catch {
        shell.tell(Toast(.failure, error.text))
      }
    }
  }

  /// Names the connection, says what will be lost, and asks for the identifier to be typed.
  private func askBeforeDeleting(on connection: Connection) {
    let identifier = values.text(.customerID)
    work.start("ask", "Looking at what would be lost") { [weak self] in
      guard let self else { return }
      do throws(ServiceError) {
        let losses = try await openWorkspace().people.losses(of: identifier)
        guard !Task.isCancelled else { return }
        if losses.holders.count > 1 { return refuse(identifier, heldBy: losses.holders) }
        shell.show(
          ConfirmLayer(
            shell: shell, title: "\(definition.title) · \(connection.title)",
            lines: DeletionText.lines(identifier, losses), mustType: identifier, guarded: "Delete"
          ) {
            [weak self] in self?.send()
          })
      } catch {
        shell.tell(Toast(.failure, error.text))
      }
    }
  }

  /// Several people answer to it: nothing is deleted until one of them is chosen.
  private func refuse(_ identifier: String, heldBy holders: [PersonSummary]) {
    let clock = shell.session.clock
    let entries = holders.map { person in
      let name = person.identifier == identifier ? "cio_" + (person.cioID ?? "") : person.identifier
      let facts = [person.name, person.createdAt.map { "created " + clock.relative($0) }].compactMap { $0 }
      return PaletteLayer.Entry(
        Widgets.Palette.Entry(id: person.id, title: name, detail: facts.joined(separator: " · "))
      ) { [weak self] in
        guard let self else { return }
        form.setValue(.text(name), for: FieldKey.customerID.rawValue)
        changed(.customerID)
        lookUpPersonSoon()
        shell.tell(Toast(.info, "Chosen: \(name). Nothing was deleted yet."))
      }
    }
    let layer = PaletteLayer(shell: shell, entries: entries, placeholder: "Which one?")
    layer.note = "\(holders.count) people hold \(identifier). Nothing is deleted until one is chosen."
    shell.show(layer)
  }

  func send() {
    let values = resolved(values)
    let arriving = arrivingAnswer()
    // What was sent stays as it was, whatever is typed meanwhile.
    work.start("send", sendingTitle) { [weak self] in
      guard let self else { return }
      let result: Result<(Run, Workspace), RunError>
      do throws(RunError) {
        let workspace: Workspace
        do throws(ServiceError) { workspace = try await openWorkspace() } catch { throw .refused(error) }
        result = .success(
          (
            try await shell.session.services.runner.run(
              definition, values, in: workspace, observer: arriving), workspace
          ))
      } catch { result = .failure(error) }
      switch result {
      case .success((let run, let workspace)): finished(run, in: workspace, arrived: takeArrived(arriving, run))
      case .failure(.invalid(let error)): show(error)
      case .failure(.refused(let error)): show(error)
      }
    }
  }

  private var sendingTitle: String {
    switch definition.id {
    case .trackEvent: "Tracking \(values.text(.eventName))"
    case .deleteCustomer: "Deleting \(values.text(.customerID))"
    case .upsertCustomer: "Saving \(values.text(.customerID))"
    case .addToSegment: "Adding \(Quantity.text(values.lines(.customerIDs).count, "person", "people"))"
    default: "Waiting for the answer"
    }
  }

  private func show(_ error: ValidationError) {
    form.setErrors(
      Dictionary(error.problems.map { ($0.key.rawValue, $0.message) }, uniquingKeysWith: { first, _ in first }))
    form.focusFirstError()
    shell.tell(Toast(.failure, "Nothing was sent."))
  }

  func show(_ error: ServiceError) {
    if let key = error.connectionField, definition[key] != nil {
      form.setErrors([key.rawValue: error.text])
      form.focusFirstError()
    }
    shell.tell(Toast(.failure, error.text))
  }

  private func finished(_ run: Run, in workspace: Workspace, arrived: AnswerView?) {
    outcome = OutcomePane(run, host: shell, arrived: arrived)
    unfinished = nil
    outcome?.budget = budgetText(of: run, in: workspace)
    showsRequest = false
    focus = .pane
    if run.entry.changes, !run.exchanges.isEmpty || run.outcome == .unknown { shell.session.noteChange() }
    if run.outcome == .done {
      prepareNext()
      if run.definition.effect == .dependsOnMethod, !run.entry.changes { return }
      outcome?.isReadingBack = true
      work.start("readBack", "Reading back") { [weak self] in
        let readBack = await self?.shell.session.services.runner.readBack(run, in: workspace)
        guard !Task.isCancelled else { return }
        if readBack?.verdict == .applied { self?.shell.session.noteChange() }
        self?.outcome?.isReadingBack = false
        self?.outcome?.readBack = readBack
      }
    }
  }
}

extension Connection {
  /// `acme · PRODUCTION`
  var title: String { "\(name) · \(kind.isGuarded ? kind.rawValue.uppercased() : kind.rawValue)" }
}

/// What the deletion dialog says.
enum DeletionText {
  static func lines(_ identifier: String, _ losses: Losses) -> [String] {
    var lines: [String] = []
    if let reason = losses.couldNotCheck {
      lines += ["\(identifier), and all their information.", "What that is could not be checked: \(reason)"]
    } else if let person = losses.holders.first {
      lines += ["\(person.line(without: identifier)), and all their information:", losses.text + "."]
    } else {
      lines.append("Nobody answers to \(identifier) at the moment.")
    }
    return lines + ["Customer.io can't bring them back."]
  }
}
