import Foundation

/// The store of one person: connections, journal, exchanges, people seen, drafts, remembered values and the secrets vault.
///
/// Calls answer when SQLite has answered, usually within a millisecond (a journal entry: when it is on disk), and wait
/// up to ten seconds for another process. Several processes may have the same store open.
public final class Store: Sendable {
  public let location: StoreLocation
  public let connections: ConnectionRepository
  public let journal: JournalRepository
  public let exchanges: ExchangeRepository
  public let drafts: DraftRepository
  public let seenPeople: SeenPeopleRepository
  public let settings: SettingsRepository
  public let vault: Vault
  private let feed: ChangeFeed

  /// Opens the store, which is created or brought up to date when needed: folders 0700, files 0600.
  ///
  /// Refused, with nothing changed, are a store of a newer version, and places that can't be written.
  public static func open(at location: StoreLocation) throws(StoreError) -> Store {
    let file = try DatabaseFile(location.databaseFile, schema: .store, durability: .full)
    return Store(location: location, file: file)
  }

  private init(location: StoreLocation, file: DatabaseFile) {
    let feed = ChangeFeed(file: file, vaultFile: location.vaultFile)
    let session = SessionFile(url: location.draftsFile)
    self.location = location
    self.feed = feed
    connections = ConnectionRepository(file: file, feed: feed)
    journal = JournalRepository(file: file, feed: feed)
    exchanges = ExchangeRepository(file: file, feed: feed)
    seenPeople = SeenPeopleRepository(file: file, feed: feed)
    drafts = DraftRepository(session: session)
    settings = SettingsRepository(session: session)
    vault = Vault(
      file: location.vaultFile, willReplace: { feed.expectVault($0) }, changed: { feed.announceOwnVault() })
  }

  /// What is written from now on, by this process or another one, for as long as the stream is read.
  public func changes() -> AsyncStream<StoreChange> {
    feed.stream()
  }

  /// Looks for writes of other processes now. Needed only on file systems that don't report them (NFS).
  public func noticeChanges() throws(StoreError) {
    try feed.compare()
  }
}
