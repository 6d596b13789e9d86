import Foundation
import Testing

@testable import Sandbox

@Suite struct MessageTests {
  @Test func messagesAreFilteredAndPagedNewestFirst() async throws {
    try await TestSandbox.run { sandbox in
      let all = try await sandbox.app("GET", "/v1/messages?limit=1000").json["messages"].array
      let times = all.compactMap { $0["created"].int }
      #expect(times == times.sorted(by: >))
      var paged: [String?] = []
      var token = ""
      repeat {
        let page = try await sandbox.app("GET", "/v1/messages?limit=30&start=\(token)").json
        paged += page["messages"].array.map { $0["id"].string }
        token = page["next"].string ?? ""
      } while !token.isEmpty
      #expect(paged == all.map { $0["id"].string })
      let failed = try await sandbox.app("GET", "/v1/messages?type=webhook&metric=failed").json["messages"].array
      #expect(failed.contains { $0["customer_id"] == "edsger" })
      #expect(failed.allSatisfy { $0["metrics"]["failed"].int != nil && $0["type"] == "webhook" })
      let drafts = try await sandbox.app("GET", "/v1/customers/annie/messages?drafts=true").json["messages"]
      #expect(drafts.count == 1)
    }
  }

  @Test func aMessageIsReadWithWhatWasSent() async throws {
    try await TestSandbox.run { sandbox in
      let id = try await sandbox.app("GET", "/v1/customers/edsger/messages").json["messages"][0]["id"].string ?? ""
      #expect(
        try await sandbox.app("GET", "/v1/messages/\(id)").json["message"]["failure_message"].string?.contains(
          "HTTP 500") == true)
      let archived = try await sandbox.app("GET", "/v1/messages/\(id)/archived_message").json["archived_message"]
      #expect(archived["request_method"] == "POST")
      #expect(try await sandbox.app("GET", "/v1/messages/nope").status == 404)
    }
  }

  @Test func aSentMessageAdvances() {
    var workspace = Workspace(population: Population(seed: 1, count: 40, now: 1_790_000_000), region: .us)
    guard let ada = workspace.find(.id("ada")) else {
      Issue.record("ada is missing")
      return
    }
    var delivery = Delivery(type: "email", person: ada)
    delivery.subject = "Hello"
    let message = workspace.deliver(delivery, at: 1_790_000_100)
    #expect(message.reached(by: 1_790_000_100).isEmpty)
    #expect(message.reached(by: 1_790_000_101).map(\.name) == ["sent"])
    workspace.settle(1_790_000_101)
    #expect(workspace.activities.last?.type == "sent_email")
    workspace.settle(1_790_000_200)
    #expect(workspace.activities.last?.type == "delivered_email")
    #expect(workspace.activities.last?.time == 1_790_000_102)
  }

  @Test(arguments: [
    ("ada", "ada@example.com", ["sent", "delivered"]), ("alan.t", "alan@example.net", ["attempted", "dropped"]),
    ("ada", "someone@bounce.example.com", ["sent", "bounced"]), ("ada", "nowhere", ["attempted", "undeliverable"]),
  ])
  func whetherAMessageArrivesDependsOnTheAddress(id: String, to: String, states: [String]) {
    var workspace = Workspace(population: Population(seed: 1, count: 40, now: 1_790_000_000), region: .us)
    guard let person = workspace.find(.id(id)) else {
      Issue.record("\(id) is missing")
      return
    }
    var delivery = Delivery(type: "email", person: person)
    delivery.recipient = to
    #expect(workspace.deliver(delivery, at: 1_790_000_100).states.map(\.name) == states)
  }

  @Test func aTransactionalMessageIsSentAndFound() async throws {
    try await TestSandbox.run { sandbox in
      let body =
        #"{"transactional_message_id":"receipt","to":"ada@example.com","identifiers":{"id":"ada"},"message_data":{}}"#
      let reply = try await sandbox.app("POST", "/v1/send/email", body)
      #expect(reply.status == 200)
      #expect(reply.json["queued_at"].int != nil)
      let id = reply.json["delivery_id"].string ?? ""
      #expect(try await sandbox.app("GET", "/v1/messages/\(id)").json["message"]["transactional_message_id"] == 1)
      #expect(
        try await sandbox.app("GET", "/v1/transactional/1/messages").json["messages"].array.contains {
          $0["id"].string == id
        })
    }
  }

  @Test(arguments: [
    "{}", #"{"to":"a@b","identifiers":{"id":"ada"}}"#, #"{"transactional_message_id":1,"identifiers":{"id":"ada"}}"#,
    #"{"transactional_message_id":99,"to":"a@b","identifiers":{"id":"ada"}}"#,
    #"{"transactional_message_id":1,"to":"a@b","identifiers":{"id":"ada","email":"x"}}"#,
  ])
  func aTransactionalMessageIsRefused(body: String) async throws {
    try await TestSandbox.run { sandbox in
      let reply = try await sandbox.app("POST", "/v1/send/email", body)
      #expect(reply.status == 400)
      #expect(reply.json["meta"]["error"].string != nil)
    }
  }

  @Test func aBroadcastRunReportsWhomItMissed() async throws {
    try await TestSandbox.run { sandbox in
      let run = try await sandbox.app("POST", "/v1/campaigns/6/triggers", #"{"ids":["ada","nobody"],"data":{}}"#)
      let id = run.json["id"].int ?? 0
      let status = try await sandbox.app("GET", "/v1/campaigns/6/triggers/\(id)").json
      #expect(status["recipients_count"] == 1)
      #expect(try await sandbox.app("GET", "/v1/campaigns/6/triggers/\(id)/errors").json["errors"].count == 1)
      #expect(try await sandbox.app("GET", "/v1/broadcasts/6/messages").json["messages"].count == 1)
      #expect(try await sandbox.app("POST", "/v1/campaigns/6/triggers", "{}").status == 422)
      #expect(try await sandbox.app("POST", "/v1/campaigns/99/triggers", "{}").status == 404)
    }
  }

  @Test func anExportBecomesReadyAndIsDownloaded() async throws {
    try await TestSandbox.run { sandbox in
      let made = try await sandbox.app("POST", "/v1/exports/customers", #"{"filters":{"segment":{"id":1}}}"#)
      let id = made.json["export"]["id"].int ?? 0
      #expect(made.json["export"]["status"] == "pending")
      var status: String?
      let deadline = ContinuousClock.now + .seconds(60)
      while status != "done", ContinuousClock.now < deadline {
        let early = try await sandbox.app("GET", "/v1/exports/\(id)/download").status
        status = try await sandbox.app("GET", "/v1/exports/\(id)").json["export"]["status"].string
        #expect(early == 400 || status == "done")
      }
      #expect(status == "done")
      let url = try await sandbox.app("GET", "/v1/exports/\(id)/download").json["url"].string ?? ""
      let file = try await sandbox.send("GET", url)
      #expect(file.status == 200)
      #expect(file.text.contains("03000001,ada,ada@example.com"))
    }
  }
}
