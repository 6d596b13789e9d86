import Foundation

/// The environment other processes were started with, as far as the system lets us see it.
enum ProcessEnvironment {
  private static let mostAncestors = 32

  /// Of the parent, its parent and so on.
  static func ofAncestors() -> [[String: String]] {
    var environments: [[String: String]] = []
    var process = getppid()
    while process > 1, environments.count < mostAncestors {
      environments.append(of(process))
      guard let parent = parent(of: process) else { break }
      process = parent
    }
    return environments
  }

  static func of(_ process: Int32) -> [String: String] {
    guard let data = FileManager.default.contents(atPath: "/proc/\(process)/environ") else { return [:] }
    let pairs = data.split(separator: 0).compactMap { entry -> (String, String)? in
      let text = String(decoding: entry, as: UTF8.self)
      guard let equals = text.firstIndex(of: "=") else { return nil }
      return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  static func parent(of process: Int32) -> Int32? {
    ProcessStatus(of: String(process)).flatMap { Int32($0.fields[1]) }
  }
}

/// What `/proc/PID/stat` says after the program's name.
struct ProcessStatus {
  /// State, parent and so on: the third field of the file first.
  let fields: [Substring]

  /// Nil where there is no such process.
  init?(of process: String) {
    guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return nil }
    // The name, in parentheses, may itself hold spaces and parentheses.
    guard let end = text.lastIndex(of: ")") else { return nil }
    fields = text[text.index(after: end)...].split(separator: " ")
    guard fields.count > 19 else { return nil }
  }

  /// A killed process whose parent has not asked for its status yet does nothing any more.
  var hasEnded: Bool { fields[0] == "Z" || fields[0] == "X" }
  /// In clock ticks after the machine's start.
  var start: Substring { fields[19] }
}
