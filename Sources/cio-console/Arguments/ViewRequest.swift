import Foundation
import Service

/// What `view` was asked to show.
struct ViewRequest: Sendable {
  /// `-` is standard input.
  var file: String
  var filter: String?
  var theme: String?

  var title: String { file == "-" ? "standard input" : file }

  func open() throws -> Int32 {
    let descriptor = file == "-" ? STDIN_FILENO : Foundation.open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Failure("\(file) can't be read: \(String(cString: strerror(errno))).", status: .failed)
    }
    var status = stat()
    guard fstat(descriptor, &status) != 0 || status.st_mode & S_IFMT != S_IFDIR else {
      close(descriptor)
      throw Failure("\(file) is a folder.", status: .failed)
    }
    return descriptor
  }
}

extension ViewRequest {
  /// Reads the plain `view FILE` on a terminal, without the parser of commands: the first page does not wait for it.
  ///
  /// Nil where there is anything else, a fault included: the parser has the words for it.
  init?(_ typed: [String]) {
    guard typed.count == 2, typed[0] == "view", typed[1] == "-" || !typed[1].hasPrefix("-"), !typed[1].isEmpty,
      StandardOutput().isTerminal
    else { return nil }
    self.init(file: typed[1])
  }
}
