extension JSONValue {
  /// The value of a key, and of its last occurrence where it occurs more than once. Setting replaces that occurrence, or
  /// appends; setting nil removes every occurrence. Nil for anything but an object, and setting does nothing there.
  public subscript(key: String) -> JSONValue? {
    get {
      guard case .object(let members) = self else { return nil }
      return members.last { $0.key == key }?.value
    }
    set {
      guard case .object(var members) = self else { return }
      self = .null
      if let newValue {
        if let index = members.lastIndex(where: { $0.key == key }) {
          members[index].value = newValue
        } else {
          members.append(JSONMember(key: key, value: newValue))
        }
      } else {
        members.removeAll { $0.key == key }
      }
      self = .object(members)
    }
  }

  /// The element at a position counted from 0; nil beyond the end, and for anything but an array.
  public subscript(index: Int) -> JSONValue? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  /// Of a string that holds half a surrogate pair, how it reads.
  public var stringValue: String? {
    switch self {
    case .string(let text): text
    case .unpairedString(let string): string.text
    default: nil
    }
  }

  public var numberValue: JSONNumber? {
    guard case .number(let number) = self else { return nil }
    return number
  }

  public var intValue: Int? { numberValue?.intValue }

  public var doubleValue: Double? { numberValue?.doubleValue }

  public var boolValue: Bool? {
    guard case .boolean(let flag) = self else { return nil }
    return flag
  }

  public var arrayValue: [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  public var objectValue: [JSONMember]? {
    guard case .object(let members) = self else { return nil }
    return members
  }

  public var isNull: Bool { self == .null }
}
