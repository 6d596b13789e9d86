import Foundation
import Service
import Store
import Terminal

/// What others than the console itself need of the settings file.
public enum SettingsGlance {
  /// The chosen theme, for the first frame: the file is not parsed, only looked at down to the first table.
  ///
  /// Nil where none is chosen. What is wrong with the file is told later, when it is read.
  public static func theme(at location: StoreLocation) -> String? {
    guard let bytes = FileBytes.read(location.settingsFile.path(percentEncoded: false), limit: 1 << 16) else {
      return nil
    }
    return theme(in: String(decoding: bytes, as: UTF8.self))
  }

  /// What the settings demand of every run, and what is wrong with the file.
  public static func policy(at location: StoreLocation) -> (RunPolicy, [ConfigurationProblem]) {
    let file = SettingsFile(at: location)
    return (file.settings.policy, file.problems)
  }

  static func theme(in text: String) -> String? {
    for line in text.split(whereSeparator: \.isNewline) {
      let line = line.drop { $0 == " " || $0 == "\t" }
      if line.first == "[" { return nil }
      guard line.hasPrefix("theme") else { continue }
      let value = line.dropFirst(5).drop { $0 == " " || $0 == "\t" }
      guard value.first == "=" else { continue }
      let quoted = value.dropFirst().drop { $0 == " " || $0 == "\t" }
      guard let quote = quoted.first, quote == "\"" || quote == "'" else { return nil }
      let name = String(quoted.dropFirst().prefix { $0 != quote })
      return name == SettingsFile.automaticTheme || name.isEmpty ? nil : name
    }
    return nil
  }
}

extension SettingsFile {
  /// The file as it is now; an empty one where there is none.
  init(at location: StoreLocation) {
    let url = location.settingsFile
    let bytes = FileBytes.read(url.path(percentEncoded: false), limit: 1 << 20) ?? []
    self.init(String(decoding: bytes, as: UTF8.self), file: url.lastPathComponent)
  }
}
