import Dispatch
import Foundation

/// Reports which files in a folder were touched or replaced. The kernel does the waiting; an idle watch costs nothing.
final class FolderWatch: Sendable {
  // Sound: a dispatch source may be used from any thread; only its protocol is not marked so.
  private nonisolated(unsafe) let source: any DispatchSourceRead

  /// Nil where the folder can't be watched. `report` is called on a private queue with the names of the files.
  ///
  /// - Parameter alsoWritten: reports files that were written where they are, as many editors do, once they are closed.
  init?(_ folder: URL, alsoWritten: Bool = false, report: @escaping @Sendable (Set<String>) -> Void) {
    let descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    guard descriptor >= 0 else { return nil }
    let mask =
      UInt32(IN_ATTRIB) | UInt32(IN_MOVED_TO) | UInt32(IN_DELETE) | (alsoWritten ? UInt32(IN_CLOSE_WRITE) : 0)
    guard inotify_add_watch(descriptor, folder.path(percentEncoded: false), mask) >= 0 else {
      close(descriptor)
      return nil
    }
    let queue = DispatchQueue(label: "cio-console.store.watch", qos: .utility)
    source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    source.setEventHandler {
      let names = Self.names(from: descriptor)
      if !names.isEmpty { report(names) }
    }
    source.setCancelHandler { close(descriptor) }
    source.activate()
  }

  deinit {
    source.cancel()
  }

  func stop() {
    source.cancel()
  }

  private static func names(from descriptor: Int32) -> Set<String> {
    var names: Set<String> = []
    let header = MemoryLayout<inotify_event>.size
    withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: 8) { buffer in
      while true {
        let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        guard count > 0 else { return }
        var offset = 0
        while offset + header <= count {
          let event = buffer.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
          let end = offset + header + Int(event.len)
          guard end <= count else { return }
          let bytes = buffer[(offset + header)..<end].prefix { $0 != 0 }
          names.insert(String(decoding: bytes, as: UTF8.self))
          offset = end
        }
      }
    }
    return names
  }
}
