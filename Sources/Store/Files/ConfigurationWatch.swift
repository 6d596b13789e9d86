import Foundation

/// Tells which files of the configuration folder and of its themes are saved.
public enum ConfigurationWatch {
  /// The names of the files, as they are saved, for as long as the stream is read; nil where neither folder is there.
  public static func changes(in location: StoreLocation) -> AsyncStream<Set<String>>? {
    let (stream, feed) = AsyncStream.makeStream(of: Set<String>.self)
    let watches = [location.configuration, location.themesFolder].compactMap { folder in
      FolderWatch(folder, alsoWritten: true) { feed.yield($0) }
    }
    guard !watches.isEmpty else { return nil }
    feed.onTermination = { _ in for watch in watches { watch.stop() } }
    return stream
  }
}
