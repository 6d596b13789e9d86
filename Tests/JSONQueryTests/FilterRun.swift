import Foundation
import JSONQuery
import JSONText

/// Filters run both ways: by the product, and by Debian's jq.
enum FilterRun {
  static let query = JSONQuery(executable: Bundle.main.bundleURL.appending(path: "json-query-child").path)

  static func product(_ filter: String, on text: String, query: JSONQuery = query) async -> (JSONQueryOutcome, [String])
  {
    let output = JSONDocument()
    let outcome = await query.run(filter, on: JSONDocument(text), into: output)
    return (outcome, lines(output.snapshot.bytes()))
  }

  /// As a command does it: from a file, which the child reads.
  static func product(_ filter: String, onFile bytes: some DataProtocol) async throws -> (JSONQueryOutcome, [String]) {
    let file = FileManager.default.temporaryDirectory.appending(path: "filter-\(UUID()).json")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let handle = try FileHandle(forReadingFrom: file)
    defer { try? handle.close() }
    let output = JSONDocument()
    let outcome = await query.run(filter, reading: handle.fileDescriptor, into: output)
    return (outcome, lines(output.snapshot.bytes()))
  }

  static func jq(_ filter: String, on text: String) throws -> [String] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/jq")
    process.arguments = ["-c", filter]
    // A file, since a filter may end before it has read a pipe to its end.
    let file = FileManager.default.temporaryDirectory.appending(path: "filter-\(UUID()).json")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let output = Pipe()
    process.standardInput = try FileHandle(forReadingFrom: file)
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return lines(Array(data))
  }

  private static func lines(_ bytes: [UInt8]) -> [String] {
    bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
  }
}
