import Synchronization

/// The App API's answers to what it cannot do: a list of errors, each with the reference that support asks for.
enum AppAnswer {
  private static let references = Atomic<UInt64>(1)

  static func error(_ status: Int, _ detail: String, pointer: String? = nil) -> Answer {
    let number = references.add(1, ordering: .relaxed).newValue
    let reference = String(Dice.mix(number) & 0xFFFFFF | 0x1000000, radix: 16).dropFirst()
    var error: JSONObject = [
      "detail": .string("\(detail) (reference \(reference))"), "status": .string(String(status)),
    ]
    if let pointer { error.append("source", ["pointer": .string(pointer)]) }
    return .compact(status, ["errors": [.object(error)]])
  }

  static var unauthorized: Answer { error(401, "unauthorized") }
  static var notFound: Answer { error(404, "not found") }
  static func badRequest(_ detail: String, pointer: String? = nil) -> Answer { error(400, detail, pointer: pointer) }

  /// `/v1/send/…` reports as the Track API does.
  static func refusedToSend(_ status: Int, _ message: String) -> Answer {
    .compact(status, ["meta": ["error": .string(message)]])
  }
}
