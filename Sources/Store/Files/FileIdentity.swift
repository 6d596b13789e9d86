import Foundation

/// Which file stands at a path, so that a file put in its place is noticed.
struct FileIdentity: Hashable, Sendable {
  private let device: dev_t
  private let node: ino_t

  init(_ status: stat) {
    device = status.st_dev
    node = status.st_ino
  }

  /// The file at `path`, nil where there is nothing. Throws where it can't be read and written.
  init?(path: String) throws(StoreError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT { return nil }
      throw SystemError.last.storeError(path: path)
    }
    guard status.isRegularFile else { throw .notAFile(path: path) }
    guard access(path, R_OK | W_OK) == 0 else { throw SystemError.last.storeError(path: path) }
    self.init(status)
  }
}

/// A file as somebody wrote it. The system gives a removed file's number to the next one, so the time counts as well.
struct FileVersion: Hashable, Sendable {
  private let identity: FileIdentity
  private let seconds: Int
  private let nanoseconds: Int

  init(_ status: stat) {
    identity = FileIdentity(status)
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
  }

  /// Nil where there is nothing, or nothing that can be looked at.
  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }
}
