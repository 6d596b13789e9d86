extension AppRoutes {
  mutating func addObjects() {
    get("/v1/object_types") { _, workspace in
      let types: [JSON] = workspace.objects.types.map { type in
        [
          "id": .string(String(type.id)), "name": .string(type.name), "slug": .string(type.slug),
          "singular_name": .string(type.singular), "singular_slug": .string(type.singularSlug), "enabled": true,
          "icon": .string(type.icon),
        ]
      }
      return .ok(["types": .array(types)])
    }
    add("POST", "/v1/objects", changes: false) { call, workspace in Self.searchObjects(call, workspace) }
    get("/v1/objects/{object_type_id}/{object_id}/attributes") { call, workspace in
      guard let object = Self.object(call, workspace) else { return AppAnswer.notFound }
      let attributes = object.attributes.members.map { member in
        JSONObject.Member(name: member.name, value: .string(member.value.attributeText))
      }
      let timestamps = object.attributes.members.map {
        JSONObject.Member(name: $0.name, value: .integer(object.changed))
      }
      return .ok([
        "object": [
          "identifiers": Self.identifiers(of: object), "attributes": .object(JSONObject(attributes)),
          "timestamps": .object(JSONObject(timestamps)),
        ]
      ])
    }
    get("/v1/objects/{object_type_id}/{object_id}/relationships") { call, workspace in
      guard let object = Self.object(call, workspace) else { return AppAnswer.notFound }
      guard let page = Page(call, standard: 10, maximum: 100) else { return AppAnswer.badRequest(Page.malformed) }
      let (items, next) = page.cut(Array(object.relationships.elements))
      let list: [JSON] = items.compactMap { number, attributes in
        guard let person = workspace.person(number) else { return nil }
        return ["identifiers": person.identifiers, "attributes": .object(attributes)]
      }
      return .ok(["cio_relationships": .array(list), "next": .string(next)])
    }
  }

  private static func object(_ call: Call, _ workspace: Workspace) -> ObjectStore.Object? {
    if call.query("id_type") == "cio_object_id" { return workspace.objects.find(cioID: call["object_id"]) }
    return workspace.objects.find(ObjectStore.Key(type: call["object_type_id"], id: call["object_id"]))
  }

  private static func identifiers(of object: ObjectStore.Object) -> JSON {
    [
      "object_type_id": .string(object.type), "object_id": .string(object.id), "cio_object_id": .string(object.cioID),
    ]
  }

  private static func searchObjects(_ call: Call, _ workspace: Workspace) -> Answer {
    withObject(call) { body in
      guard let page = Page(call, standard: 50, maximum: 1000) else { return AppAnswer.badRequest(Page.malformed) }
      guard let type = body["object_type_id"]?.attributeText, !type.isEmpty else {
        return AppAnswer.badRequest("object_type_id is required", pointer: "/data/object_type_id")
      }
      var found: [ObjectStore.Object] = []
      for object in workspace.objects.objects.values where object.type == type {
        guard let filter = body["filter"] else {
          found.append(object)
          continue
        }
        guard let fits = fits(object, filter, depth: 0) else {
          return AppAnswer.badRequest("invalid filter", pointer: "/data/filter")
        }
        if fits { found.append(object) }
      }
      let (items, next) = page.cut(found)
      return .ok([
        "identifiers": .array(items.map { identifiers(of: $0) }), "ids": .array(items.map { .string($0.id) }),
        "next": .string(next),
      ])
    }
  }

  /// Whether an object passes a filter; nil where the filter is none.
  private static func fits(_ object: ObjectStore.Object, _ filter: JSON, depth: Int) -> Bool? {
    guard depth < 20, let member = filter.object?.members.first, filter.object?.count == 1 else { return nil }
    switch member.name {
    case "and", "or":
      guard let list = member.value.array, !list.isEmpty else { return nil }
      let results = list.map { fits(object, $0, depth: depth + 1) }
      if results.contains(where: { $0 == nil }) { return nil }
      return member.name == "and" ? !results.contains(false) : results.contains(true)
    case "not": return fits(object, member.value, depth: depth + 1).map { !$0 }
    case "object_attribute", "attribute":
      guard let field = member.value.object?["field"]?.string else { return nil }
      let value = object.attributes[field]
      switch member.value.object?["operator"]?.string {
      case "exists": return value != nil
      case "eq":
        guard let wanted = member.value.object?["value"] else { return nil }
        return value.map { sameBytes($0.attributeText, wanted.attributeText) } ?? false
      default: return nil
      }
    default: return nil
    }
  }
}
