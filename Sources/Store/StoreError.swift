import Foundation
import GRDB

/// Why the store did not do what was asked. `description` is a sentence for the person, with what to do about it.
public enum StoreError: Error, Hashable, Sendable {
  /// Something that is not a folder stands where a folder of the store belongs.
  case notAFolder(path: String)
  /// Something that is not a regular file stands where a file of the store belongs.
  case notAFile(path: String)
  /// The folder or file can't be created or reached.
  case unreachable(path: String, reason: String)
  /// The folder, the file or the file system can be read but not written.
  case readOnly(path: String)
  /// No room is left on the disk, or the quota is used up.
  case full(path: String)
  /// The folder or file was removed or replaced while it was in use.
  case gone(path: String)
  /// A newer version of the product wrote this store.
  case newerSchema(path: String)
  /// The file is no database, or its contents contradict each other.
  case damaged(path: String, reason: String)
  /// Another process kept the store locked for longer than the store waits.
  case busy(path: String)
  /// Somebody else saved the connection in the meantime; this is what they saved.
  case conflict(ConnectionRecord)
  /// A connection of that name exists already.
  case nameTaken(String)
  /// Nothing has that name or identifier.
  case notFound(String)
  /// Several journal entries begin with those characters.
  case ambiguous(String, candidates: [String])
  /// The journal entry has an outcome that can't be settled by hand.
  case notSettled(Outcome)
}

extension StoreError: CustomStringConvertible, LocalizedError {
  public var errorDescription: String? { description }

  public var description: String {
    switch self {
    case .notAFolder(let path):
      "\(path) is not a folder. The store needs a folder there: move the file away, or set CIO_CONSOLE_HOME."
    case .notAFile(let path):
      "\(path) is not a regular file. The store needs a file there: move it away, or set CIO_CONSOLE_HOME."
    case .unreachable(let path, let reason):
      "\(path) can't be opened: \(reason)."
    case .readOnly(let path):
      "\(path) can't be written. Without its store the console sends no changes: make it writable, "
        + "or set CIO_CONSOLE_HOME."
    case .full(let path):
      "No space left on the disk for \(path). Without room for its journal the console sends no changes: free some."
    case .gone(let path):
      "\(path) was removed or replaced while it was in use. Start the console again."
    case .newerSchema(let path):
      "\(path) was written by a newer version of cio-console. Nothing in it was changed: use that version, "
        + "or set CIO_CONSOLE_HOME for a store of its own."
    case .damaged(let path, let reason):
      "\(path) is damaged or not a store (\(reason)). Move it away or put a backup in its place."
    case .busy(let path):
      "\(path) is locked by another process, which did not let go in time. Try again."
    case .conflict(let other):
      "Connection \(other.name) was changed elsewhere in the meantime."
    case .nameTaken(let name):
      "A connection named \(name) exists already."
    case .notFound(let what):
      "\(what) does not exist."
    case .ambiguous(let prefix, let candidates):
      "\(prefix) stands for several entries: \(candidates.joined(separator: ", "))."
    case .notSettled(let outcome):
      "Only an entry whose outcome is unknown can be settled; this one is \(outcome.rawValue)."
    }
  }
}

extension StoreError {
  /// Puts any error met while working on the database at `path` into the store's own terms.
  init(_ error: any Error, path: String) {
    switch error {
    case let error as StoreError: self = error
    case let error as DatabaseError: self.init(error, path: path)
    default: self = .damaged(path: path, reason: "\(error)")
    }
  }

  private init(_ error: DatabaseError, path: String) {
    // The statement and its values stay out of the text: values are the person's own.
    let reason = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
    switch (error.resultCode, error.extendedResultCode) {
    case (.SQLITE_BUSY, _), (.SQLITE_LOCKED, _): self = .busy(path: path)
    case (.SQLITE_FULL, _), (_, .SQLITE_IOERR_SHMSIZE): self = .full(path: path)
    case (_, .SQLITE_READONLY_DBMOVED): self = .gone(path: path)
    case (.SQLITE_READONLY, _), (.SQLITE_PERM, _): self = .readOnly(path: path)
    case (.SQLITE_CANTOPEN, _), (.SQLITE_IOERR, _), (.SQLITE_NOMEM, _): self = .unreachable(path: path, reason: reason)
    default: self = .damaged(path: path, reason: reason)
    }
  }
}
