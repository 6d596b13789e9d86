import Foundation
import JSONText
import Testing

@testable import CustomerIO

/// Every typed call of the App API: once so that it succeeds, once with a wrong key, once for what is not there.
@Suite("Typed calls")
struct TypedCallTests {
  typealias Run = @Sendable (CustomerIOClient, Names) async throws -> Void

  /// What the sandbox named before.
  struct Names: Sendable {
    var message = ""
    var run = ""
  }

  struct Call: Sendable, CustomStringConvertible {
    let description: String
    let run: Run

    init<Answer: Sendable>(_ name: String, _ query: @escaping @Sendable (Names) throws -> AppQuery<Answer>) {
      description = name
      run = { client, names in _ = try await client.fetch(try query(names)) }
    }
  }

  private func names(_ client: CustomerIOClient) async throws -> Names {
    let message = try #require(try await client.fetch(.messages(limit: 1)).items.first)
    let run = try #require(try await client.fetch(.broadcastRuns(broadcast: 6)).items.first)
    return Names(message: message.id, run: run.id)
  }

  @Test("each is answered, and with a wrong key each leads to the field of the key")
  func calls() async throws {
    let local = try await Local(people: 60)
    let names = try await names(local.client)
    let stranger = local.client(credentials: .canary)
    let object = TrackEntity.ObjectReference.object(typeID: "1", id: "acme")
    _ = try await local.client.perform(try .entity(.identify(object, attributes: ["name": "Acme"])))
    for call in Self.calls {
      do { try await call.run(local.client, names) } catch { Issue.record("\(call): \(error)") }
      let error = await failure { try await call.run(stranger, names) }
      #expect(error?.kind == .credentials && error?.status == 401, "\(call): \(String(describing: error))")
      #expect(error?.field == .appAPIKey && error?.reference != nil, "\(call)")
    }
    await local.server.stop()
  }

  @Test("what is not there, or is malformed, is told as such")
  func missing() async throws {
    let local = try await Local(people: 60)
    for call in Self.missing {
      let error = await failure { try await call.run(local.client, Names()) }
      #expect(error?.kind == .notFound || error?.kind == .refused, "\(call): \(String(describing: error))")
      #expect(error?.reference != nil, "\(call) gives the reference that support asks for")
    }
    await local.server.stop()
  }

  @Test("a scope that is missing is named, and leads to the field of the key")
  func scope() async throws {
    let body = #"{"errors":[{"detail":"missing scope segments:read (reference a1b2c3)","status":"403"}]}"#
    let server = try ScriptedServer { connection in
      while connection.readRequest() != nil { connection.answer("403 Forbidden", body: body) }
    }
    let client = CustomerIOClient.scripted(server.address)
    for call in Self.calls {
      let error = try #require(await failure { try await call.run(client, Names(message: "m", run: "1")) })
      #expect(error.kind == .scope && error.field == .appAPIKey, "\(call)")
      #expect(error.reference == "a1b2c3" && error.summary.contains("segments:read"), "\(call)")
    }
  }

  @Test("the addresses need no key") func open() async throws {
    let local = try await Local.shared.value
    let query = AppQuery<Page<TextLine>>.addresses()
    #expect(try await local.client(credentials: .canary).fetch(query).items.isEmpty == false)
  }

  @Test("an export of deliveries is started and read") func deliveries() async throws {
    let client = try await Local.shared.value.client
    let letter = try #require(try await client.fetch(.newsletters()).items.first)
    let export = try await client.fetch(.exportDeliveries(["newsletter_id": .number(JSONNumber(letter.id))]))
    #expect(try await client.fetch(.export(id: export.id)).id == export.id)
    #expect(await failure { try await client.fetch(.exportDeliveries([:])) }?.kind == .refused)
  }

  private static let filter = PeopleFilter.exists("email")

  private static let calls: [Call] =
    [
      Call("customers by email") { _ in try AppQuery<Page<Person>>.customers(email: "ada@example.com") },
      Call("search") { _ in AppQuery<Page<Person>>.searchCustomers(filter) },
      Call("membership") { _ in AppQuery<Page<Person>>.membership(segment: 2) },
      Call("attributes") { _ in try AppQuery<PersonAttributes>.attributes(of: "ada") },
      Call("attributes of many") { _ in try AppQuery<Page<PersonAttributes>>.attributes(ofIDs: ["ada"]) },
      Call("segments of a person") { _ in try AppQuery<Page<Segment>>.segments(of: "ada") },
      Call("messages of a person") { _ in try AppQuery<Page<Message>>.messages(of: "ada") },
      Call("activities of a person") { _ in try AppQuery<Page<Activity>>.activities(of: "ada") },
      Call("relationships") { _ in try AppQuery<Page<Relationship>>.relationships(of: "ada") },
      Call("subscription preferences") { _ in
        try AppQuery<SubscriptionPreferences>.subscriptionPreferences(of: "ada")
      },
      Call("opt-outs") { _ in try AppQuery<Page<OptOut>>.optOuts(of: "ada") },
      Call("opt-outs of all") { _ in AppQuery<Page<OptOut>>.optOuts() },
      Call("set opt-outs") { _ in try AppQuery<Acknowledgement>.setOptOuts(of: "ada", []) },
      Call("segments") { _ in AppQuery<Page<Segment>>.segments() },
      Call("segment") { _ in AppQuery<Segment>.segment(id: 1) },
      Call("create a segment") { _ in AppQuery<Segment>.createSegment(name: "Typed") },
      Call("use of a segment") { _ in AppQuery<Usage>.usage(segment: 1) },
      Call("count") { _ in AppQuery<Count>.customerCount(segment: 1) },
      Call("delete a segment") { _ in AppQuery<Acknowledgement>.deleteSegment(id: 1) },
      Call("activities") { _ in AppQuery<Page<Activity>>.activities(deleted: true) },
      Call("messages") { _ in AppQuery<Page<Message>>.messages() },
      Call("message") { try AppQuery<Message>.message(id: $0.message) },
      Call("archived message") { try AppQuery<ArchivedMessage>.archivedMessage(id: $0.message) },
      Call("campaigns") { _ in AppQuery<Page<Campaign>>.campaigns() },
      Call("broadcasts") { _ in AppQuery<Page<Campaign>>.broadcasts() },
      Call("newsletters") { _ in AppQuery<Page<Campaign>>.newsletters() },
      Call("transactional messages") { _ in AppQuery<Page<Campaign>>.transactionalMessages() },
      Call("run of a broadcast") { try AppQuery<BroadcastRun>.broadcastRun(broadcast: 6, run: $0.run) },
      Call("runs of a broadcast") { _ in AppQuery<Page<BroadcastRun>>.broadcastRuns(broadcast: 6) },
      Call("errors of a run") { try AppQuery<Page<TextLine>>.broadcastErrors(broadcast: 6, run: $0.run) },
      Call("run a broadcast") { _ in AppQuery<BroadcastRun>.triggerBroadcast(6, audience: .ids(["ada"])) },
      Call("exports") { _ in AppQuery<Page<Export>>.exports() },
      Call("export") { _ in AppQuery<Export>.export(id: 1) },
      Call("export people") { _ in AppQuery<Export>.exportPeople(filter) },
      Call("export deliveries") { _ in AppQuery<Export>.exportDeliveries(["campaign_id": 1]) },
      Call("download link") { _ in AppQuery<DownloadLink>.downloadLink(export: 1) },
      Call("start an import") { _ in
        AppQuery<Import>.startImport([
          "name": "n", "data_file_url": "https://files.example/p.csv", "type": "people", "identifier": "id",
        ])
      },
      Call("import") { _ in AppQuery<Import>.importJob(id: 1) },
      Call("suppression of an address") { _ in try AppQuery<Page<Suppression>>.suppressions(of: "ada@example.com") },
      Call("suppressions") { _ in AppQuery<Page<Suppression>>.suppressions(.bounces) },
      Call("suppress") { _ in try AppQuery<Acknowledgement>.suppress(email: "typed@example.com", .bounces) },
      Call("lift") { _ in try AppQuery<Acknowledgement>.liftSuppression(email: "typed@example.com", .bounces) },
      Call("topics") { _ in AppQuery<Page<NamedRecord>>.subscriptionTopics() },
      Call("channels") { _ in AppQuery<Page<NamedRecord>>.subscriptionChannels() },
      Call("object types") { _ in AppQuery<Page<NamedRecord>>.objectTypes() },
      Call("object search") { _ in AppQuery<Page<ObjectRecord>>.searchObjects(filter: ["object_type_id": "1"]) },
      Call("object") { _ in try AppQuery<ObjectRecord>.object(typeID: "1", id: "acme") },
      Call("people of an object") { _ in try AppQuery<Page<Relationship>>.relationships(ofObject: "acme", typeID: "1")
      },
      Call("collections") { _ in AppQuery<Page<NamedRecord>>.collections() },
      Call("collection") { _ in AppQuery<NamedRecord>.collection(id: 1) },
      Call("content of a collection") { _ in AppQuery.collectionContent(id: 1) },
      Call("snippets") { _ in AppQuery<Page<NamedRecord>>.snippets() },
      Call("senders") { _ in AppQuery<Page<NamedRecord>>.senders() },
      Call("sender") { _ in AppQuery<NamedRecord>.sender(id: 1) },
      Call("use of a sender") { _ in AppQuery<Usage>.usage(sender: 1) },
      Call("webhooks") { _ in AppQuery<Page<NamedRecord>>.reportingWebhooks() },
      Call("webhook") { _ in AppQuery<NamedRecord>.reportingWebhook(id: 1) },
      Call("workspaces") { _ in AppQuery<Page<WorkspaceRecord>>.workspaces() },
    ] + sources(campaign: 1, broadcast: 6, newsletter: 1, transactional: 1)

  private static let missing: [Call] =
    [
      Call("attributes") { _ in try AppQuery<PersonAttributes>.attributes(of: "nobody") },
      Call("segments of nobody") { _ in try AppQuery<Page<Segment>>.segments(of: "nobody") },
      Call("messages of nobody") { _ in try AppQuery<Page<Message>>.messages(of: "nobody") },
      Call("activities of nobody") { _ in try AppQuery<Page<Activity>>.activities(of: "nobody") },
      Call("relationships") { _ in try AppQuery<Page<Relationship>>.relationships(of: "nobody") },
      Call("preferences") { _ in try AppQuery<SubscriptionPreferences>.subscriptionPreferences(of: "nobody") },
      Call("search") { _ in AppQuery<Page<Person>>.searchCustomers(.and([])) },
      Call("membership") { _ in AppQuery<Page<Person>>.membership(segment: 999) },
      Call("segment") { _ in AppQuery<Segment>.segment(id: 999) },
      Call("segment without a name") { _ in AppQuery<Segment>.createSegment(name: "") },
      Call("use of a segment") { _ in AppQuery<Usage>.usage(segment: 999) },
      Call("count") { _ in AppQuery<Count>.customerCount(segment: 999) },
      Call("delete a segment") { _ in AppQuery<Acknowledgement>.deleteSegment(id: 999) },
      Call("message") { _ in try AppQuery<Message>.message(id: "none") },
      Call("archived message") { _ in try AppQuery<ArchivedMessage>.archivedMessage(id: "none") },
      Call("run of a broadcast") { _ in try AppQuery<BroadcastRun>.broadcastRun(broadcast: 6, run: "999") },
      Call("runs of a broadcast") { _ in AppQuery<Page<BroadcastRun>>.broadcastRuns(broadcast: 999) },
      Call("errors of a run") { _ in try AppQuery<Page<TextLine>>.broadcastErrors(broadcast: 6, run: "999") },
      Call("run a broadcast") { _ in AppQuery<BroadcastRun>.triggerBroadcast(999) },
      Call("export") { _ in AppQuery<Export>.export(id: 999) },
      Call("export people") { _ in AppQuery<Export>.exportPeople(.and([])) },
      Call("download link") { _ in AppQuery<DownloadLink>.downloadLink(export: 999) },
      Call("import") { _ in AppQuery<Import>.importJob(id: 999) },
      Call("suppress") { _ in try AppQuery<Acknowledgement>.suppress(email: "nobody", .bounces) },
      Call("object") { _ in try AppQuery<ObjectRecord>.object(typeID: "1", id: "nothing") },
      Call("people of an object") { _ in try AppQuery<Page<Relationship>>.relationships(ofObject: "none", typeID: "1")
      },
      Call("object search") { _ in AppQuery<Page<ObjectRecord>>.searchObjects(filter: [:]) },
      Call("collection") { _ in AppQuery<NamedRecord>.collection(id: 999) },
      Call("content of a collection") { _ in AppQuery.collectionContent(id: 999) },
      Call("sender") { _ in AppQuery<NamedRecord>.sender(id: 999) },
      Call("use of a sender") { _ in AppQuery<Usage>.usage(sender: 999) },
      Call("webhook") { _ in AppQuery<NamedRecord>.reportingWebhook(id: 999) },
    ] + sources(campaign: 999, broadcast: 999, newsletter: 999, transactional: 999)

  /// What each kind of message source answers.
  private static func sources(campaign: Int, broadcast: Int, newsletter: Int, transactional: Int) -> [Call] {
    let sources: [MessageSource] = [
      .campaign(campaign), .broadcast(broadcast), .newsletter(newsletter), .transactional(transactional),
    ]
    return sources.flatMap { source in
      [
        Call("\(source)") { _ in AppQuery<Campaign>.campaign(source) },
        Call("messages of \(source)") { _ in AppQuery<Page<Message>>.messages(of: source) },
        Call("actions of \(source)") { _ in AppQuery<Page<CampaignAction>>.actions(of: source) },
        Call("metrics of \(source)") { _ in AppQuery<Metrics>.metrics(of: source) },
      ]
    }
  }
}
