import Foundation
import GRDB
import Testing

@testable import Store

@Suite struct OpeningTests {
  private let home: TemporaryHome

  init() throws {
    home = try TemporaryHome()
  }

  @Test func everythingItWritesIsForItsOwnerAlone() async throws {
    let store = try home.open()
    try await store.vault.set(Secret("key"), for: "c1", .trackAPIKey)
    try store.drafts.save(module: "track-event", connectionID: nil, values: "{}")
    _ = try store.journal.begin(.sample())
    var files = 0
    let everything = try #require(FileManager.default.enumerator(at: home.url, includingPropertiesForKeys: nil))
    for case let url as URL in everything.allObjects {
      var status = stat()
      #expect(stat(url.path(percentEncoded: false), &status) == 0)
      #expect(status.st_mode & 0o777 == (status.isFolder ? 0o700 : 0o600), "\(url.lastPathComponent)")
      if !status.isFolder { files += 1 }
    }
    // Both databases with log and index, the vault, and the locks.
    #expect(files >= 8)
  }

  @Test func aFolderOfItsOwnThatOthersCanEnterIsClosed() throws {
    let folder = home.location.data.path(percentEncoded: false)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    #expect(chmod(folder, 0o755) == 0)
    _ = try home.open()
    var status = stat()
    #expect(stat(folder, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o700)
  }

  @Test func openingAnUpToDateStoreWritesNothing() throws {
    try makeStore()
    let before = try contents()
    for _ in 0..<3 {
      let store = try home.open()
      _ = try store.connections.all()
      #expect(try store.journal.settleAbandoned() == [])
    }
    #expect(try contents() == before)
  }

  @Test func aFileInPlaceOfTheFolderIsNamed() throws {
    try FileManager.default.createDirectory(at: home.url, withIntermediateDirectories: true)
    let path = home.url.appending(path: "data").path(percentEncoded: false)
    try Data().write(to: URL(filePath: path))
    #expect(throws: StoreError.notAFolder(path: path)) { try home.open() }
    #expect("\(StoreError.notAFolder(path: path))".contains(path))
  }

  @Test func aFileInPlaceOfAFolderAboveIsNamed() throws {
    let path = home.url.appending(path: "file").path(percentEncoded: false)
    try Data().write(to: URL(filePath: path))
    let location = StoreLocation.standard(environment: ["CIO_CONSOLE_HOME": path + "/below"])
    #expect(throws: StoreError.notAFolder(path: path)) { try Store.open(at: location) }
  }

  @Test func aFolderInPlaceOfTheDatabaseIsNamed() throws {
    let database = home.location.databaseFile
    try FileManager.default.createDirectory(at: database, withIntermediateDirectories: true)
    #expect(throws: StoreError.notAFile(path: database.path(percentEncoded: false))) { try home.open() }
  }

  @Test func aPlaceWhereNothingMayBeWrittenIsRefusedInWords() throws {
    // The kernel lets nobody create a folder here, not even root.
    let location = StoreLocation.standard(environment: ["CIO_CONSOLE_HOME": "/sys/cio-console-tests"])
    let error = #expect(throws: StoreError.self) { try Store.open(at: location) }
    #expect(error == .readOnly(path: "/sys/cio-console-tests"))
    #expect(try #require(error).description.contains("sends no changes"))
  }

  @Test(arguments: [
    (EROFS, StoreError.readOnly(path: "/x")), (EACCES, .readOnly(path: "/x")), (ENOSPC, .full(path: "/x")),
    (EDQUOT, .full(path: "/x")), (ENOTDIR, .notAFolder(path: "/x")), (EISDIR, .notAFile(path: "/x")),
  ])
  func whatTheSystemSaysIsPutInWords(code: Int32, expected: StoreError) {
    #expect(SystemError(code: code).storeError(path: "/x") == expected)
  }

  @Test func somethingElseInPlaceOfTheDatabaseIsLeftAlone() throws {
    let file = home.location.databaseFile
    try FileManager.default.createDirectory(at: home.location.data, withIntermediateDirectories: true)
    let text = Data(repeating: 65, count: 4096)
    try text.write(to: file)
    let error = #expect(throws: StoreError.self) { try home.open() }
    guard case .damaged(home.location.databaseFile.path(percentEncoded: false), _) = error else {
      Issue.record("it was \(String(describing: error))")
      return
    }
    #expect(try Data(contentsOf: file) == text)
  }

  @Test func aStoreThatWasRemovedWhileOpenTakesNoMoreEntries() throws {
    let store = try home.open()
    try FileManager.default.removeItem(at: home.location.data)
    let path = home.location.databaseFile.path(percentEncoded: false)
    #expect(throws: StoreError.gone(path: path)) { try store.journal.begin(.sample()) }
    #expect(throws: StoreError.gone(path: path)) { try store.journal.ping() }
  }

  @Test func twoProgramsCreatingOneStoreAtOnceBothGetIt() async throws {
    let stores = try await withThrowingTaskGroup(of: Store.self) { group in
      for _ in 0..<8 { group.addTask { try home.open() } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    for (number, store) in stores.enumerated() { try store.connections.insert(.sample("c\(number)")) }
    #expect(try stores[0].connections.all().count == 8)
  }

  private func makeStore() throws {
    let store = try home.open()
    try store.connections.insert(.sample())
    try store.journal.finish(store.journal.begin(.sample()).id, outcome: .done)
  }

  /// Every file with bytes, permissions and time of the last change.
  private func contents() throws -> [String: String] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: home.url.path(percentEncoded: false))
    var contents: [String: String] = [:]
    for name in names {
      var status = stat()
      let url = home.url.appending(path: name)
      guard stat(url.path(percentEncoded: false), &status) == 0, status.isRegularFile else { continue }
      contents[name] = "\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec) \(try Data(contentsOf: url).hashValue)"
    }
    return contents
  }
}
