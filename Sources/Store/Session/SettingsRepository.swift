import Foundation
import GRDB

/// Small values a screen remembers by itself, such as a sort order. What a person sets stands in the settings file.
public struct SettingsRepository: Sendable {
  private let session: SessionFile

  init(session: SessionFile) {
    self.session = session
  }

  public func value(for name: String) throws(StoreError) -> String? {
    try session.database().read {
      try String.fetchOne($0, sql: "SELECT content FROM remembered WHERE name = ?", arguments: [name])
    }
  }

  /// Keeps a value; nil forgets it.
  public func set(_ value: String?, for name: String) throws(StoreError) {
    try session.database().write { database in
      if let value {
        try database.execute(
          sql: "INSERT OR REPLACE INTO remembered (name, content) VALUES (?, ?)", arguments: [name, value])
      } else {
        try database.execute(sql: "DELETE FROM remembered WHERE name = ?", arguments: [name])
      }
    }
  }

  public func all() throws(StoreError) -> [String: String] {
    try session.database().read { database in
      let rows = try Row.fetchAll(database, sql: "SELECT name, content FROM remembered")
      return Dictionary(rows.map { ($0["name"], $0["content"]) }, uniquingKeysWith: { $1 })
    }
  }
}
