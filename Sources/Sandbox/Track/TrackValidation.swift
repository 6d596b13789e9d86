/// The checks of Track v1, with the messages of the real server. Each gives all that it finds.
enum TrackValidation {
  static func identifier(_ text: String) -> [String] {
    if text.isEmpty { return ["id attribute cannot be an empty string"] }
    if text.utf8.count > TrackLimits.identifier { return ["id attribute cannot be longer than 150 bytes"] }
    return []
  }

  static func attributes(_ attributes: JSONObject, path: String) -> [String] {
    var messages: [String] = []
    if let id = attributes["id"] {
      if let text = id.string {
        if text.isEmpty {
          messages.append("id attribute cannot be an empty string")
        } else if case .id(let asked) = Reference(path: path), !sameBytes(asked, text) {
          messages.append("id attribute and identifier are not the same value")
        } else if text.utf8.count > TrackLimits.identifier {
          messages.append("id attribute cannot be longer than 150 bytes")
        }
      } else {
        messages.append("id attribute must be a string value")
      }
    }
    if attributes.count > TrackLimits.attributes {
      messages.append("cannot identify more than 300 attributes in one request")
    }
    for member in attributes.members {
      if member.name.utf8.count > TrackLimits.attributeName {
        messages.append("attribute name cannot be longer than 150 bytes")
      }
      if member.name != "id", member.name != "cio_relationships", isTooLong(member.value) {
        messages.append("value for attribute '\(member.name)' cannot be longer than 1000 bytes")
      }
    }
    return messages
  }

  static func isTooLong(_ value: JSON) -> Bool { value.byteCount > TrackLimits.attributeValue }

  static func event(_ body: JSONObject) -> [String] {
    var messages: [String] = []
    let name = trimmed(body["name"]?.string ?? "")
    if name.isEmpty {
      messages.append("event name must not be blank")
    } else if name.count >= TrackLimits.eventNameCharacters {
      messages.append("event name must be less than 500 characters")
    } else if name.utf8.count > TrackLimits.eventName {
      messages.append("event name cannot be longer than 100 bytes")
    }
    if let data = body["data"] {
      if data.object == nil {
        messages.append("event data must be a hash")
      } else if data.byteCount > TrackLimits.eventData {
        messages.append("event data cannot be longer than 100000 bytes")
      }
    }
    return messages
  }

  static func trimmed(_ text: String) -> String {
    let spaces: Set<Character> = [" ", "\t", "\n", "\r"]
    var trimmed = text[...]
    while let first = trimmed.first, spaces.contains(first) { trimmed.removeFirst() }
    while let last = trimmed.last, spaces.contains(last) { trimmed.removeLast() }
    return String(trimmed)
  }
}
