import Foundation
import Service

/// Reads the values that may stand in a file or come from standard input: `@FILE`, `-`, and `@@` for a literal `@`.
final class ValueReader {
  /// What standard input was read for; it can be read only once.
  private var inputReader: String?

  /// The text behind an option's value.
  func text(_ value: String, of option: String) throws -> String {
    if value == "-" { return try decoded(try standardInput(for: option), of: option) }
    guard value.hasPrefix("@") else { return value }
    let rest = String(value.dropFirst())
    if rest.hasPrefix("@") { return rest }
    return try decoded(try file(rest, of: option), of: option)
  }

  /// The values behind a repeated option: each literal, or the lines of a file.
  func lines(_ values: [String], of option: String) throws -> [String] {
    var lines: [String] = []
    for value in values {
      let isRead = value == "-" || (value.hasPrefix("@") && !value.hasPrefix("@@"))
      let text = try text(value, of: option)
      guard isRead else {
        lines.append(text)
        continue
      }
      for line in text.split(omittingEmptySubsequences: true, whereSeparator: { $0 == "\n" || $0 == "\r\n" }) {
        lines.append(line.hasSuffix("\r") ? String(line.dropLast()) : String(line))
      }
    }
    return lines
  }

  /// A key from a file, without the line break at its end.
  func secret(_ value: String, of option: String) throws -> String {
    let path = value.hasPrefix("@") ? String(value.dropFirst()) : value
    // The path is not repeated: it may be the key itself, by mistake.
    let data = value == "-" ? try standardInput(for: option) : try file(path, as: "That file", of: option)
    let text = try decoded(data, of: option).trimmingCharacters(in: .newlines)
    guard !text.isEmpty else {
      throw Failure.option(option, "\(value == "-" ? "Standard input" : "That file") is empty.")
    }
    return text
  }

  private func standardInput(for option: String) throws -> Data {
    if let inputReader {
      throw Failure.option(option, "Standard input is already read for \(inputReader). Use a file for one of them.")
    }
    inputReader = option
    return try read(FileHandle.standardInput, "standard input", of: option)
  }

  private func file(_ path: String, as name: String? = nil, of option: String) throws -> Data {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    let name = name ?? path
    guard descriptor >= 0 else {
      throw Failure.option(option, "\(name) can't be read: \(String(cString: strerror(errno))).")
    }
    return try read(FileHandle(fileDescriptor: descriptor, closeOnDealloc: true), name, of: option)
  }

  /// Nothing larger can be sent.
  private static let limit = 100_000_000

  private func read(_ file: FileHandle, _ name: String, of option: String) throws -> Data {
    var data = Data()
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(file.fileDescriptor, &block, block.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw Failure.option(option, "\(name) can't be read: \(String(cString: strerror(errno))).")
      }
      guard count > 0 else { return data }
      data.append(contentsOf: block[..<count])
      guard data.count <= Self.limit else { throw Failure.option(option, "\(name) is larger than 100 MB.") }
    }
  }

  private func decoded(_ data: Data, of option: String) throws -> String {
    guard let text = String(validating: data, as: UTF8.self) else {
      throw Failure.option(option, "What was read is not UTF-8 text.")
    }
    return text
  }
}
