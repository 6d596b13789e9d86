import Foundation
import Store

/// A place of its own for one test, removed when the test is over.
final class TemporaryHome: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appending(path: "store-tests-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  var location: StoreLocation { .standard(environment: ["CIO_CONSOLE_HOME": url.path(percentEncoded: false)]) }

  func open() throws -> Store {
    try Store.open(at: location)
  }
}

extension ConnectionRecord {
  static func sample(_ name: String = "Acme") -> ConnectionRecord {
    ConnectionRecord(
      name: name, siteID: "site", region: "eu", kind: "production", trackURL: "https://track-eu.customer.io",
      appURL: "https://api-eu.customer.io", betaURL: "https://beta-api-eu.customer.io",
      pipelinesURL: "https://cdp-eu.customer.io")
  }
}

extension JournalDraft {
  static func sample(target: String = "ada", module: String = "track-event", values: String = "{}") -> JournalDraft {
    JournalDraft(
      actor: Actor(name: "grace", origin: "192.0.2.7"), connectionID: "c1", connection: "Acme",
      connectionKind: "production", module: module, target: target, values: values,
      summary: "receipt for \(target)", changes: true)
  }
}
