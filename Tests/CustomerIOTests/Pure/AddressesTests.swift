import Testing

@testable import CustomerIO

@Suite("Addresses")
struct AddressesTests {
  @Test("each region has Customer.io's own addresses")
  func regions() {
    #expect(Addresses(region: .us)[.track] == "https://track.customer.io")
    #expect(Addresses(region: .us)[.beta] == "https://beta-api.customer.io")
    #expect(Addresses(region: .eu)[.app] == "https://api-eu.customer.io")
    #expect(Addresses(region: .eu)[.pipelines] == "https://cdp-eu.customer.io")
  }

  @Test(
    "loopback is recognised, and nothing that only looks like it",
    arguments: [
      ("http://127.0.0.1:8080", true), ("http://127.8.9.10", true), ("https://localhost:1", true),
      ("http://[::1]:80", true), ("http://x.localhost", true), ("http://127.0.0.1.evil.example", false),
      ("http://localhost.evil.example", false), ("http://127.0.0.1@evil.example", false), ("http://10.0.0.1", false),
      ("http://127.0.0.256", false), ("ftp://127.0.0.1", false), ("", false),
    ])
  func loopback(address: String, expected: Bool) {
    #expect(Addresses.isLoopback(address) == expected)
  }

  @Test("plain http is refused except to this machine or where it is allowed")
  func plainHTTP() throws {
    #expect(throws: AddressError.plainHTTP(host: "track.example")) { try Addresses.normalized("http://track.example") }
    #expect(try Addresses.normalized("http://127.0.0.1:9/") == "http://127.0.0.1:9")
    #expect(try Addresses.normalized("http://track.example", allowsPlainHTTP: true) == "http://track.example")
  }

  @Test("an address is kept in one form")
  func normalForm() throws {
    #expect(try Addresses.normalized("HTTPS://Track.Example:443/") == "https://track.example")
    #expect(try Addresses.normalized("https://[2001:DB8::1]:8443") == "https://[2001:db8::1]:8443")
  }

  @Test(
    "what is no plain address is refused with its reason",
    arguments: [
      ("", AddressError.empty), ("track.customer.io", .scheme("")), ("ftp://x", .scheme("ftp")), ("https://", .host),
      ("https://a..b", .host), ("https://a b", .host), ("https://x:0", .port), ("https://x:65536", .port),
      ("https://x:+1", .port), ("https://x:", .port), ("https://x/y", .path), ("https://x?y", .path),
      ("https://x#y", .path), ("https://x\\y", .path), ("https://u:p@x", .credentials), ("https://[::1", .host),
      ("https://[::g]", .host), ("https://x\r\nHost: y", .host),
    ])
  func refusals(address: String, reason: AddressError) {
    #expect(throws: reason) { try Addresses.normalized(address) }
  }

  @Test("only Customer.io's own hosts over TLS count as Customer.io")
  func customerIO() throws {
    #expect(try Origin("https://track-eu.customer.io").isCustomerIO)
    for other in ["http://track.customer.io", "https://customer.io.evil.example", "https://evilcustomer.io"] {
      #expect(try !Origin(other).isCustomerIO)
    }
  }
}
