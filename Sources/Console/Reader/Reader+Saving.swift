import Foundation
import JSONText
import Terminal
import Widgets

/// What is shown, into a file: written beside the drawing, and never over one that is there.
extension Reader {
  func openSave() {
    let base = suggestedName.split(separator: ".").first.map(String.init) ?? "answer"
    let name = table != nil ? base + ".csv" : shown === document ? suggestedName : base + ".ndjson"
    openLine(.save, text: name, sign: "save as", placeholder: "a file")
    line?.hint = table != nil ? "The rows and columns of the table, as CSV." : "The bytes as they are."
  }

  func save(as name: String) {
    let name = name.trimmingCharacters(in: .whitespaces)
    guard !name.isEmpty else { return }
    let path = NSString(string: name).expandingTildeInPath
    let source = table.map { FileSource.csv($0.csv) } ?? .bytes(shown.snapshot)
    work.start("save", "Writing \(name)") { [weak self] in
      let result = await source.write(to: path)
      guard let self else { return }
      switch result {
      case .success(let count):
        line = nil
        host?.tell(Toast(.success, "Saved \(count.byteCount) to \(name)."))
      case .failure(let problem): tellOfLine(problem.reason, isWrong: true)
      }
      host?.setNeedsFrame()
    }
  }
}

/// What a file is made of.
private enum FileSource: Sendable {
  case bytes(JSONSnapshot)
  case csv(JSONTableCSV)

  struct Problem: Error {
    let reason: String
  }

  @concurrent func write(to path: String) async -> Result<Int, Problem> {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      return .failure(
        Problem(
          reason: errno == EEXIST
            ? "There is such a file: it stays as it is. Choose another name."
            : "It could not be made: \(String(cString: strerror(errno)))."))
    }
    defer { close(descriptor) }
    var total = 0
    do throws(Problem) {
      switch self {
      case .bytes(let snapshot):
        for start in stride(from: 0, to: snapshot.byteCount, by: 1 << 22) {
          let end = min(start + 1 << 22, snapshot.byteCount)
          total += try Self.write(snapshot.bytes(start..<end), to: descriptor)
        }
      case .csv(let csv):
        var buffer: [UInt8] = []
        for position in 0..<csv.lineCount {
          buffer += csv.line(position).utf8
          guard buffer.count > 1 << 20 || position == csv.lineCount - 1 else { continue }
          total += try Self.write(buffer, to: descriptor)
          buffer.removeAll(keepingCapacity: true)
        }
      }
    } catch {
      // Half a file is none.
      unlink(path)
      return .failure(error)
    }
    return .success(total)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) throws(Problem) -> Int {
    if Task.isCancelled { throw Problem(reason: "Cancelled: nothing was kept.") }
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done)
      }
      if count < 0 {
        guard errno == EINTR else {
          throw Problem(reason: "It could not be written: \(String(cString: strerror(errno))).")
        }
      } else {
        done += count
      }
    }
    return bytes.count
  }
}
