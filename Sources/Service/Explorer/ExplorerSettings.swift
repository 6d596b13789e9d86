import Foundation
import JSONText
import Store

/// What the settings file says about the explorer.
///
/// ```toml
/// [collections]
/// folders = ["~/team/customer-io"]    # beside the person's own
///
/// [history]
/// keep = true
/// days = 90
/// megabytes = 256                     # of compressed exchanges
/// ```
public struct ExplorerSettings: Hashable, Sendable {
  /// Shared folders of collections, in order.
  public var collectionFolders: [URL] = []
  public var keepsHistory = true
  public var historyDays = 90
  public var historyMegabytes = 256

  /// The folders of `CIO_CONSOLE_COLLECTIONS`, parted by colons, come before those of the file.
  ///
  /// What the file says wrongly counts as not said, and is told.
  static func read(
    _ location: StoreLocation, environment: [String: String]
  ) -> (settings: ExplorerSettings, problems: [FileProblem]) {
    var settings = ExplorerSettings()
    let home = environment["HOME"] ?? NSHomeDirectory()
    settings.collectionFolders = (environment["CIO_CONSOLE_COLLECTIONS"] ?? "").split(separator: ":").map {
      folder(String($0), home: home, below: URL(filePath: FileManager.default.currentDirectoryPath))
    }
    let file: TOMLFile
    do throws(FileProblem) {
      guard let read = try TOMLFile.read(location.settingsFile) else { return (settings, []) }
      file = read
    } catch { return (settings, [error]) }
    let problems = settings.take(file, home: home, below: location.configuration)
    return (settings, problems)
  }

  private mutating func take(_ file: TOMLFile, home: String, below folder: URL) -> [FileProblem] {
    var problems: [FileProblem] = []
    func report(_ key: String, _ reason: String) {
      problems.append(FileProblem(file: file.path, line: Self.line(of: key, in: file), reason: reason))
    }
    if let folders = file.root["collections"]?["folders"] {
      let texts = (folders.arrayValue ?? []).compactMap(\.stringValue)
      if folders.arrayValue?.count == texts.count {
        collectionFolders += texts.map { Self.folder($0, home: home, below: folder) }
      } else {
        report("folders", "folders must be a list of folders, such as [\"~/team/customer-io\"].")
      }
    }
    let history = file.root["history"]
    if let keep = history?["keep"] {
      if let flag = keep.boolValue { keepsHistory = flag } else { report("keep", "keep must be true or false.") }
    }
    for (key, path) in [("days", \ExplorerSettings.historyDays), ("megabytes", \ExplorerSettings.historyMegabytes)] {
      guard let value = history?[key] else { continue }
      if let number = value.intValue, (1...100_000).contains(number) {
        self[keyPath: path] = number
      } else {
        report(key, "\(key) must be a whole number from 1 to 100000.")
      }
    }
    return problems
  }

  private static func folder(_ text: String, home: String, below base: URL) -> URL {
    if text == "~" || text.hasPrefix("~/") {
      return URL(filePath: home + text.dropFirst(), directoryHint: .isDirectory).standardizedFileURL
    }
    return URL(filePath: text, directoryHint: .isDirectory, relativeTo: base).standardizedFileURL
  }

  private static func line(of key: String, in file: TOMLFile) -> Int? {
    TOMLOutline(file.text).statements.first { $0.kind == .pair([key]) }?.line
  }
}
