/// Something that is to go wrong, as `--fault` and the admin route `/_sandbox/faults` name it.
public struct SandboxFault: Sendable {
  let fault: Fault

  /// Whether it can only happen to a sandbox with TLS.
  public var needsTLS: Bool { fault.kind == .certificate }

  /// Why a text names no fault.
  public struct Unreadable: Error, Equatable, CustomStringConvertible {
    public let description: String
  }

  /// - Parameter text: a kind, then what narrows it, e.g. `status,status=503,path=/api/v1/*,count=3`; or the JSON object
  ///   that the admin route takes, for values that hold a comma.
  public init(parsing text: String) throws(Unreadable) {
    let body = text.hasPrefix("{") ? try Self.object(text) : try Self.pairs(text)
    for member in body.members where !Fault.names.contains(member.name) {
      throw Unreadable(description: "\(member.name) is none of \(Fault.names.joined(separator: ", "))")
    }
    switch Fault.read(body) {
    case .success(let fault): self.fault = fault
    case .failure(let refusal): throw Unreadable(description: refusal.messages.joined(separator: ", "))
    }
  }

  private static func object(_ text: String) throws(Unreadable) -> JSONObject {
    let parsed = Array(text.utf8).withUnsafeBytes { bytes in try? JSONParser.parse(bytes) }
    guard let object = parsed?.object else { throw Unreadable(description: "this is no JSON object") }
    return object
  }

  private static func pairs(_ text: String) throws(Unreadable) -> JSONObject {
    var body = JSONObject()
    for (index, part) in text.split(separator: ",", omittingEmptySubsequences: false).enumerated() {
      let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      switch (halves.count, index) {
      case (2, _): body.append(halves[0], value(halves[1]))
      case (1, 0): body.append("kind", .string(halves[0]))
      default: throw Unreadable(description: "after the kind come NAME=VALUE pairs, and \(part) is none")
      }
    }
    return body
  }

  private static func value(_ text: String) -> JSON {
    switch text {
    case "true": .bool(true)
    case "false": .bool(false)
    default: .string(text)
    }
  }
}
