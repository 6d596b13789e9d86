import CJSONScan
import Foundation
import Synchronization

/// A text that is shown as JSON, whatever it holds: its bytes, which may still be arriving, and a structural index over them.
/// Bytes are appended from any one place; snapshots are taken and read anywhere, at the same time.
public final class JSONDocument: Sendable {
  /// What readers see. Its lock is held for moments only, never while bytes are awaited or scanned.
  private struct Published {
    var storage: JSONStorage?
    var count = 0
    var indexed = 0
    var scan = cjson_state()
    var isComplete = false
    var verdicts: [Bool: JSONVerdict] = [:]
  }

  /// Held while bytes are added, so that writers take turns.
  private let writing = Mutex(())
  private let published = Mutex(Published())
  private let expectedCount: Int?
  private let growth = NSCondition()

  /// An empty document that grows by `append` and is ended by `finish`.
  public init() {
    expectedCount = nil
  }

  /// A complete document.
  public init(_ bytes: some Collection<UInt8>) {
    expectedCount = bytes.count
    // Memory for a copy of what is in memory already is there, or the process ends as at any allocation.
    try? append(bytes)
    finish()
  }

  public convenience init(_ text: String) {
    self.init(text.utf8)
  }

  /// Adds bytes. Throws where no memory is left for them, and after `finish`.
  public func append(_ bytes: some Collection<UInt8>) throws(JSONDocumentError) {
    let done = bytes.withContiguousStorageIfAvailable { bytes in
      Result { () throws(JSONDocumentError) in try append(UnsafeRawBufferPointer(bytes)) }
    }
    if let done { return try done.get() }
    try Array(bytes).withUnsafeBytes { bytes in
      Result { () throws(JSONDocumentError) in try append(bytes) }
    }.get()
  }

  public func append(_ bytes: UnsafeRawBufferPointer) throws(JSONDocumentError) {
    guard let start = bytes.baseAddress, bytes.count > 0 else { return }
    _ = try write(atMost: bytes.count) { target, _ in
      target.update(from: start.assumingMemoryBound(to: UInt8.self), count: bytes.count)
      return bytes.count
    }
  }

  /// Reads from a file descriptor once, at most `limit` bytes, without a copy between. Returns what `read` returned: 0 is the
  /// end of the file, which does not finish the document.
  public func append(reading descriptor: Int32, atMost limit: Int) throws(JSONDocumentError) -> Int {
    try write(atMost: limit) { target, room in
      while true {
        let count = Foundation.read(descriptor, target, room)
        if count >= 0 { return count }
        if errno != EINTR { return -Int(errno) }
      }
    }
  }

  /// Says that no more bytes will come.
  public func finish() {
    published.withLock { $0.isComplete = true }
    tellGrowth()
  }

  /// Blocks the thread until there are more bytes than so many, no more will come, or the time is over.
  public func waitForBytes(beyond count: Int, until end: Date? = nil) {
    growth.lock()
    defer { growth.unlock() }
    while published.withLock({ $0.count <= count && !$0.isComplete }) {
      guard let end else {
        growth.wait()
        continue
      }
      guard growth.wait(until: end) else { return }
    }
  }

  /// Under the condition's lock, so that nobody goes to sleep between looking and waiting.
  private func tellGrowth() {
    growth.lock()
    growth.broadcast()
    growth.unlock()
  }

  public var byteCount: Int { published.withLock { $0.count } }

  public var isComplete: Bool { published.withLock { $0.isComplete } }

  /// What is there now.
  public var snapshot: JSONSnapshot {
    published.withLock { state in
      guard let storage = state.storage else { return JSONSnapshot(isComplete: state.isComplete) }
      var index = cjson_index()
      index.bytes = UnsafePointer(storage.bytes)
      index.count = UInt64(state.count)
      index.blocks = UnsafePointer(storage.blocks)
      index.block_count = UInt64(state.indexed / Int(CJSON_BLOCK_SIZE))
      index.groups = UnsafePointer(storage.groups)
      cjson_finish_index(&index, state.scan)
      return JSONSnapshot(storage: storage, index: index, isComplete: state.isComplete)
    }
  }

  /// Whether the text, as far as it has come, is strictly valid JSON: one value, or with `allowingSequence` any number of them
  /// one after another (NDJSON). Reads the whole text, at several hundred megabytes a second: not for the main actor where it
  /// is large. Kept once the document is complete.
  public func verdict(allowingSequence: Bool = false) -> JSONVerdict {
    if let known = published.withLock({ $0.verdicts[allowingSequence] }) { return known }
    let snapshot = snapshot
    let verdict = snapshot.verdict(allowingSequence: allowingSequence)
    if snapshot.isComplete { published.withLock { $0.verdicts[allowingSequence] = verdict } }
    return verdict
  }

  /// Lets `body` write at most `limit` bytes behind the last one, and publishes as many as it says. A negative answer is a
  /// system error number.
  private func write(
    atMost limit: Int, _ body: (UnsafeMutablePointer<UInt8>, Int) -> Int
  ) throws(JSONDocumentError) -> Int {
    let result = writing.withLock { _ -> Result<Int, JSONDocumentError> in
      var state = published.withLock { $0 }
      guard !state.isComplete else { return .failure(.complete) }
      if state.storage == nil {
        state.storage = JSONStorage(capacity: expectedCount ?? JSONStorage.openCapacity, atLeast: limit)
      }
      guard let storage = state.storage, storage.capacity - state.count >= limit else { return .failure(.noMemory) }
      let added = body(storage.bytes + state.count, limit)
      guard added >= 0 else { return .failure(.unreadable(Int32(-added))) }
      state.count += added
      let indexed = cjson_extend(
        storage.bytes, UInt64(state.indexed), UInt64(state.count), &state.scan, storage.blocks, storage.groups)
      published.withLock {
        $0.storage = storage
        $0.count = state.count
        $0.indexed = Int(indexed)
        $0.scan = state.scan
      }
      return .success(added)
    }
    tellGrowth()
    return try result.get()
  }
}

/// Why bytes could not be added to a document.
public enum JSONDocumentError: Error, Hashable, Sendable {
  case complete
  case noMemory
  /// The system's error number.
  case unreadable(Int32)
}

extension JSONDocumentError: CustomStringConvertible, LocalizedError {
  public var description: String {
    switch self {
    case .complete: "The document is complete; nothing can be added."
    case .noMemory: "There is not enough memory for the document."
    case .unreadable(let number): "The text could not be read: \(String(cString: strerror(number)))."
    }
  }

  public var errorDescription: String? { description }
}

/// The strict judgement of a text.
public enum JSONVerdict: Hashable, Sendable {
  case valid
  case invalid(JSONSyntaxError)
}
