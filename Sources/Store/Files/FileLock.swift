import Foundation

/// An advisory lock between processes, and between several stores of one process, for work that must not be done twice.
final class FileLock {
  private let descriptor: Int32

  /// Waits until the lock at `path` is ours. The file is created when missing, 0600, and stays empty.
  init(path: String) throws(StoreError) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw SystemError.last.storeError(path: path) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        let error = SystemError.last
        close(descriptor)
        throw error.storeError(path: path)
      }
    }
    self.descriptor = descriptor
  }

  /// Held for as long as the object is.
  deinit {
    close(descriptor)
  }
}
