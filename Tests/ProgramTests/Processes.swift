import Foundation
import Glibc

/// The processes of this machine, as `/proc` tells of them.
enum Processes {
  static func all() -> [pid_t] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { pid_t($0) }
  }

  /// Children, their children and so on, as they are now.
  static func descendants(of process: pid_t) -> [pid_t] {
    let children = Dictionary(grouping: all()) { parent($0) ?? 0 }
    var (found, open) = ([pid_t](), [process])
    while let next = open.popLast() {
      let those = children[next] ?? []
      found += those
      open += those
    }
    return found
  }

  /// Those that were started with this text somewhere in their environment, as a home of a test's own is.
  static func withEnvironment(containing text: String) -> [pid_t] {
    all().filter { file($0, "environ").contains(text) }
  }

  static func name(_ process: pid_t) -> String {
    file(process, "comm").trimmingCharacters(in: .whitespacesAndNewlines)
  }

  static func parent(_ process: pid_t) -> pid_t? {
    // The name, in parentheses, may hold anything; after it come the state and the parent.
    let status = file(process, "stat")
    guard let end = status.lastIndex(of: ")") else { return nil }
    let fields = status[status.index(after: end)...].split(separator: " ")
    return fields.count > 1 ? pid_t(fields[1]) : nil
  }

  static func file(_ process: pid_t, _ name: String) -> String {
    guard let data = FileManager.default.contents(atPath: "/proc/\(process)/\(name)") else { return "" }
    return String(decoding: data, as: UTF8.self)
  }

  /// Whether it still runs; one that has ended and is not yet waited for does not.
  static func runs(_ process: pid_t) -> Bool { !["", "Z", "X"].contains(state(process)) }

  /// `R`, `S`, `T` and so on; empty where there is no such process.
  static func state(_ process: pid_t) -> String {
    let status = file(process, "stat")
    guard let end = status.lastIndex(of: ")") else { return "" }
    return status[status.index(after: end)...].split(separator: " ").first.map(String.init) ?? ""
  }
}
