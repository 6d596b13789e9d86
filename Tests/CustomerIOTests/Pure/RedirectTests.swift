import Testing

@testable import CustomerIO

@Suite("Redirects")
struct RedirectTests {
  private func follow(_ status: Int, _ location: String?) throws -> String {
    let preparer = RequestPreparer(addresses: Addresses(all: "http://127.0.0.1:9"), credentials: .canary)
    let request = try preparer.prepare(try .identify("a"))
    let answer = TransportAnswer(
      status: status, headers: location.map { [NameValue("Location", $0)] } ?? [], body: .memory(.init()),
      timing: Timing(),
      file: nil)
    switch Redirect(answer, from: request) {
    case .follow(let next):
      #expect(next.method == request.method && next.body == request.body)
      #expect(next.headers.first?.value == next.origin.authority)
      return next.url
    case .refuse(let reason): return "refused: \(reason)"
    case nil: return "answer"
    }
  }

  @Test("the connection's own hosts and Customer.io's are followed", arguments: [301, 302, 307, 308])
  func followed(status: Int) throws {
    #expect(
      try follow(status, "https://track-eu.customer.io/api/v1/x?y=1") == "https://track-eu.customer.io/api/v1/x?y=1")
    #expect(try follow(status, "/other#frag") == "http://127.0.0.1:9/other")
    #expect(try follow(status, "//127.0.0.1:9/x") == "http://127.0.0.1:9/x")
  }

  @Test(
    "every other host is refused and named",
    arguments: [
      "http://evil.example/x", "http://127.0.0.1:10/x", "//evil.example", "http://track.customer.io/x",
      "https://track.customer.io:444/", "https://track.customer.io@evil.example/",
      "https://evil.example\\.customer.io/",
      "javascript:x", "http://127.0.0.1:9\r\n/x", "file:///etc/passwd",
    ])
  func refused(location: String) throws {
    #expect(try follow(307, location).hasPrefix("refused: "))
  }

  @Test("what doesn't repeat the call is an answer like any other")
  func answers() throws {
    #expect(try follow(303, "https://track.customer.io/") == "answer")
    #expect(try follow(304, nil) == "answer")
    #expect(try follow(302, nil) == "answer")
  }
}
