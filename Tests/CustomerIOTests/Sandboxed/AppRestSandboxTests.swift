import Foundation
import JSONText
import Testing

@testable import CustomerIO

@Suite("The rest of the App API against the sandbox")
struct AppRestSandboxTests {
  private func local() async throws -> Local { try await Local.shared.value }

  @Test("campaigns, broadcasts, newsletters and transactional messages can be read")
  func campaigns() async throws {
    let client = try await local().client
    let lists: [(AppQuery<Page<Campaign>>, (Int) -> MessageSource)] = [
      (.campaigns(), MessageSource.campaign), (.broadcasts(), MessageSource.broadcast),
      (.newsletters(), MessageSource.newsletter), (.transactionalMessages(), MessageSource.transactional),
    ]
    for (query, source) in lists {
      let first = try #require(try await client.fetch(query).items.first)
      #expect(try await client.fetch(.campaign(source(first.id))).name == first.name)
      _ = try await client.fetch(.messages(of: source(first.id), limit: 2))
      _ = try await client.fetch(.actions(of: source(first.id)))
      #expect(try await client.fetch(.metrics(of: source(first.id), period: "days", steps: 3)).raw.objectValue != nil)
      #expect(await failure { try await client.fetch(.campaign(source(987_654))) }?.kind == .notFound)
    }
  }

  @Test("a broadcast is run, and its state and errors read")
  func broadcast() async throws {
    let client = try await local().client
    let broadcast = try #require(try await client.fetch(.broadcasts()).items.first)
    let run = try await client.fetch(
      .triggerBroadcast(broadcast.id, audience: .ids(["nobody"]), data: ["headline": "Hi"]))
    #expect(try await client.fetch(.broadcastRun(broadcast: broadcast.id, run: run.id)).id == run.id)
    #expect(try await client.fetch(.broadcastRuns(broadcast: broadcast.id)).items.contains { $0.id == run.id })
    _ = try await client.fetch(.broadcastErrors(broadcast: broadcast.id, run: run.id))
    #expect(await failure { try await client.fetch(.triggerBroadcast(987_654)) }?.status == 404)
  }

  @Test("an export is started, waited for and downloaded, without the key, to a private file")
  func exports() async throws {
    let local = try await local()
    let started = try await local.client.fetch(.exportPeople(.exists("email")))
    let export = try await local.client.finishedExport(id: started.id, interval: .milliseconds(50))
    #expect(export.isDone)
    #expect(try await local.client.fetch(.exports()).items.contains { $0.id == export.id })
    let link = try await local.client.fetch(.downloadLink(export: export.id))
    #expect(!"\(link)".contains("/exports/"))
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("export-\(UUID().uuidString).csv")
    let (steps, step) = AsyncStream.makeStream(of: CallProgress.self)
    let size = try await local.client.download(link, to: file) { step.yield($0) }
    step.finish()
    var received = 0
    for await progress in steps { if case .receiving(let bytes, _) = progress { received = bytes } }
    #expect(received == size)
    let data = try Data(contentsOf: file)
    #expect(data.count == size && size > 0)
    #expect(try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int == 0o600)
    let records = try await local.control(.get, "/_sandbox/requests").arrayValue ?? []
    let download = try #require(records.last { $0["path"]?.stringValue?.hasSuffix("/export.csv") == true })
    #expect(download["headers"]?.compactText.lowercased().contains("authorization") == false)
    #expect(
      await failure { try await local.client.download(link, to: file) }?.summary.contains("can't be written") == true)
    try FileManager.default.removeItem(at: file)
    #expect(await failure { try await local.client.fetch(.export(id: 987_654)) }?.kind == .notFound)
  }

  @Test("an import is started and read")
  func imports() async throws {
    let client = try await local().client
    let definition: JSONValue = [
      "name": "Newcomers", "data_file_url": "https://files.example/people.csv", "type": "people", "identifier": "id",
    ]
    let started = try await client.fetch(.startImport(definition))
    #expect(try await client.fetch(.importJob(id: started.id)).state != nil)
    #expect(await failure { try await client.fetch(.startImport([:])) }?.kind == .refused)
    #expect(await failure { try await client.fetch(.importJob(id: 987_654)) }?.kind == .notFound)
  }

  @Test("addresses are suppressed at the provider, looked up and freed")
  func suppression() async throws {
    let client = try await local().client
    let email = "client+suppressed@example.com"
    _ = try await client.fetch(AppQuery<Acknowledgement>.suppress(email: email, .bounces))
    #expect(try await client.fetch(.suppressions(of: email)).items.map(\.email) == [email])
    #expect(try await client.fetch(.suppressions(.bounces, limit: 1000)).items.contains { $0.email == email })
    _ = try await client.fetch(AppQuery<Acknowledgement>.liftSuppression(email: email, .bounces))
    #expect(try await client.fetch(.suppressions(of: email)).items.isEmpty)
  }

  @Test("topics, channels, senders, webhooks, collections, snippets and objects can be read")
  func records() async throws {
    let client = try await local().client
    for query: AppQuery<Page<NamedRecord>> in [
      .subscriptionTopics(), .subscriptionChannels(), .objectTypes(), .collections(), .snippets(), .reportingWebhooks(),
      .senders(),
    ] {
      #expect(try await client.fetch(query).items.isEmpty == false, "\(query.request.path)")
    }
    let sender = try #require(
      try await client.fetch(AppQuery<Page<NamedRecord>>.senders()).items.first.flatMap { Int($0.id) })
    _ = try await client.fetch(AppQuery<NamedRecord>.sender(id: sender))
    _ = try await client.fetch(.usage(sender: sender))
    let collection = try #require(
      try await client.fetch(AppQuery<Page<NamedRecord>>.collections()).items.first.flatMap { Int($0.id) })
    _ = try await client.fetch(AppQuery<NamedRecord>.collection(id: collection))
    _ = try await client.fetch(.collectionContent(id: collection))
    let webhook = try #require(
      try await client.fetch(AppQuery<Page<NamedRecord>>.reportingWebhooks()).items.first.flatMap { Int($0.id) })
    _ = try await client.fetch(AppQuery<NamedRecord>.reportingWebhook(id: webhook))
    #expect(await failure { try await client.fetch(AppQuery<NamedRecord>.sender(id: 987_654)) }?.kind == .notFound)
  }

  @Test("objects are found by a filter and read, with the people they are related to")
  func objects() async throws {
    let client = try await local().client
    let object = TrackEntity.ObjectReference.object(typeID: "1", id: "client/object")
    _ = try await client.perform(try .entity(.identify(object, attributes: ["name": "Acme"])))
    _ = try await client.perform(
      try .entity(.identify(.id("client-owner"), relationships: [["identifiers": object.identifiers]])))
    #expect(try await client.fetch(.object(typeID: "1", id: "client/object")).raw.compactText.contains("Acme"))
    let people = try await client.fetch(.relationships(ofObject: "client/object", typeID: "1"))
    #expect(people.items.compactMap(\.person?.id) == ["client-owner"], "\(people.raw.compactText)")
    #expect(try await client.fetch(.relationships(of: "client-owner")).items.map(\.objectID) == ["client/object"])
    _ = try await client.fetch(
      .searchObjects(filter: [
        "object_type_id": "1",
        "filter": ["object_attribute": ["field": "name", "operator": "eq", "value": "Acme", "type_id": "1"]],
      ]))
  }

  @Test("opt-outs are changed and read back")
  func optOuts() async throws {
    let client = try await local().client
    _ = try await client.perform(try .identify("client-optout"))
    _ = try await client.fetch(.setOptOuts(of: "client-optout", [["channel": "sms", "from": "+15550100"]]))
    let optOuts = try await client.fetch(AppQuery<Page<OptOut>>.optOuts(of: "client-optout"))
    #expect(optOuts.items.map(\.channel) == ["sms"])
  }
}
