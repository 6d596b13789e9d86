import CustomerIO
import Foundation
import JSONText

/// Fills a document with a body that was kept, in memory or on disk, beside the drawing.
struct BodySource: Sendable {
  let document = JSONDocument()
  private let body: ResponseBody
  /// Keeps a file until it is read.
  private let holder: (any Sendable)?

  init(_ body: ResponseBody, keeping holder: (any Sendable)? = nil) {
    self.body = body
    self.holder = holder
  }

  /// - Parameter grew: told when there is more to show, and with what went wrong at the end.
  func start(grew: @escaping @MainActor @Sendable (String?) -> Void) {
    let source = self
    Task.detached {
      let problem = await source.fill { await grew(nil) }
      source.document.finish()
      await grew(problem)
    }
  }

  private func fill(_ grew: @Sendable () async -> Void) async -> String? {
    do {
      switch body {
      case .memory(let data):
        // In pieces, so that the first page is there at once.
        var start = data.startIndex
        var step = 1 << 16
        while start < data.endIndex {
          let end = min(data.endIndex, start + step)
          try document.append(data[start..<end])
          if start == data.startIndex { await grew() }
          (start, step) = (end, 4 << 20)
        }
      case .file(let url, _):
        let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "The answer could not be read again: \(String(cString: strerror(errno)))." }
        defer { close(descriptor) }
        var step = 1 << 16
        while try document.append(reading: descriptor, atMost: step) > 0 {
          step = 4 << 20
          await grew()
        }
      }
      return nil
    } catch {
      return "\(error)"
    }
  }
}
