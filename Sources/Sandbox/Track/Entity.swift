/// One item of Track v2, checked: what is to be done, to whom or what.
enum Entity: Sendable {
  case identify(AttributeUpdate, relationships: [JSON])
  case deletePerson(Reference)
  case event(EventInput, Reference)
  case relate(Reference, [JSON])
  case unrelate(Reference, [JSON])
  case addDevice(Device, Reference)
  case deleteDevice(String, Reference)
  case merge(Reference, Reference)
  case suppress(Reference)
  case unsuppress(Reference)
  case identifyObject(JSONObject, attributes: JSONObject, people: [JSON])
  case deleteObject(JSONObject)
  case relateObject(JSONObject, [JSON])
  case unrelateObject(JSONObject, [JSON])
  case delivery(String, metric: String, timestamp: Int?)

  static let personActions = [
    "identify", "delete", "event", "screen", "page", "add_relationships", "delete_relationships", "add_device",
    "delete_device", "merge", "suppress", "unsuppress",
  ]
  static let objectActions = [
    "identify", "identify_anonymous", "delete", "add_relationships", "delete_relationships",
  ]

  static func read(_ item: JSON, now: Int) throws(EntityError) -> Entity {
    guard let body = item.object else { throw .invalid("", "item must be an object") }
    guard item.byteCount <= TrackLimits.entity else { throw .invalid("", "item cannot be larger than 32 KB") }
    guard let type = body["type"] else { throw .required("type") }
    guard let action = body["action"] else { throw .required("action") }
    switch (type.string, action.string) {
    case ("person", .some(let action)) where personActions.contains(action):
      return try EntityReader(body: body, now: now).person(action)
    case ("object", .some(let action)) where objectActions.contains(action):
      return try EntityReader(body: body, now: now).object(action)
    case ("delivery", "event"): return try EntityReader(body: body, now: now).delivery()
    case ("person", _), ("object", _), ("delivery", _): throw .invalid("action", "action is not valid for this type")
    default: throw .invalid("type", "type must be one of person, object, delivery")
    }
  }
}

/// Reads the parts of a v2 item.
struct EntityReader {
  let body: JSONObject
  let now: Int

  func person(_ action: String) throws(EntityError) -> Entity {
    if action == "merge" { return .merge(try identifier(in: "primary"), try identifier(in: "secondary")) }
    let person = try identifier(in: "identifiers", anonymous: ["event", "page", "screen"].contains(action))
    switch action {
    case "identify":
      var attributes = try attributes()
      let updateOnly = attributes["_update"]?.isTruthy ?? false
      attributes["_update"] = nil
      let update = AttributeUpdate(
        attributes: attributes, timestamp: body["timestamp"]?.looseInteger, updateOnly: updateOnly, reference: person)
      return .identify(update, relationships: try relationships(isRequired: false))
    case "delete": return .deletePerson(person)
    case "add_relationships": return .relate(person, try relationships(isRequired: true))
    case "delete_relationships": return .unrelate(person, try relationships(isRequired: true))
    case "add_device":
      switch DeviceInput.read(body["device"], tokenKey: "token", now: now) {
      case .success(let device): return .addDevice(device, person)
      case .failure(let refusal): throw .invalid(refusal.field, refusal.messages.joined(separator: ", "))
      }
    case "delete_device":
      guard let token = body["device"]?.object?["token"]?.string, !token.isEmpty else {
        throw .required("device.token")
      }
      return .deleteDevice(token, person)
    case "suppress": return .suppress(person)
    case "unsuppress": return .unsuppress(person)
    default: return .event(try event(action), person)
    }
  }

  func object(_ action: String) throws(EntityError) -> Entity {
    guard let identifiers = body["identifiers"]?.object else { throw .required("identifiers") }
    if let cioID = identifiers["cio_object_id"] {
      guard let text = cioID.string, !text.isEmpty else {
        throw .invalid("identifiers.cio_object_id", "Invalid identifier: cio_object_id must be a string")
      }
    } else {
      for name in ["object_type_id", "object_id"] {
        guard let value = identifiers[name] else { throw .required("identifiers.\(name)") }
        let text = value.attributeText
        if text.isEmpty { throw .invalid("identifiers.\(name)", "Invalid identifier: \(name) cannot be empty") }
        if text.utf8.count > TrackLimits.identifier {
          throw .invalid("identifiers.\(name)", "identifier cannot be longer than 150 bytes")
        }
      }
      guard let type = Int(identifiers["object_type_id"]?.attributeText ?? ""), type > 0 else {
        throw .invalid("identifiers.object_type_id", "object_type_id must be a number from 1")
      }
    }
    switch action {
    case "delete": return .deleteObject(identifiers)
    case "add_relationships": return .relateObject(identifiers, try relationships(isRequired: true))
    case "delete_relationships": return .unrelateObject(identifiers, try relationships(isRequired: true))
    default:
      var people = try relationships(isRequired: false)
      if let anonymous = body["anonymous_id"]?.string {
        people.append(["identifiers": ["anonymous_id": .string(anonymous)]])
      }
      return .identifyObject(identifiers, attributes: try attributes(), people: people)
    }
  }

  func delivery() throws(EntityError) -> Entity {
    guard let id = body["identifiers"]?.object?["id"]?.string, !id.isEmpty else { throw .required("identifiers.id") }
    guard let name = body["name"]?.string else { throw .required("name") }
    guard ["opened", "converted", "delivered"].contains(name) else {
      throw .invalid("name", "name must be one of opened, converted, delivered")
    }
    guard let token = body["attributes"]?.object?["device_token"]?.string, !token.isEmpty else {
      throw .required("attributes.device_token")
    }
    return .delivery(id, metric: name, timestamp: body["timestamp"]?.looseInteger)
  }

  // MARK: Parts

  private func identifier(in field: String, anonymous: Bool = false) throws(EntityError) -> Reference {
    guard let value = body[field] else { throw .required(field) }
    guard let identifiers = value.object else { throw .invalid(field, "\(field) must be an object") }
    guard identifiers.count == 1, let member = identifiers.members.first else {
      throw .invalid(field, "exactly one identifier is required")
    }
    let path = "\(field).\(member.name)"
    if member.value.isNull { throw .invalid(path, "Invalid identifier: \(member.name) cannot be null") }
    guard let text = member.value.string ?? (member.value.integer == nil ? nil : member.value.attributeText) else {
      throw .invalid(path, "Invalid identifier: \(member.name) must be a string")
    }
    if text.isEmpty { throw .invalid(path, "Invalid identifier: \(member.name) cannot be empty") }
    if text.utf8.count > TrackLimits.identifier { throw .invalid(path, "identifier cannot be longer than 150 bytes") }
    if member.name == "anonymous_id", anonymous { return .anonymous(text) }
    guard member.name != "anonymous_id", let reference = Reference(kind: member.name, text: text) else {
      throw .invalid(path, "unknown identifier \(member.name)")
    }
    guard reference.isWellFormed else { throw .invalid(path, "invalid identifier") }
    if case .phone = reference, !text.hasPrefix("+") { throw .invalid(path, "phone must be in E.164 format") }
    return reference
  }

  private func attributes() throws(EntityError) -> JSONObject {
    guard let value = body["attributes"], !value.isNull else { return JSONObject() }
    guard let attributes = value.object else { throw .invalid("attributes", "attributes must be an object") }
    if attributes.count > TrackLimits.attributes {
      throw .invalid("attributes", "cannot have more than 300 properties")
    }
    for member in attributes.members {
      if member.name.utf8.count > TrackLimits.attributeName {
        throw .invalid("attributes.\(member.name)", "property name cannot be longer than 150 bytes")
      }
      if TrackValidation.isTooLong(member.value) {
        throw .invalid("attributes.\(member.name)", "property value cannot be longer than 1000 bytes")
      }
    }
    return attributes
  }

  private func event(_ type: String) throws(EntityError) -> EventInput {
    guard let value = body["name"] else { throw .required("name") }
    let name = TrackValidation.trimmed(value.string ?? "")
    if name.isEmpty { throw .invalid("name", "event name must not be blank") }
    if name.utf8.count > TrackLimits.eventName { throw .invalid("name", "event name cannot be longer than 100 bytes") }
    let data = body["attributes"] ?? [:]
    guard data.object != nil || data.isNull else { throw .invalid("attributes", "attributes must be an object") }
    return EventInput(
      name: name, type: type, eventID: body["id"]?.string, timestamp: body["timestamp"]?.looseInteger,
      data: data.isNull ? [:] : data, anonymousID: nil)
  }

  private func relationships(isRequired: Bool) throws(EntityError) -> [JSON] {
    guard let value = body["cio_relationships"], !value.isNull else {
      if isRequired { throw .required("cio_relationships") }
      return []
    }
    guard let list = value.array else { throw .invalid("cio_relationships", "cio_relationships must be an array") }
    for (index, item) in list.enumerated() where item.object?["identifiers"]?.object == nil {
      throw .required("cio_relationships[\(index)].identifiers")
    }
    return list
  }
}
