import Foundation

/// The folders the product writes to, and the files in them. Nothing is created by asking.
public struct StoreLocation: Hashable, Sendable {
  /// What the person writes: settings and themes.
  public let configuration: URL
  /// What must not be lost: the database and the vault.
  public let data: URL
  /// What may be lost: drafts, remembered places, crash notes.
  public let state: URL

  public init(configuration: URL, data: URL, state: URL) {
    self.configuration = configuration
    self.data = data
    self.state = state
  }

  /// Where a person's own store is: under `CIO_CONSOLE_HOME` when it is set, else in the XDG folders.
  public static func standard(environment: [String: String]) -> StoreLocation {
    if let home = environment["CIO_CONSOLE_HOME"], !home.isEmpty {
      return StoreLocation(under: folder(home))
    }
    return StoreLocation(
      configuration: xdgFolder("XDG_CONFIG_HOME", or: ".config", in: environment),
      data: xdgFolder("XDG_DATA_HOME", or: ".local/share", in: environment),
      state: xdgFolder("XDG_STATE_HOME", or: ".local/state", in: environment))
  }

  /// The demo's place: a folder of its own inside the data folder, with the person's own settings and themes.
  public static func demo(environment: [String: String]) -> StoreLocation {
    let standard = standard(environment: environment)
    let folder = standard.data.appending(path: "demo", directoryHint: .isDirectory)
    return StoreLocation(
      configuration: standard.configuration,
      data: folder.appending(path: "data", directoryHint: .isDirectory),
      state: folder.appending(path: "state", directoryHint: .isDirectory))
  }

  public var databaseFile: URL { data.appending(path: "store.sqlite", directoryHint: .notDirectory) }
  public var vaultFile: URL { data.appending(path: "vault.json", directoryHint: .notDirectory) }
  /// Drafts, the last place and other things a session leaves for the next one.
  public var draftsFile: URL { state.appending(path: "session.sqlite", directoryHint: .notDirectory) }
  public var crashNoteFolder: URL { state.appending(path: "crashes", directoryHint: .isDirectory) }
  public var settingsFile: URL { configuration.appending(path: "settings.toml", directoryHint: .notDirectory) }
  public var themesFolder: URL { configuration.appending(path: "themes", directoryHint: .isDirectory) }
  /// Saved requests, a file a collection.
  public var collectionsFolder: URL { configuration.appending(path: "collections", directoryHint: .isDirectory) }
  public var variablesFile: URL { configuration.appending(path: "variables.toml", directoryHint: .notDirectory) }
  /// Routes that stand in place of the built-in ones, and beside them.
  public var endpointsFile: URL { configuration.appending(path: "endpoints.tsv", directoryHint: .notDirectory) }
  public var sandboxStateFile: URL { data.appending(path: "sandbox.json", directoryHint: .notDirectory) }

  private init(under home: URL) {
    self.init(
      configuration: home.appending(path: "config", directoryHint: .isDirectory),
      data: home.appending(path: "data", directoryHint: .isDirectory),
      state: home.appending(path: "state", directoryHint: .isDirectory))
  }

  private static func xdgFolder(_ name: String, or fallback: String, in environment: [String: String]) -> URL {
    // The XDG specification has relative paths ignored.
    if let path = environment[name], path.hasPrefix("/") {
      return folder(path).appending(path: "cio-console", directoryHint: .isDirectory)
    }
    let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
    return folder(home).appending(path: fallback + "/cio-console", directoryHint: .isDirectory)
  }

  private static func folder(_ path: String) -> URL {
    URL(filePath: path, directoryHint: .isDirectory).standardizedFileURL
  }
}
