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
      try StoredText.fetchOne($0, sql: "SELECT content FROM remembered WHERE name = ?", arguments: [name.stored])?.text
    }
  }

  /// Keeps a value; nil forgets it.
  public func set(_ value: String?, for name: String) throws(StoreError) {
    try session.database().write { database in
      if let value {
        try database.execute(
          sql: "INSERT OR REPLACE INTO remembered (name, content) VALUES (?, ?)",
          arguments: [name.stored, value.stored])
      } else {
        try database.execute(sql: "DELETE FROM remembered WHERE name = ?", arguments: [name.stored])
      }
    }
  }

  public func all() throws(StoreError) -> [String: String] {
    try session.database().read { database in
      let rows = try Row.fetchAll(database, sql: "SELECT name, content FROM remembered")
      let pairs = try rows.map { (try $0.text("name"), try $0.text("content")) }
      return Dictionary(pairs, uniquingKeysWith: { $1 })
    }
  }
}
