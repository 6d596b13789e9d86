import Foundation
import Service
import Widgets

/// What stands in the form when it opens, and what becomes of it when it is left.
extension ModuleFormScreen {
  /// Given values win over what was typed before; defaults fill the rest.
  static func startValues(
    of definition: ModuleDefinition, given: ModuleValues?, draft: ModuleValues?, purpose: Purpose, in session: Session
  ) -> ModuleValues {
    var values = given ?? ModuleValues()
    if purpose.keepsDrafts, var draft {
      // A form begins on the connection that the header names, whichever it was the last time.
      draft[.connection] = nil
      values = values.merging(draft)
    }
    values = values.filled(from: definition)
    if values.isEmpty(.connection), definition[.connection] != nil, let connection = session.connection {
      values[.connection] = .text(connection.name)
    }
    return values
  }

  /// The fields that make sense with these values: own addresses only for a region of one's own.
  static func specs(
    of definition: ModuleDefinition, _ values: ModuleValues, keepsSecrets: Bool
  ) -> [FormFieldSpec] {
    let addresses: Set<FieldKey> = [.trackURL, .appURL, .betaURL, .pipelinesURL]
    return definition.fields
      .filter { !addresses.contains($0.key) || values.text(.region) == "custom" }
      .map { field in
        var spec = FormFieldSpec(field)
        // Where the fields of addresses are shown, the keys need one.
        if field.key == .trackURL { spec.isMandatory = true }
        if keepsSecrets, field.kind.isSecret { (spec.isMandatory, spec.placeholder) = (false, "stays as it is") }
        return spec
      }
  }

  /// What is wrong with the values. Where keys are kept, an empty one is right.
  nonisolated static func problems(
    _ definition: ModuleDefinition, _ values: ModuleValues, keepsSecrets: Bool, variables: VariableValues = .none
  ) -> [FieldProblem] {
    let found =
      definition.id == .apiCall
      ? definition.problems(in: values, variables: variables, now: Date())
      : definition.problems(in: values, now: Date())
    return found.filter { problem in
      !(keepsSecrets && values.isEmpty(problem.key) && definition[problem.key]?.kind.isSecret == true)
    }
  }

  /// The values that count as nothing unsent: those last sent, or the defaults, and what the caller filled in.
  static func baseline(
    of definition: ModuleDefinition, given: ModuleValues?, purpose: Purpose, in session: Session
  ) -> ModuleValues {
    var base = given ?? ModuleValues()
    if purpose.keepsDrafts, let sent = session.drafts.lastSent(definition.id) { base = base.merging(sent) }
    return base.filled(from: definition)
  }

  func setUpTimes() {
    let times = Set(
      definition.fields.compactMap { field -> String? in
        if case .timestamp = field.kind { return field.key.rawValue }
        return nil
      })
    form.notation = { key, text in times.contains(key) ? Timestamp.otherNotation(of: text, now: Date()) : nil }
    form.resolveTime = { text in (try? Timestamp(text, now: Date()))?.unixSeconds }
  }

  func focusFirstEmpty() {
    let values = values
    if definition.id == .apiCall, focusOpenPart(of: values) { return }
    let first = definition.fields.first { !$0.isAdvanced && $0.key != .connection && values.isEmpty($0.key) }
    // Which connection it will be is not known before the store is open.
    if values.isEmpty(.connection), definition[.connection] != nil, shell.session.isOpen {
      form.focus(on: FieldKey.connection.rawValue)
    } else if let first {
      form.focus(on: first.key.rawValue)
    }
  }

  /// Goes along with the pinned connection, unless another one was chosen here.
  func followPinnedConnection() {
    guard let followed, text(of: .connection) == followed, let pinned = shell.session.connection else { return }
    self.followed = pinned.name
    form.setValue(.text(pinned.name), for: FieldKey.connection.rawValue)
    sentValues[.connection] = .text(pinned.name)
  }

  /// Hands the connections to the picker, and fills in the pinned one where none is chosen.
  func offerConnections() {
    guard definition[.connection] != nil else { return }
    let session = shell.session
    let key = FieldKey.connection.rawValue
    form.setOptions(
      session.connections.map { connection in
        FormOption(connection.name, detail: connection.note)
      }, status: session.isOpen ? .ready : .loading, for: key)
    let name = text(of: .connection)
    let isKnown = session.connections.contains { $0.name == name }
    if !isKnown, let connection = session.connection, name.isEmpty || session.isOpen {
      form.setValue(.text(connection.name), for: key)
      sentValues[.connection] = .text(connection.name)
      followed = connection.name
    }
    if session.isOpen, session.connection == nil, text(of: .connection).isEmpty { form.focus(on: key) }
  }

  /// The form as it stands now, to be read elsewhere.
  var reading: FormReading {
    FormReading(
      definition: definition, form: form, sent: sentValues, route: route, keepsSecrets: purpose.keepsSecrets,
      variables: variables)
  }

  /// The text of one field, without reading the others.
  func text(of key: FieldKey) -> String {
    guard let value = form.value(for: key.rawValue) else { return "" }
    return ModuleValues([key.rawValue: value]).text(key)
  }

  /// The connection that the form names.
  var connection: Connection? {
    guard definition[.connection] != nil else { return shell.session.connection }
    return shell.session.connection(named: text(of: .connection))
  }

  /// The connection that the form names, where one must be.
  var chosenConnection: Connection {
    get throws(ServiceError) {
      guard let connection else { throw ServiceError("Choose a connection first.", exitStatus: .usage) }
      return connection
    }
  }

  func openWorkspace(keys access: SecretAccess = .asking) async throws(ServiceError) -> Workspace {
    let connection = try chosenConnection
    if connection.id == shell.session.connection?.id { return try await shell.session.openWorkspace(keys: access) }
    return try await shell.session.services.workspace(connection, keys: access)
  }

  /// Keeps what was typed, at once in memory and after a pause on disk, so that a lost line loses nothing.
  ///
  /// - Parameter isLeaving: the form is closed: whoever opens it next reads it at once.
  func keepDraft(isLeaving: Bool = false) {
    // A form that was opened with values and only looked at leaves alone what was typed elsewhere.
    guard purpose.keepsDrafts, !isSettled, bringsDraft || hasUnsentValues else { return }
    shell.session.drafts.keep(definition, isLong: !isLeaving && form.isLong) { [self] in reading }
  }

  /// Brings back what an earlier console left unsent, once the store is open.
  func loadDraft() {
    guard purpose.keepsDrafts, bringsDraft, shell.session.isOpen, !shell.session.drafts.isLoaded(definition.id) else {
      return
    }
    work.start("draft") { [weak self] in
      guard let self, let draft = await shell.session.drafts.load(definition) else { return }
      // Whatever was typed meanwhile wins.
      guard !hasUnsentValues else { return }
      for key in draft.values.keys where key != .connection && !given.contains(key) {
        if let value = draft.values[key] { form.setValue(FormValue(value), for: key.rawValue) }
      }
      refreshSpecs()
      followURL()
      let elsewhere = bringBackConnection(of: draft.values)
      form.focus(on: draft.place)
      lookUpPersonSoon()
      shell.tell(
        Toast(.info, "Brought back what was typed here before and not sent" + (elsewhere.map { ", for \($0)." } ?? "."))
      )
      updatePreview(after: .zero)
    }
  }

  /// What was meant for one connection must not go to another: a draft has its own with it, unless one was asked for.
  ///
  /// - Returns: its name, where it is another than the one at hand.
  private func bringBackConnection(of draft: ModuleValues) -> String? {
    let name = draft.text(.connection)
    guard definition[.connection] != nil, !given.contains(.connection), shell.session.options.connectionName == nil,
      name != text(of: .connection), shell.session.connection(named: name) != nil
    else { return nil }
    followed = nil
    form.setValue(.text(name), for: FieldKey.connection.rawValue)
    sentValues[.connection] = .text(name)
    return name
  }

  func refreshSpecs() {
    form.setSpecs(withPathFields(Self.specs(of: definition, values, keepsSecrets: purpose.keepsSecrets)))
  }

  /// A form for the next one of its kind: what identifies the sending itself begins anew.
  func prepareNext() {
    for field in definition.fields where field.key == .eventID {
      if let value = field.defaultValue { form.setValue(FormValue(value), for: field.key.rawValue) }
    }
    sentValues = values
    shell.session.drafts.markSent(values, of: definition)
  }
}

extension Connection {
  /// `PRODUCTION · EU`, for lists of connections.
  var note: String {
    let kindWord = kind.isGuarded ? kind.rawValue.uppercased() : kind.rawValue
    return region == .custom ? kindWord : "\(kindWord) · \(region.title)"
  }
}
