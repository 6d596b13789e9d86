import Foundation

/// Who does something, as the journal records it.
public struct Actor: Hashable, Sendable {
  public let name: String
  /// The address of the SSH client, where there is one.
  public let origin: String?

  public init(name: String, origin: String? = nil) {
    self.name = name
    self.origin = origin
  }

  /// The person at the keyboard: the name given with `--as`, else the login behind `sudo`, else the login.
  public static func current(environment: [String: String], as name: String? = nil) -> Actor {
    let given = [name, environment["SUDO_USER"], environment["LOGNAME"], environment["USER"]]
    let chosen = given.lazy.compactMap { $0.flatMap(cleaned) }.first
    return Actor(name: chosen ?? accountName() ?? "uid \(getuid())", origin: origin(environment))
  }

  private static func origin(_ environment: [String: String]) -> String? {
    if let address = address(in: environment) { return address }
    // sudo drops the variables; the shell it was started from still has them.
    guard environment["SUDO_USER"] != nil else { return nil }
    return ProcessEnvironment.ofAncestors().lazy.compactMap(address).first
  }

  private static func address(in environment: [String: String]) -> String? {
    for variable in ["SSH_CLIENT", "SSH_CONNECTION"] {
      if let address = environment[variable]?.split(separator: " ").first { return String(address) }
    }
    return nil
  }

  private static func cleaned(_ name: String) -> String? {
    let isSpace = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace }
    // Foundation's character sets would be loaded before the first frame.
    let start = name.unicodeScalars.drop(while: isSpace)
    guard let last = start.lastIndex(where: { !isSpace($0) }) else { return nil }
    return String(start[...last])
  }

  private static func accountName() -> String? {
    var record = passwd()
    var result: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 16_384)
    guard getpwuid_r(getuid(), &record, &buffer, buffer.count, &result) == 0, result != nil,
      let name = record.pw_name
    else { return nil }
    return cleaned(String(cString: name))
  }
}
