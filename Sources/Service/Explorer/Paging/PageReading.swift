import CustomerIO
import JSONText

/// What a page of a list says: its elements, and how to ask for the next.
///
/// Customer.io pages in one way everywhere: `next` in the answer is `start` of the next question, until it is empty.
struct PageReading {
  /// The name of the array that is paged; empty where the answer is the array itself.
  let name: String
  let elements: [JSONValue]
  /// Nil at the end.
  let next: String?

  /// Nil where the answer holds no array.
  init?(_ answer: JSONValue) {
    switch answer {
    case .array(let elements):
      self.init(name: "", elements: elements, next: nil)
    case .object(let members):
      let arrays = members.filter { $0.value.arrayValue != nil }
      // An array of identifiers beside the objects is not what is wanted.
      let best = arrays.first { $0.value.arrayValue?.first?.objectValue != nil } ?? arrays.first { $0.key != "errors" }
      guard let best, let elements = best.value.arrayValue else { return nil }
      self.init(name: best.key, elements: elements, next: Self.token(answer["next"]))
    case .string, .unpairedString, .number, .boolean, .null: return nil
    }
  }

  private init(name: String, elements: [JSONValue], next: String?) {
    self.name = name
    self.elements = elements
    self.next = next
  }

  private static func token(_ value: JSONValue?) -> String? {
    switch value {
    case .string(let text)?: text.isEmpty ? nil : text
    case .number(let number)?: number.text
    case .unpairedString?, .object?, .array?, .boolean?, .null?, nil: nil
    }
  }
}

/// Where a request says from where on it wants a list.
enum PageStart {
  static func put(_ token: String, into request: APIRequest) -> APIRequest {
    var request = request
    // One in the URL's own query would come first and win.
    if let written = request.writtenQuery {
      let kept = written.split(separator: "&").filter { $0 != "start" && !$0.hasPrefix("start=") }
      request.writtenQuery = kept.isEmpty ? nil : kept.joined(separator: "&")
    }
    request.query.removeAll { $0.name == "start" }
    request.query.append(NameValue("start", token))
    return request
  }
}
