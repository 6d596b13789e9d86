import JSONText

/// Events, forms and delivery reports of the Track API.
extension APIRequest {
  /// Tracks an event of a person.
  /// - Parameters:
  ///   - type: `event`, `page` or `screen`; nil or empty is left out.
  ///   - data: an object; nil is sent as `{}`.
  ///   - timestamp: Unix seconds; Customer.io takes the moment of receiving otherwise.
  ///   - id: a ULID; a second event with the same one is ignored, so only an event with one is ever tried again.
  public static func event(
    customer: some PersonNaming, name: String, type: String? = nil, data: JSONValue? = nil, timestamp: Int? = nil,
    id: String? = nil
  ) throws(RequestError) -> APIRequest {
    let reference = customer.personReference
    let event = try eventBody(name: name, type: type, data: data, timestamp: timestamp, id: id)
    guard reference.fitsTrackPath else {
      let action = TrackEntity.Event(rawValue: type ?? "") ?? .event
      return try .entity(
        .event(reference, action, name: name, attributes: data, timestamp: timestamp, id: id))
    }
    return try track(
      .post, person: reference, "track an event", suffix: "/events", body: event,
      repeatable: Repeatability.hasEventID(event))
  }

  /// Tracks an event of somebody who isn't known yet; it joins them when they are identified with the same anonymous ID.
  public static func anonymousEvent(
    anonymousID: String?, name: String, type: String? = nil, data: JSONValue? = nil, timestamp: Int? = nil,
    id: String? = nil
  ) throws(RequestError) -> APIRequest {
    var event = try eventBody(name: name, type: type, data: data, timestamp: timestamp, id: id)
    if let anonymousID, !anonymousID.isEmpty { event["anonymous_id"] = .string(anonymousID) }
    return track(.post, "/api/v1/events", body: event, repeatable: Repeatability.hasEventID(event))
  }

  private static func eventBody(
    name: String, type: String?, data: JSONValue?, timestamp: Int?, id: String?
  ) throws(RequestError) -> JSONValue {
    var members = [JSONMember(key: "name", value: .string(name))]
    if let type, !type.isEmpty { members.set("type", .string(type)) }
    if let id, !id.isEmpty { members.set("id", .string(id)) }
    if let timestamp { members.set("timestamp", .number(JSONNumber(timestamp))) }
    let data = data ?? [:]
    guard data.objectValue != nil else { throw .notAnObject("data") }
    members.set("data", data)
    return .object(members)
  }

  /// Submits a form; every value but the identifier must be a string.
  public static func submitForm(id: String, data: JSONValue) throws(RequestError) -> APIRequest {
    guard data.objectValue != nil else { throw .notAnObject("data") }
    let form = try PathSegment.encode(id, action: "submit a form")
    return track(.post, "/api/v1/forms/\(form)/submit", body: ["data": data], repeatable: false)
  }

  /// Reports what became of a delivery: `opened`, `clicked`, `converted`, `bounced`, …
  /// - Parameter details: further keys such as `recipient`, `reason`, `href`.
  public static func deliveryMetric(
    deliveryID: String, metric: String, timestamp: Int? = nil, details: [JSONMember] = []
  ) throws(RequestError) -> APIRequest {
    guard !deliveryID.isEmpty else { throw .emptyIdentifier }
    var members = [
      JSONMember(key: "delivery_id", value: .string(deliveryID)), JSONMember(key: "metric", value: .string(metric)),
    ]
    if let timestamp { members.set("timestamp", .number(JSONNumber(timestamp))) }
    for detail in details { members.set(detail.key, detail.value) }
    return track(.post, "/api/v1/metrics", body: .object(members), repeatable: false, needsCredentials: false)
  }

  /// Reports what became of a push; deprecated by Customer.io in favour of ``deliveryMetric(deliveryID:metric:timestamp:details:)``.
  public static func pushMetric(
    deliveryID: String, event: String, deviceID: String, timestamp: Int
  ) throws(RequestError) -> APIRequest {
    guard !deliveryID.isEmpty else { throw .emptyIdentifier }
    return track(
      .post, "/api/v1/push/events",
      body: [
        "delivery_id": .string(deliveryID), "event": .string(event), "device_id": .string(deviceID),
        "timestamp": .number(JSONNumber(timestamp)),
      ], repeatable: false, needsCredentials: false)
  }

  /// Unsubscribes whoever a delivery went to.
  public static func unsubscribe(deliveryID: String) throws(RequestError) -> APIRequest {
    let delivery = try PathSegment.encode(deliveryID, action: "unsubscribe")
    return track(
      .post, "/unsubscribe/" + delivery, body: ["unsubscribe": true], repeatable: true, needsCredentials: false)
  }
}
