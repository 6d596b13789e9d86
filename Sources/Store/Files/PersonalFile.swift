import Foundation

/// A small text file of the person's own, such as the settings: replaced as a whole, 0600 in a folder of 0700.
public struct PersonalFile: Sendable {
  private let url: URL

  public init(_ url: URL) { self.url = url }

  /// Puts a text in place of the file's. A file that is a link stays one: what it leads to is replaced.
  public func write(_ text: String) throws(StoreError) {
    try PrivateFolder.prepare(url.deletingLastPathComponent())
    let path = url.path(percentEncoded: false)
    do { try PrivateFile(path: path).replace(with: Data(text.utf8)) } catch { throw error.storeError(path: path) }
  }
}
