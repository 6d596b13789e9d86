import Foundation

/// A file of text or data that a person also handles with other programs: read with a limit, replaced as a whole or
/// not at all, never through a link.
public struct PlainFile: Hashable, Sendable {
  public let path: String

  public init(_ url: URL) { path = url.path(percentEncoded: false) }

  public enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    case missing
    case notAFile
    case tooLarge(limit: Int)
    /// The name is a link; what it leads to is not replaced.
    case link
    /// It is there, and was not to be replaced.
    case exists
    case system(String)

    public var description: String {
      switch self {
      case .missing: "There is no such file"
      case .notAFile: "This is no file"
      case .tooLarge(let limit): "Larger than \(limit / 1_000_000) MB"
      case .link: "This is a link to another file, which is not written through"
      case .exists: "This file exists already"
      case .system(let reason): reason
      }
    }
  }

  /// All of its bytes. Never waits, even for a pipe.
  public func read(limit: Int) throws(Failure) -> Data {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw errno == ENOENT ? .missing : .system(SystemError.last.reason) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .system(SystemError.last.reason) }
    guard status.isRegularFile else { throw .notAFile }
    guard status.st_size <= limit else { throw .tooLarge(limit: limit) }
    var data = Data()
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &block, block.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .system(SystemError.last.reason) }
      guard count > 0 else { return data }
      data.append(contentsOf: block[..<count])
      guard data.count <= limit else { throw .tooLarge(limit: limit) }
    }
  }

  /// Writes all of it: whoever reads the name meanwhile, and whatever dies in between, sees the old bytes or the new.
  ///
  /// A new file is readable by its owner only.
  ///
  /// - Parameters:
  ///   - replaces: whether a file of that name may be there.
  ///   - keepsMode: whether a file that is replaced keeps its permissions; else the new one is the owner's only.
  public func write(_ data: Data, replaces: Bool, keepsMode: Bool = false) throws(Failure) {
    var mode: mode_t = 0o600
    var status = stat()
    if lstat(path, &status) == 0 {
      guard replaces else { throw .exists }
      guard status.st_mode & S_IFMT != S_IFLNK else { throw .link }
      guard status.isRegularFile else { throw .notAFile }
      if keepsMode { mode = status.st_mode & 0o777 }
    }
    let url = URL(filePath: path)
    let name = ".\(url.lastPathComponent.prefix(60)).\(UUID().uuidString).new"
    let temporary = url.deletingLastPathComponent().appending(path: name).path(percentEncoded: false)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .system(SystemError.last.reason) }
    do throws(Failure) {
      try Self.fill(descriptor, data, mode)
      try publish(temporary, replaces: replaces)
    } catch {
      unlink(temporary)
      throw error
    }
  }

  private static func fill(_ descriptor: Int32, _ data: Data, _ mode: mode_t) throws(Failure) {
    defer { close(descriptor) }
    var rest = data[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .system(SystemError.last.reason) }
      rest = rest.dropFirst(count)
    }
    guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0 else { throw .system(SystemError.last.reason) }
  }

  private func publish(_ temporary: String, replaces: Bool) throws(Failure) {
    if replaces {
      guard rename(temporary, path) == 0 else { throw .system(SystemError.last.reason) }
      return
    }
    // A second name fails where the name was taken meanwhile; renaming would replace.
    guard link(temporary, path) == 0 else { throw errno == EEXIST ? .exists : .system(SystemError.last.reason) }
    unlink(temporary)
  }
}
