import Foundation

/// A text in a file of its own: mode 0600 in a folder of mode 0700, removed when it is done with.
struct EditedFile {
  let path: String
  private let folder: String

  init(text: String, fileExtension: String) throws {
    let base = ProcessInfo.processInfo.environment["XDG_RUNTIME_DIR"] ?? NSTemporaryDirectory()
    folder = (base as NSString).appendingPathComponent("cio-console-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    path = (folder as NSString).appendingPathComponent("text.\(fileExtension)")
    let created = FileManager.default.createFile(
      atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
    if !created {
      try? FileManager.default.removeItem(atPath: folder)
      throw CocoaError(.fileWriteUnknown)
    }
  }

  /// What is in it now, without the line break that editors add at the end; nil where it is no UTF-8.
  func read() -> String? {
    guard let data = FileManager.default.contents(atPath: path), var text = String(data: data, encoding: .utf8) else {
      return nil
    }
    if text.hasSuffix("\n") { text.removeLast() }
    return text
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }
}
