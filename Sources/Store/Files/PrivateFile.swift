import Foundation

/// A small file that only its owner may read, replaced as a whole or not at all.
struct PrivateFile {
  let path: String

  enum ReadFailure: Error {
    case missing
    /// Permission bits, of which some let others in.
    case exposed(mode: mode_t)
    case notAFile
    case tooLarge
    case system(SystemError)
  }

  /// The bytes of the file, checked on the open descriptor to be private.
  func read(limit: Int) throws(ReadFailure) -> Data {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw errno == ENOENT ? .missing : .system(.last)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .system(.last) }
    guard status.isRegularFile else { throw .notAFile }
    guard status.st_mode & 0o077 == 0 else { throw .exposed(mode: status.st_mode & 0o777) }
    guard status.st_size <= limit else { throw .tooLarge }
    var data = Data(count: Int(status.st_size))
    var filled = 0
    while filled < data.count {
      let count = data.withUnsafeMutableBytes { buffer -> Int in
        let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        return Glibc.read(descriptor, rest.baseAddress, rest.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .system(.last) }
      if count == 0 { break }
      filled += count
    }
    return data.prefix(filled)
  }

  /// Replaces the file: whoever reads it, and whatever dies in between, sees the old bytes or the new ones.
  ///
  /// Only one may do it at a time: the new bytes have the same temporary name each time, so that what a process left
  /// behind when it was killed is removed by the next one.
  func replace(with data: Data, willReplace: (FileVersion) -> Void = { _ in }) throws(SystemError) {
    let target = realpath(path, nil).map { pointer in
      defer { free(pointer) }
      return String(cString: pointer)
    }
    let destination = target ?? path
    let temporary = destination + ".new"
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .last }
    do throws(SystemError) {
      try Self.write(data, to: descriptor)
      var status = stat()
      guard fsync(descriptor) == 0, fstat(descriptor, &status) == 0 else { throw .last }
      willReplace(FileVersion(status))
    } catch {
      close(descriptor)
      unlink(temporary)
      throw error
    }
    guard close(descriptor) == 0, rename(temporary, destination) == 0 else {
      let error = SystemError.last
      unlink(temporary)
      throw error
    }
    try Self.synchronizeFolder(of: destination)
  }

  private static func write(_ data: Data, to descriptor: Int32) throws(SystemError) {
    var rest = data[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .last }
      rest = rest.dropFirst(count)
    }
  }

  /// A rename is on disk only when its folder is.
  private static func synchronizeFolder(of path: String) throws(SystemError) {
    let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .last }
  }
}
