import Foundation

/// The reason the last system call failed, in the system's words.
struct SystemError: Error {
  let code: Int32

  static var last: SystemError { SystemError(code: errno) }

  var reason: String { String(cString: strerror(code)) }

  func storeError(path: String) -> StoreError {
    switch code {
    case ENOTDIR, EEXIST: .notAFolder(path: path)
    case EISDIR: .notAFile(path: path)
    case EROFS, EACCES, EPERM: .readOnly(path: path)
    case ENOSPC, EDQUOT: .full(path: path)
    default: .unreachable(path: path, reason: reason)
    }
  }
}
