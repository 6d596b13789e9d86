/// Why a request can't be made, found before anything is sent, in words for the field at fault.
public enum RequestError: Error, Hashable, Sendable, CustomStringConvertible {
  case emptyPath
  case absoluteURL
  case otherHost
  case backslash
  case userInfo
  case controlCharacter(field: String)
  case fragment
  case malformedPercent
  case dotSegment(String)
  case reservedHeader(String)
  case headerName(String)
  case headerValue(name: String)
  case emptyIdentifier
  /// The identifier is "." or ".." and the route has no other way to name a person.
  case unaddressable(identifier: String, action: String)
  case emptyList(String)
  case tooMany(String, limit: Int)
  case tooLarge(String, size: Int, limit: Int)
  case notAnObject(String)

  public var description: String {
    switch self {
    case .emptyPath: "A path is needed, such as /v1/segments"
    case .absoluteURL: "Only the path belongs here, such as /v1/segments: the domain gives the address"
    case .otherHost: "A path can't begin with //: that names another host"
    case .backslash: "A path can't hold a backslash"
    case .userInfo: "A path can't hold a user name or password: authorization is added by the program"
    case .controlCharacter(let field): "The \(field) holds a control character or line break"
    case .fragment: "A path can't hold #: write it as %23"
    case .malformedPercent: "A % must be followed by two hexadecimal digits: write a plain one as %25"
    case .dotSegment(let segment): "The path part \(segment) would be resolved on the way and call another route"
    case .reservedHeader(let name): "The header \(name) is set by the program and can't be given here"
    case .headerName(let name):
      // In one line, whatever was typed or pasted.
      name.isEmpty ? "A header needs a name" : "\(String(name.prefix(60)).debugDescription) can't be a header's name"
    case .headerValue(let name): "The value of header \(name) holds a control character or line break"
    case .emptyIdentifier: "An identifier is needed"
    case .unaddressable(let identifier, let action):
      "An id that is \(identifier) can't stand in a path, and Customer.io has no other way to \(action) by id: "
        + "use the person's email or cio_id"
    case .emptyList(let name): "At least one of \(name) is needed"
    case .tooMany(let name, let limit): "At most \(limit) \(name) fit in one request"
    case .tooLarge(let name, let size, let limit): "The \(name) is \(size) bytes long; the limit is \(limit)"
    case .notAnObject(let name): "\(name) must be a JSON object"
    }
  }
}
