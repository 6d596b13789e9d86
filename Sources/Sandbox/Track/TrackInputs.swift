/// Why a part of a request was not accepted: all that is wrong with it.
struct Refusal: Error, Sendable {
  var messages: [String]
  /// The dotted path of the field, as v2 names it.
  var field = ""
}

/// A device as it is sent: v1 calls its token `id`, v2 `token`.
enum DeviceInput {
  static func read(_ value: JSON?, tokenKey: String, now: Int) -> Result<Device, Refusal> {
    guard let body = value?.object else {
      return .failure(Refusal(messages: ["device must be present"], field: "device"))
    }
    var messages: [String] = []
    let token = body[tokenKey]?.string ?? ""
    if token.isEmpty { messages.append("device \(tokenKey) must be present") }
    let platform = body["platform"]?.string ?? ""
    if platform.isEmpty {
      messages.append("device platform must be present")
    } else if platform != "ios", platform != "android" {
      messages.append("device platform must be ios or android")
    }
    guard messages.isEmpty else { return .failure(Refusal(messages: messages, field: "device")) }
    var attributes = body["attributes"]?.object ?? JSONObject()
    for member in body.members
    where ![tokenKey, "platform", "last_used", "attributes"].contains(where: { $0 == member.name }) {
      attributes[member.name] = member.value
    }
    return .success(
      Device(
        token: token, platform: platform, lastUsed: body["last_used"]?.looseInteger ?? now, attributes: attributes))
  }
}

/// Identifiers in a body: an object with one of the known keys.
enum PersonIdentifiers {
  static func read(_ object: JSONObject) -> Reference? {
    for member in object.members {
      guard let text = member.value.string ?? number(member.value), !text.isEmpty else { continue }
      if member.name == "anonymous_id" { return .anonymous(text) }
      if let reference = Reference(kind: member.name, text: text) { return reference }
    }
    return nil
  }

  private static func number(_ value: JSON) -> String? {
    if case .number(let text) = value { return text }
    return nil
  }
}
