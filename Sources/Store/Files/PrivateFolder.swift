import Foundation

/// A folder that only its owner may look into.
public enum PrivateFolder {
  /// Creates `url` and what is missing above it, each 0700, and closes a folder of ours that others can enter.
  public static func prepare(_ url: URL) throws(StoreError) {
    let path = url.path(percentEncoded: false).trimmingTrailingSlashes
    var status = stat()
    if stat(path, &status) == 0 {
      try check(path, status)
      return
    }
    guard errno == ENOENT || errno == ENOTDIR else { throw SystemError.last.storeError(path: path) }
    let parent = url.deletingLastPathComponent()
    guard parent.path(percentEncoded: false) != url.path(percentEncoded: false) else {
      throw .unreachable(path: path, reason: "there is no such folder")
    }
    try createMissing(parent)
    if mkdir(path, 0o700) != 0, errno != EEXIST {
      throw SystemError.last.storeError(path: path)
    }
    guard stat(path, &status) == 0 else { throw SystemError.last.storeError(path: path) }
    try check(path, status)
  }

  private static func createMissing(_ url: URL) throws(StoreError) {
    let path = url.path(percentEncoded: false).trimmingTrailingSlashes
    var status = stat()
    if stat(path, &status) == 0 {
      // Folders above ours belong to the person: they are used as they are.
      guard status.isFolder else { throw .notAFolder(path: path) }
      return
    }
    guard errno == ENOENT || errno == ENOTDIR else { throw SystemError.last.storeError(path: path) }
    try prepare(url)
  }

  private static func check(_ path: String, _ status: stat) throws(StoreError) {
    guard status.isFolder else { throw .notAFolder(path: path) }
    if status.st_mode & 0o077 != 0, status.st_uid == geteuid(), chmod(path, 0o700) != 0 {
      throw SystemError.last.storeError(path: path)
    }
    guard access(path, W_OK | X_OK) == 0 else { throw SystemError.last.storeError(path: path) }
  }
}

extension stat {
  var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
  var isRegularFile: Bool { st_mode & S_IFMT == S_IFREG }
}

extension String {
  var trimmingTrailingSlashes: String {
    var text = self[...]
    while text.count > 1, text.hasSuffix("/") { text.removeLast() }
    return String(text)
  }
}
