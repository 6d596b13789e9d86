import Foundation
import NIOCore

/// The state on disk: a header, perhaps a snapshot, then one line for each call that changed something, written before
/// it is answered. Starting again replays them. A line that was cut off by a kill is left out.
struct StateLog: Sendable {
  /// What the workspace was seeded with: it holds for as long as the file does.
  struct Header: Sendable {
    let seed: UInt64
    let people: Int
    let now: Int

    init(_ population: Population, _ configuration: SandboxConfiguration) {
      seed = population.dice.seed
      people = population.count
      now = population.now
    }

    init?(_ line: JSON) {
      guard let object = line.object, object["sandbox"]?.integer == 1,
        let text = object["seed"]?.attributeText,
        let seed = UInt64(text), let people = object["people"]?.integer,
        let now = object["now"]?.integer, people >= 0
      else { return nil }
      self.seed = seed
      self.people = people
      self.now = now
    }

    var population: Population { Population(seed: seed, count: people, now: now) }

    var json: JSON {
      [
        "sandbox": 1, "seed": .number(String(seed)), "people": .integer(people),
        "now": .integer(now),
      ]
    }
  }

  /// What was found in a file.
  struct Opened: Sendable {
    var log: StateLog
    var header: Header
    var snapshot: Snapshot?
    var calls: [Call] = []
    /// Whether the calls have become so many that a snapshot is due.
    var isLong = false
  }

  /// Calls of more bytes than this become a snapshot at the next start.
  static let longestTail = 8 * 1024 * 1024

  private let path: String
  private var descriptor: Int32

  private init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  /// Opens or creates the file and takes it for this process alone.
  static func open(_ path: String, header: Header) throws(SandboxError) -> Opened {
    var log = StateLog(path: path, descriptor: try take(path, flags: O_RDWR | O_CREAT))
    let bytes = log.read()
    guard let end = bytes.firstIndex(of: 0x0A) else {
      log.restart(header)
      return Opened(log: log, header: header)
    }
    guard let first = line(bytes[..<end]), let stored = Header(first) else {
      log.close()
      throw SandboxError.stateUnreadable(path: path, reason: "it is not a sandbox's state")
    }
    var opened = Opened(log: log, header: stored)
    var start = end + 1
    if bytes[start...].starts(with: Array(#"{"snapshot":"#.utf8)),
      let end = bytes[start...].firstIndex(of: 0x0A)
    {
      opened.snapshot = Snapshot(line: bytes[start..<end])
      guard opened.snapshot != nil else {
        log.close()
        throw SandboxError.stateUnreadable(path: path, reason: "its snapshot cannot be read")
      }
      start = end + 1
    }
    let (calls, length) = calls(bytes, from: start)
    opened.calls = calls
    opened.isLong = length - start > longestTail
    // What follows the last whole line was cut off while it was written.
    ftruncate(log.descriptor, off_t(length))
    lseek(log.descriptor, 0, SEEK_END)
    return opened
  }

  private static func take(_ path: String, flags: Int32) throws(SandboxError) -> Int32 {
    let descriptor = Foundation.open(path, flags | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw SandboxError.stateUnreadable(path: path, reason: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      Foundation.close(descriptor)
      throw SandboxError.stateInUse(path: path)
    }
    return descriptor
  }

  /// Puts a snapshot in place of the calls that led to it: in a new file that takes the old one's name when it is
  /// whole. Where that fails the old one goes on.
  mutating func compact(_ header: Header, _ snapshot: Snapshot) {
    guard let line = try? snapshot.line() else { return }
    let draft = path + ".new"
    guard let next = try? Self.take(draft, flags: O_RDWR | O_CREAT | O_TRUNC) else { return }
    let written = StateLog(path: path, descriptor: next)
    guard written.write(JSONWriter.compact(header.json) + [0x0A] + line + [0x0A]), fsync(next) == 0,
      rename(draft, path) == 0
    else {
      unlink(draft)
      Foundation.close(next)
      return
    }
    close()
    descriptor = next
  }

  private static func line(_ bytes: ArraySlice<UInt8>) -> JSON? {
    bytes.withUnsafeBytes { buffer in try? JSONParser.parse(buffer) }
  }

  private static func calls(_ bytes: [UInt8], from start: Int) -> (calls: [Call], length: Int) {
    var calls: [Call] = []
    var position = start
    while let end = bytes[position...].firstIndex(of: 0x0A) {
      guard let line = line(bytes[position..<end]), let call = Call(stateLine: line) else { break }
      calls.append(call)
      position = end + 1
    }
    return (calls, position)
  }

  private func read() -> [UInt8] {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Foundation.read(descriptor, &block, block.count)
      if count > 0 {
        bytes.append(contentsOf: block[..<count])
      } else if count < 0, errno == EINTR {
        continue
      } else {
        return bytes
      }
    }
  }

  /// Begins the file anew.
  func restart(_ header: Header) {
    guard descriptor >= 0 else { return }
    ftruncate(descriptor, 0)
    lseek(descriptor, 0, SEEK_SET)
    write(JSONWriter.compact(header.json) + [0x0A])
  }

  func append(_ call: Call) {
    guard descriptor >= 0 else { return }
    write(JSONWriter.compact(call.stateLine) + [0x0A])
  }

  mutating func close() {
    if descriptor >= 0 { Foundation.close(descriptor) }
    descriptor = -1
  }

  @discardableResult
  private func write(_ bytes: [UInt8]) -> Bool {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return false }
      written += count
    }
    return true
  }
}

extension Call {
  var stateLine: JSON {
    var object: JSONObject = [
      "time": .number(String(time)), "domain": .string(domain.rawValue), "method": .string(method),
      "path": .string(rawPath),
    ]
    if !rawQuery.isEmpty { object.append("query", .string(rawQuery)) }
    if body.readableBytes > 0 {
      let bytes = Array(body.readableBytesView)
      if let text = String(validating: bytes, as: UTF8.self) {
        object.append("body", .string(text))
      } else {
        object.append("base64", .string(Data(bytes).base64EncodedString()))
      }
    }
    return .object(object)
  }

  init?(stateLine line: JSON) {
    guard let object = line.object, let time = object["time"].flatMap({ Double($0.attributeText) }),
      let domain = object["domain"]?.string.flatMap({ Domain(rawValue: $0) }),
      let method = object["method"]?.string,
      let path = object["path"]?.string
    else { return nil }
    var body = ByteBuffer()
    if let text = object["body"]?.string { body.writeString(text) }
    if let text = object["base64"]?.string, let data = Data(base64Encoded: text) {
      body.writeBytes(data)
    }
    self.init(
      domain: domain, method: method, rawPath: path, rawQuery: object["query"]?.string ?? "",
      body: body, time: time)
  }
}
