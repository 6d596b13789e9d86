import Foundation

/// The vault's file: read only while it is private, changed by one process at a time, replaced as a whole.
struct VaultFile: Sendable {
  private static let sizeLimit = 16 << 20

  let url: URL
  /// Told which file is about to take the vault's place, so that its appearing is not taken for another's doing.
  let willReplace: @Sendable (FileVersion) -> Void

  var path: String { url.path(percentEncoded: false) }

  private var folder: String { url.deletingLastPathComponent().path(percentEncoded: false).trimmingTrailingSlashes }

  /// What stands in the file; nothing secret where there is none.
  func load() throws(VaultError) -> VaultDocument {
    let data: Data
    do {
      data = try PrivateFile(path: path).read(limit: Self.sizeLimit)
    } catch {
      switch error {
      case .missing: return VaultDocument(secrets: [:])
      case .exposed: throw .exposed(path: path, isFolder: false)
      case .notAFile: throw .unreadable(path: path, reason: "it is not a regular file")
      case .tooLarge: throw .damaged(path: path, reason: "it is far too large")
      case .system(let error): throw .unreadable(path: path, reason: error.reason)
      }
    }
    var status = stat()
    guard stat(folder, &status) == 0 else { throw .unreadable(path: folder, reason: SystemError.last.reason) }
    guard status.st_mode & 0o022 == 0 else { throw .exposed(path: folder, isFolder: true) }
    return try VaultDocument(reading: data, path: path)
  }

  /// Replaces the contents with what `change` makes of them, while no other process does.
  func change(
    _ change: (VaultDocument) throws(VaultError) -> VaultDocument?
  ) throws(VaultError) {
    let lock: FileLock
    do {
      try PrivateFolder.prepare(url.deletingLastPathComponent())
      lock = try FileLock(path: path + ".lock")
    } catch {
      throw .unwritable(error)
    }
    defer { withExtendedLifetime(lock) {} }
    guard let document = try change(load()) else { return }
    let data: Data
    do {
      data = try document.encoded()
    } catch {
      throw .damaged(path: path, reason: "it can't be written as JSON")
    }
    do {
      try PrivateFile(path: path).replace(with: data, willReplace: willReplace)
    } catch {
      throw .unwritable(error.storeError(path: path))
    }
  }
}
