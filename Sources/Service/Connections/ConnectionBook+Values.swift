import CustomerIO
import Foundation
import Store

/// Adding and editing a connection by the values of its dialog.
extension ConnectionBook {
  /// What came of saving.
  public struct Saved: Sendable {
    public let connection: Connection
    /// Nil where no test was wanted.
    public let test: ConnectionTest?
  }

  /// Saves a new connection, after asking Customer.io whether its keys are good.
  ///
  /// Refused keys are not saved. Where Customer.io can't be reached it throws with `connectionField` nil and exit status 6;
  /// calling again with `test: false` saves untested.
  public func add(_ values: ModuleValues, test: Bool = true) async throws(ServiceError) -> Saved {
    let source = Draft.source(values)
    let draft = try Draft(values, source, previous: nil, previousKeys: try await keys(from: source, values))
    return try await save(draft, values, over: nil, test: test)
  }

  /// Saves the changed values of a connection. A secret left empty stays what it was.
  public func edit(
    _ connection: Connection, _ values: ModuleValues, test: Bool = true
  ) async throws(ServiceError) -> Saved {
    let record = try await record(of: connection)
    let source = Draft.source(values)
    var keys = try await keys(from: source, values)
    if source == .vault, record.secretSource == .vault { keys = try await secrets.credentials(of: record) }
    let draft = try Draft(values, source, previous: record, previousKeys: keys)
    return try await save(draft, values, over: connection, test: test)
  }

  /// What a program prints; nothing where the keys are typed in.
  private func keys(from source: SecretSource, _ values: ModuleValues) async throws(ServiceError) -> Credentials? {
    guard case .command = source else { return nil }
    let keys = try await secrets.keys(SecretKind.allCases, from: source)
    return Credentials(
      siteID: values.text(.siteID), trackAPIKey: keys[.trackAPIKey]?.reveal(), appAPIKey: keys[.appAPIKey]?.reveal(),
      pipelinesWriteKey: keys[.pipelinesWriteKey]?.reveal())
  }

  /// Asks Customer.io whether a connection's keys are good.
  public func test(_ connection: Connection) async throws(ServiceError) -> ConnectionTest {
    let (connection, credentials) = try await resolved(connection)
    return await ConnectionTester(addresses: connection.addresses, credentials: credentials).run()
  }

  /// The dialog's values for a connection that is edited. Keys are never given back.
  public static func values(of connection: Connection) -> ModuleValues {
    var values = ModuleValues()
    values[.connectionName] = .text(connection.name)
    values[.siteID] = .text(connection.siteID)
    values[.region] = .text(connection.region == .undetected ? "detect" : connection.region.rawValue)
    values[.kind] = .text(connection.kind.rawValue)
    if let command = connection.secretCommand { values[.secretCommand] = .text(ProgramWords.line(command)) }
    if connection.region == .custom {
      values[.trackURL] = .text(connection.addresses.track)
      values[.appURL] = .text(connection.addresses.app)
      values[.betaURL] = .text(connection.addresses.beta)
      values[.pipelinesURL] = .text(connection.addresses.pipelines)
    }
    return values
  }

  private func save(
    _ draft: Draft, _ values: ModuleValues, over previous: Connection?, test: Bool
  ) async throws(ServiceError) -> Saved {
    if try await isTaken(draft.record.name, except: previous?.id) {
      throw ServiceError(
        "There is a connection named \(draft.record.name) already.", advice: "Choose another name.",
        exitStatus: .usage, connectionField: .connectionName)
    }
    let definition = ModuleDefinition.createConnection
    let entry = try await journal.begin(
      JournalDraft(
        actor: actor, connectionID: draft.record.id, connection: draft.record.name,
        connectionKind: draft.record.kind, module: definition.id.rawValue, target: draft.record.name,
        values: values.json(of: definition).compactText,
        summary: previous == nil ? definition.title : "Edit a connection", changes: true))
    let outcome: Outcome
    let result: Result<Saved, ServiceError>
    do {
      result = .success(try await carryOut(draft, over: previous, test: test))
      outcome = .done
    } catch {
      result = .failure(error)
      outcome = error.connectionField == nil ? .failed : .refused
    }
    var failure: ServiceError?
    if case .failure(let error) = result { failure = error }
    _ = try? await journal.finish(
      entry, outcome: outcome, status: failure?.apiError?.status,
      duration: Date().timeIntervalSince(entry.time), message: failure?.message, requests: [], response: nil)
    return try result.get()
  }

  private func carryOut(
    _ draft: Draft, over previous: Connection?, test: Bool
  ) async throws(ServiceError) -> Saved {
    var draft = draft
    var result: ConnectionTest?
    if draft.detectsRegion, test {
      try await draft.detectRegion()
    } else if draft.detectsRegion {
      // Untested, the region is Customer.io's first one, until it is edited.
      draft.take(region: .us)
    }
    if test {
      let tested = await ConnectionTester(addresses: draft.addresses, credentials: draft.credentials).run()
      if let (field, error) = tested.refusal {
        let base = ServiceError(error)
        throw ServiceError(
          "Not saved: " + base.message, advice: base.advice, exitStatus: base.exitStatus, connectionField: field,
          apiError: error)
      }
      if let failure = tested.failure { throw ServiceError(failure) }
      result = tested
    }
    let connection: Connection
    if let previous {
      connection = try await update(draft.record, expectedRevision: previous.revision, draft.credentials)
    } else {
      connection = try await insert(draft.record, draft.credentials)
    }
    return Saved(connection: connection, test: result)
  }
}

/// A connection that is being saved.
private struct Draft {
  var record: ConnectionRecord
  var credentials: Credentials
  var detectsRegion: Bool

  var addresses: Addresses {
    Addresses(track: record.trackURL, app: record.appURL, beta: record.betaURL, pipelines: record.pipelinesURL)
  }

  static func source(_ values: ModuleValues) -> SecretSource {
    let words = ProgramWords.split(values.text(.secretCommand)) ?? []
    return words.isEmpty ? .vault : .command(words)
  }

  init(
    _ values: ModuleValues, _ source: SecretSource, previous: ConnectionRecord?, previousKeys: Credentials?
  ) throws(ServiceError) {
    let own: [(FieldKey, Domain)] = [
      (.trackURL, .track), (.appURL, .app), (.betaURL, .beta), (.pipelinesURL, .pipelines),
    ]
    let hasOwn = own.contains { !values.isEmpty($0.0) }
    let region = hasOwn ? "custom" : values.text(.region)
    var addresses = region == "custom" ? Addresses.none : Addresses(region: region == "eu" ? .eu : .us)
    for (key, domain) in own where !values.isEmpty(key) {
      do { addresses[domain] = try Addresses.normalized(values.text(key)) } catch {
        throw ServiceError("\(error).", exitStatus: .usage, connectionField: key)
      }
    }
    detectsRegion = region.isEmpty || region == "detect"
    let chosenKind = ConnectionKind(rawValue: values.text(.kind))
    let kind = chosenKind ?? ConnectionKind(assumedFor: addresses)
    func key(_ field: FieldKey, _ old: String?) -> String? {
      values.isEmpty(field) ? old : values.text(field)
    }
    credentials = Credentials(
      siteID: values.text(.siteID), trackAPIKey: key(.apiKey, previousKeys?.trackAPIKey),
      appAPIKey: key(.appAPIKey, previousKeys?.appAPIKey),
      pipelinesWriteKey: key(.pipelinesKey, previousKeys?.pipelinesWriteKey))
    guard credentials.trackAPIKey != nil else {
      throw ServiceError("Secret API Key is needed.", exitStatus: .usage, connectionField: .apiKey)
    }
    if region == "custom" {
      let used: [(Domain, FieldKey, Bool)] = [
        (.track, .trackURL, true), (.app, .appURL, credentials.appAPIKey != nil),
        (.pipelines, .pipelinesURL, credentials.pipelinesWriteKey != nil),
      ]
      for (domain, key, isUsed) in used where isUsed && addresses[domain].isEmpty {
        throw ServiceError(CustomAddresses.problem(domain), exitStatus: .usage, connectionField: key)
      }
    }
    let now = Date()
    record = ConnectionRecord(
      id: previous?.id ?? UUID().uuidString, name: values.text(.connectionName), siteID: values.text(.siteID),
      region: detectsRegion ? "us" : region, kind: kind.rawValue, trackURL: addresses.track, appURL: addresses.app,
      betaURL: addresses.beta, pipelinesURL: addresses.pipelines, hasAppAPIKey: credentials.appAPIKey != nil,
      hasPipelinesKey: credentials.pipelinesWriteKey != nil, secretSource: source,
      isDefault: previous?.isDefault ?? false,
      createdAt: previous?.createdAt ?? now, updatedAt: now, revision: previous?.revision ?? 0)
  }

  mutating func detectRegion() async throws(ServiceError) {
    do throws(APIError) {
      let answer = try await CustomerIOClient.detectRegion(credentials)
      if let region = answer.region { take(region: region) }
    } catch {
      let base = ServiceError(error)
      let isRefusal = error.kind == .credentials
      throw ServiceError(
        isRefusal ? "Not saved: " + base.message : base.message, advice: base.advice, exitStatus: base.exitStatus,
        connectionField: isRefusal ? .apiKey : nil, apiError: error)
    }
  }

  mutating func take(region: Region) {
    let addresses = Addresses(region: region)
    record.region = region.rawValue
    record.trackURL = addresses.track
    record.appURL = addresses.app
    record.betaURL = addresses.beta
    record.pipelinesURL = addresses.pipelines
  }
}
