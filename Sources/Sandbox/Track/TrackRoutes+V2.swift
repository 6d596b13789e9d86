extension TrackRoutes {
  static func addVersion2(_ table: inout RouteTable) {
    table.add("POST", "/api/v2/entity", .basic) { call, workspace in
      withJSON(call) { item in
        guard call.body.readableBytes <= TrackLimits.entity else {
          return refuse([.invalid("", "request cannot be larger than 32 KB")])
        }
        do throws(EntityError) {
          workspace.apply(try Entity.read(item, now: call.now), at: call.now)
          return TrackAnswer.accepted
        } catch {
          return refuse([error])
        }
      }
    }
    table.add("POST", "/api/v2/batch", .basic) { call, workspace in
      withJSON(call) { body in
        guard call.body.readableBytes <= TrackLimits.batch else {
          return refuse([.invalid("", "request cannot be larger than 500 KB")])
        }
        guard let value = body.object?["batch"] else { return refuse([.required("batch")]) }
        guard let batch = value.array else { return refuse([.invalid("batch", "batch must be an array")]) }
        var errors: [JSON] = []
        for (index, item) in batch.enumerated() {
          do throws(EntityError) {
            workspace.apply(try Entity.read(item, now: call.now), at: call.now)
          } catch {
            errors.append(error.json(index: index))
          }
        }
        return errors.isEmpty ? TrackAnswer.accepted : .pretty(207, ["errors": .array(errors)])
      }
    }
  }

  private static func withJSON(_ call: Call, _ body: (JSON) -> Answer) -> Answer {
    switch call.json {
    case nil: return refuse([.invalid("", "request body must be JSON")])
    case .failure(let failure): return refuse([.invalid("", "invalid JSON: \(failure.message)")])
    case .success(let value): return body(value)
    }
  }

  private static func refuse(_ errors: [EntityError]) -> Answer {
    .pretty(400, ["errors": .array(errors.map { $0.json() })])
  }
}
