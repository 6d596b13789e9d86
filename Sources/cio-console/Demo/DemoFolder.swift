import Foundation
import Service
import Store

/// What demos on one folder share: who serves the sandbox, and where.
struct DemoFolder: Sendable {
  let location: StoreLocation

  var path: String { location.data.deletingLastPathComponent().path(percentEncoded: false) }

  /// The sandbox's state, kept between runs.
  var stateFile: String { location.sandboxStateFile.path(percentEncoded: false) }

  private var lockFile: String { path("sandbox.lock") }
  private var addressesFile: String { path("sandbox.port") }

  private func path(_ name: String) -> String { location.data.appending(path: name).path(percentEncoded: false) }

  /// Creates the folder and those above it, each for its owner only.
  func prepare() throws(ServiceError) {
    do {
      try FileManager.default.createDirectory(
        at: location.data, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw ServiceError(
        "The demo's folder \(location.data.path(percentEncoded: false)) can't be made.",
        advice: "Set CIO_CONSOLE_HOME to a folder that can be written.", exitStatus: .failed)
    }
  }

  /// The lock of the one that serves, held by the returned descriptor for as long as it is open; nil where another
  /// holds it.
  ///
  /// - Parameter waiting: comes back only with the lock.
  func lock(waiting: Bool) throws(ServiceError) -> Int32? {
    let descriptor = open(lockFile, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw failure(lockFile) }
    while flock(descriptor, waiting ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      defer { close(descriptor) }
      if errno == EWOULDBLOCK { return nil }
      throw failure(lockFile)
    }
    return descriptor
  }

  /// Removes what demos have left. While one runs, its files are in use, and it is left alone.
  func reset() throws(ServiceError) {
    try prepare()
    guard let lock = try lock(waiting: false) else {
      throw ServiceError(
        "A demo is open on this folder.", advice: "Quit it, then reset the demo.", exitStatus: .refusedHere)
    }
    defer { close(lock) }
    do {
      try FileManager.default.removeItem(at: location.data)
      if FileManager.default.fileExists(atPath: location.state.path(percentEncoded: false)) {
        try FileManager.default.removeItem(at: location.state)
      }
    } catch {
      throw ServiceError("The demo's folder \(path) could not be emptied.", exitStatus: .failed)
    }
  }

  /// The first of the four ports in a row at which it was served last.
  var port: Int? {
    guard let text = try? String(contentsOfFile: addressesFile, encoding: .utf8),
      let port = Int(text.trimmingCharacters(in: .whitespacesAndNewlines)), (1...65_532).contains(port)
    else { return nil }
    return port
  }

  /// Tells the others where it is served: the file is replaced whole.
  func tell(port: Int) throws(ServiceError) {
    let temporary = "\(addressesFile).\(getpid())"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw failure(addressesFile) }
    let text = Array("\(port)\n".utf8)
    let isWritten = write(descriptor, text, text.count) == text.count
    guard close(descriptor) == 0, isWritten, rename(temporary, addressesFile) == 0 else {
      let error = failure(addressesFile)
      unlink(temporary)
      throw error
    }
  }

  /// Whether somebody listens there.
  static func answers(port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  private func failure(_ path: String) -> ServiceError {
    ServiceError("The demo can't use \(path): \(String(cString: strerror(errno))).", exitStatus: .failed)
  }
}
