import Testing

@testable import CustomerIO

@Suite("Endpoint catalogue")
struct CatalogueTests {
  @Test("all 211 routes are there, none twice")
  func complete() {
    #expect(EndpointCatalogue.all.count == 211)
    #expect(Set(EndpointCatalogue.all.map { "\($0.domain) \($0.method) \($0.path)" }).count == 211)
    #expect(EndpointCatalogue.all.filter { $0.domain == .app }.count == 186)
  }

  @Test("every route is found by a path made from its own template")
  func match() {
    for endpoint in EndpointCatalogue.all {
      let path = endpoint.path.split(separator: "/", omittingEmptySubsequences: false)
        .map { $0.hasPrefix("{") ? "x%2F1" : String($0) }.joined(separator: "/")
      #expect(
        EndpointCatalogue.match(domain: endpoint.domain, method: endpoint.method, path: path + "?a=b") == endpoint)
    }
  }

  @Test("fixed words win over variable parts, and the Beta API's paths are the App API's")
  func special() {
    #expect(EndpointCatalogue.match(.post, "/v1/customers/attributes")?.path == "/v1/customers/attributes")
    #expect(EndpointCatalogue.match(domain: .beta, method: .get, path: "/v1/api/customers")?.path == "/v1/customers")
    #expect(EndpointCatalogue.match(domain: .beta, method: .get, path: "/v1/customers") == nil)
    #expect(EndpointCatalogue.match(.get, "/v1/nothing") == nil)
    #expect(EndpointCatalogue.match(.get, "/v1/customers//attributes") == nil)
  }

  @Test("a search needs every word, wherever it stands")
  func search() {
    #expect(EndpointCatalogue.search("").count == 211)
    #expect(EndpointCatalogue.search("  SEGMENT delete ").map(\.path) == ["/v1/segments/{segment_id}"])
    #expect(EndpointCatalogue.search("no such words").isEmpty)
  }

  @Test("parameters and credentials are read")
  func fields() throws {
    let search = try #require(EndpointCatalogue.match(.get, "/v1/customers"))
    #expect(search.query == [.init(name: "email", isMandatory: true)])
    let device = try #require(EndpointCatalogue.match(.delete, "/api/v1/customers/a/devices/b"))
    #expect(device.pathParameters == ["identifier", "device_id"])
    #expect(EndpointCatalogue.match(.get, "/v1/info/ip_addresses")?.credential == Endpoint.Credential.none)
    #expect(EndpointCatalogue.match(domain: .pipelines, method: .post, path: "/v1/track")?.credential == .basicKey)
  }
}
