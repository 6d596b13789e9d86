import Foundation
import Synchronization

/// The database of what a session leaves for the next one, opened when it is first needed.
final class SessionFile: Sendable {
  private let url: URL
  private let opened = Mutex<DatabaseFile?>(nil)

  init(url: URL) {
    self.url = url
  }

  /// Opens the file unless that is done; a failed attempt is repeated by the next call.
  func database() throws(StoreError) -> DatabaseFile {
    try opened.withLock { opened throws(StoreError) in
      if let opened { return opened }
      let file = try DatabaseFile(url, schema: .session, durability: .normal)
      opened = file
      return file
    }
  }
}
