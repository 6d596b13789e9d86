import Foundation
import Store
import Testing

@Suite struct ConnectionTests {
  private let home: TemporaryHome
  private let store: Store

  init() throws {
    home = try TemporaryHome()
    store = try home.open()
  }

  @Test func theFirstConnectionBecomesTheDefault() throws {
    let first = try store.connections.insert(.sample("Acme"))
    let second = try store.connections.insert(.sample("Beta"))
    #expect(first.isDefault)
    #expect(!second.isDefault)
    #expect(try store.connections.defaultConnection()?.id == first.id)
  }
}
