extension AppRoutes {
  mutating func addSegments() {
    get("/v1/segments") { _, workspace in
      .ok(["segments": .array(workspace.segments.values.sorted { $0.id < $1.id }.map(\.json))])
    }
    post("/v1/segments") { call, workspace in
      Self.withObject(call) { body in
        guard let input = body["segment"]?.object, let name = input["name"]?.string, !name.isEmpty else {
          return AppAnswer.error(422, "segment name is required", pointer: "/data/segment/name")
        }
        let segment = Segment(
          id: workspace.nextSegment, name: name, description: input["description"]?.string ?? "", created: call.now,
          updated: call.now)
        workspace.segments[segment.id] = segment
        workspace.nextSegment += 1
        return .ok(["segment": segment.json])
      }
    }
    get("/v1/segments/{segment_id}") { call, workspace in
      Self.withSegment(call, workspace) { .ok(["segment": $0.json]) }
    }
    delete("/v1/segments/{segment_id}") { call, workspace in
      guard let segment = workspace.segments[Self.integer(call, "segment_id")] else { return AppAnswer.notFound }
      guard segment.isManual else { return AppAnswer.badRequest("only manual segments can be deleted") }
      guard workspace.users(of: segment).allSatisfy(\.ids.isEmpty) else {
        return AppAnswer.error(422, "the segment is in use")
      }
      workspace.segments[segment.id] = nil
      return .empty(204)
    }
    get("/v1/segments/{segment_id}/used_by") { call, workspace in
      Self.withSegment(call, workspace) { segment in
        let users = workspace.users(of: segment).map { user in
          JSONObject.Member(name: user.kind, value: .array(user.ids.map { .integer($0) }))
        }
        return .ok(["used_by": .object(JSONObject(users))])
      }
    }
    get("/v1/segments/{segment_id}/customer_count") { call, workspace in
      Self.withSegment(call, workspace) { .ok(["count": .integer(workspace.count(of: $0))]) }
    }
    get("/v1/segments/{segment_id}/membership") { call, workspace in
      Self.withSegment(call, workspace) { segment in
        guard let page = Page(call, standard: 1000, maximum: 30_000) else {
          return AppAnswer.badRequest(Page.malformed)
        }
        var members: [Person] = []
        var next = ""
        for number in workspace.numbers(from: page.start) where workspace.isMember(number, of: segment) {
          if members.count == page.limit {
            next = Page.token(number)
            break
          }
          if let person = workspace.person(number) { members.append(person) }
        }
        return .ok([
          "ids": .array(members.map { .string($0.customerID) }), "identifiers": .array(members.map(\.identifiers)),
          "next": .string(next),
        ])
      }
    }
  }

  private static func withSegment(_ call: Call, _ workspace: Workspace, _ body: (Segment) -> Answer) -> Answer {
    workspace.segments[integer(call, "segment_id")].map(body) ?? AppAnswer.notFound
  }
}

extension Workspace {
  /// The campaigns and newsletters that depend on a segment.
  func users(of segment: Segment) -> [(kind: String, ids: [Int])] {
    func ids(_ shelf: Content.Shelf, _ keys: [String], where fits: (JSONObject) -> Bool = { _ in true }) -> [Int] {
      shelf.filter { _, entry in
        fits(entry) && keys.contains { entry[$0]?.array?.contains(.integer(segment.id)) ?? false }
      }.map(\.key)
    }
    let newsletter = ["recipient_segment_ids"]
    return [
      ("campaigns", ids(content.campaigns, ["trigger_segment_ids", "filter_segment_ids"])),
      ("sent_newsletters", ids(content.newsletters, newsletter) { $0["sent_at"]?.integer != nil }),
      ("draft_newsletters", ids(content.newsletters, newsletter) { $0["sent_at"]?.integer == nil }),
    ]
  }
}
