import Foundation

/// A process, told apart from a later one that was given the same number.
public struct ProcessIdentity: Hashable, Sendable {
  public let id: Int32
  /// Boot, process namespace and start in clock ticks after boot; empty where `/proc` does not say.
  public let start: String

  public enum Liveness: Hashable, Sendable {
    case running, ended
    /// It ran where this process can't look: in another container, say.
    case outOfSight
  }

  public static let current = ProcessIdentity(id: getpid(), start: start(of: "self") ?? "")

  public init(id: Int32, start: String) {
    self.id = id
    self.start = start
  }

  public var liveness: Liveness {
    let mine = Self.current.start.split(separator: "/")
    let its = start.split(separator: "/")
    guard mine.count == 3, its.count == 3 else { return .outOfSight }
    // After a reboot nothing that ran before is left.
    guard mine[0] == its[0] else { return .ended }
    guard mine[1] == its[1] else { return .outOfSight }
    return Self.start(of: String(id)) == start ? .running : .ended
  }

  private static func start(of process: String) -> String? {
    guard let boot, let namespace, let status = ProcessStatus(of: process), !status.hasEnded else { return nil }
    return "\(boot)/\(namespace)/\(status.start)"
  }

  private static let boot = text(at: "/proc/sys/kernel/random/boot_id")?
    .trimmingCharacters(in: .whitespacesAndNewlines)

  private static let namespace: String? = {
    var buffer = [UInt8](repeating: 0, count: 128)
    let count = readlink("/proc/self/ns/pid", &buffer, buffer.count)
    guard count > 0 else { return nil }
    return String(decoding: buffer[..<count].filter { (48...57).contains($0) }, as: UTF8.self)
  }()

  private static func text(at path: String) -> String? {
    try? String(contentsOfFile: path, encoding: .utf8)
  }
}
