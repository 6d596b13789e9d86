import Foundation
import Testing

@testable import CustomerIO

@Suite("Secrets")
struct SecretsTests {
  private func shows(_ text: String) -> Bool { Credentials.canaryTexts.contains { text.contains($0) } }

  @Test("credentials never show a key, however they are printed")
  func credentials() {
    let credentials = Credentials.canary
    var dumped = ""
    dump(credentials, to: &dumped)
    #expect(!shows("\(credentials)"))
    #expect(!shows(String(reflecting: credentials)))
    #expect(!shows(dumped))
    #expect("\(credentials)".contains("site-1"))
  }

  @Test("a prepared request shows that it is signed, and not with what", arguments: Domain.allCases)
  func prepared(domain: Domain) throws {
    let client = CustomerIOClient(addresses: Addresses(region: .us), credentials: .canary)
    let prepared = try client.prepare(try .raw(domain: domain, method: .post, path: "/v1/x", body: Data("{}".utf8)))
    var dumped = ""
    dump(prepared, to: &dumped)
    dump(client, to: &dumped)
    #expect(!shows(dumped + prepared.description))
    #expect(prepared.header("authorization")?.hasSuffix("••••••") == true)
  }

  @Test("a call whose key the connection lacks is not made, and names the field")
  func missing() throws {
    let client = CustomerIOClient(
      addresses: Addresses(region: .us), credentials: Credentials(siteID: "s", trackAPIKey: "k"))
    do {
      _ = try client.prepare(.segments())
      Issue.record("a call without its key was prepared")
    } catch {
      #expect(error.kind == .missingCredential(.app))
      #expect(error.field == .appAPIKey)
      #expect(error.summary == "This connection has no App API Key.")
    }
  }

  @Test("keys never travel unencrypted to another machine, unless the connection allows it")
  func plainHTTP() throws {
    let addresses = Addresses(all: "http://proxy.example")
    let client = CustomerIOClient(addresses: addresses, credentials: .canary)
    do {
      _ = try client.prepare(.segments())
      Issue.record("a call that would show its key was prepared")
    } catch {
      #expect(error.kind == .invalidRequest && error.summary.contains("use https"))
    }
    let permissive = CustomerIOClient(addresses: addresses, credentials: .canary, allowsPlainHTTP: true)
    #expect(try permissive.prepare(.segments()).url == "http://proxy.example/v1/segments")
  }

  @Test("open routes need no key")
  func open() throws {
    let client = CustomerIOClient(addresses: Addresses(region: .us), credentials: Credentials(siteID: ""))
    let prepared = try client.prepare(AppQuery<Page<TextLine>>.addresses().request)
    #expect(prepared.header("Authorization") == nil)
  }
}
