/// What is wrong with one v2 item, as the API reports it.
struct EntityError: Error, Sendable, Equatable {
  var reason: String
  var field: String
  var message: String

  static func required(_ field: String) -> EntityError {
    EntityError(reason: "required", field: field, message: "\(field) is required")
  }

  static func invalid(_ field: String, _ message: String) -> EntityError {
    EntityError(reason: "invalid", field: field, message: message)
  }

  func json(index: Int? = nil) -> JSON {
    var object = JSONObject()
    if let index { object.append("batch_index", .integer(index)) }
    object.append("reason", .string(reason))
    object.append("field", .string(field))
    object.append("message", .string(message))
    return .object(object)
  }
}
