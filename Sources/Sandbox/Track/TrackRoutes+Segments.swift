extension TrackRoutes {
  static func addSegments(_ table: inout RouteTable) {
    table.add("POST", "/api/v1/segments/{segment_id}/add_customers", .basic) { call, workspace in
      changeMembers(call, &workspace) { number, segment, workspace in workspace.add(number, toSegment: segment) }
    }
    table.add("POST", "/api/v1/segments/{segment_id}/remove_customers", .basic) { call, workspace in
      changeMembers(call, &workspace) { number, segment, workspace in workspace.remove(number, fromSegment: segment) }
    }
  }

  private static func changeMembers(
    _ call: Call, _ workspace: inout Workspace, change: (Int, Int, inout Workspace) -> Void
  ) -> Answer {
    guard let id = Int32(call["segment_id"]).map({ Int($0) }) else {
      return TrackAnswer.invalid(["segment id must be an integer"])
    }
    return withObject(call, missing: nil) { body in
      let kind = call.query("id_type") ?? "id"
      guard ["id", "email", "cio_id"].contains(kind) else { return TrackAnswer.invalid(["invalid id_type"]) }
      guard let ids = body["ids"]?.array else { return TrackAnswer.invalid(["ids must be an array"]) }
      guard !ids.isEmpty else { return TrackAnswer.invalid(["ids cannot be empty"]) }
      guard ids.count <= TrackLimits.segmentIDs else {
        return TrackAnswer.invalid(["ids cannot have more than 1000 items"])
      }
      guard let segment = workspace.segments[id] else { return TrackAnswer.invalid(["segment \(id) not found"]) }
      guard segment.isManual else { return TrackAnswer.invalid(["segment \(id) is not a manual segment"]) }
      for item in ids {
        guard let text = item.string, let reference = Reference(kind: kind, text: text),
          let number = workspace.number(of: reference)
        else { continue }
        change(number, id, &workspace)
      }
      return TrackAnswer.accepted
    }
  }
}
