import Foundation
import JSONText
import Synchronization

/// Reads a file or standard input into a document, on a thread of its own. What is compressed by gzip is unpacked as it comes.
public struct DocumentFeed: Sendable {
  public let document: JSONDocument
  public let descriptor: Int32
  /// The most that is unpacked, in bytes: a few kilobytes can hold any number of them.
  var unpackedLimit = max(1 << 30, Int(clamping: ProcessInfo.processInfo.physicalMemory / 4))

  /// Small at first, so that the first page stands early.
  private static let firstBlock = 1 << 16
  private static let block = 4 << 20

  public init(document: JSONDocument, descriptor: Int32) {
    self.document = document
    self.descriptor = descriptor
  }

  /// - Parameters:
  ///   - grew: told when there is more to show, and not again until it has been dealt with.
  ///   - ended: told at the end, with what went wrong.
  public func start(
    grew: @escaping @MainActor @Sendable () -> Void, ended: @escaping @MainActor @Sendable (String?) -> Void
  ) {
    Thread.detachNewThread {
      let told = Told()
      let problem = fill {
        guard told.begin() else { return }
        Task { @MainActor in
          told.end()
          grew()
        }
      }
      Task { @MainActor in ended(problem) }
    }
  }

  /// Reads to the end and finishes the document. Answers what went wrong; what came before it stays.
  public func fill(_ arrived: () -> Void = {}) -> String? {
    defer { document.finish() }
    do {
      let beginning = try read(atMost: Self.firstBlock)
      if GzipStream.begins(beginning) { return try unpack(beginning, arrived) }
      try document.append(beginning)
      arrived()
      guard !beginning.isEmpty else { return nil }
      while try document.append(reading: descriptor, atMost: Self.block) > 0 { arrived() }
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// As ``fill(_:)``, on a thread of its own.
  public func fillAside() async -> String? {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: fill()) }
    }
  }

  private func read(atMost limit: Int) throws(JSONDocumentError) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      var result = -1
      repeat { result = Foundation.read(descriptor, buffer.baseAddress, limit) } while result < 0 && errno == EINTR
      if result < 0 { failure = errno }
      count = max(0, result)
    }
    guard failure == 0 else { throw .unreadable(failure) }
    return bytes
  }

  private func unpack(_ beginning: [UInt8], _ arrived: () -> Void) throws(JSONDocumentError) -> String? {
    guard let stream = GzipStream() else { return "There is not enough memory to unpack it." }
    var packed = beginning
    while !packed.isEmpty {
      var failure: JSONDocumentError?
      let problem = stream.unpack(packed) { bytes in
        guard document.byteCount + bytes.count <= unpackedLimit else { return false }
        do throws(JSONDocumentError) { try document.append(bytes) } catch { failure = error }
        return failure == nil
      }
      if let failure { throw failure }
      arrived()
      switch problem {
      case nil: break
      case .refused: return "It unpacks to more than \(unpackedLimit.byteCount): the rest is not shown."
      case .broken(let reason): return "The gzip file is not sound: \(reason). What could be unpacked is shown."
      }
      packed = try read(atMost: 1 << 18)
    }
    return stream.isWhole ? nil : "The gzip file breaks off. What could be unpacked is shown."
  }
}

/// Whether somebody was told and has not listened yet.
private final class Told: Sendable {
  private let isWaiting = Mutex(false)

  func begin() -> Bool {
    isWaiting.withLock { isWaiting in
      defer { isWaiting = true }
      return !isWaiting
    }
  }

  func end() { isWaiting.withLock { $0 = false } }
}
