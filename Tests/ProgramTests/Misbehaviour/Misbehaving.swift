import Foundation
import Glibc
import JSONText
import Sandbox

/// One way in which the other side fails, and words of what a person is told of it.
struct Failure: Sendable {
  let name: String
  var connection = "good"
  var fault: JSONValue?
  /// One of these is on the screen.
  var words: [String] = []
  /// It ends only because the person wants it to.
  var isEndless = false

  static let all: [Failure] = [
    Failure(name: "a wrong key", connection: "wrong-key", words: ["did not accept the key"]),
    Failure(name: "a missing scope", fault: ["kind": "status", "status": 403, "count": 9], words: ["✗ 403"]),
    Failure(name: "an expired certificate", connection: "expired", words: ["expired on "]),
    Failure(name: "a self-signed certificate", connection: "self-signed", words: ["self-signed"]),
    Failure(name: "another name's certificate", connection: "wrong-name", words: ["belongs to another name"]),
    Failure(name: "an unknown host", connection: "unknown-host", words: ["is not known"]),
    Failure(name: "a port that refuses", connection: "refused", words: ["refuses connections"]),
    Failure(name: "silence", fault: ["kind": "hang", "count": 9], isEndless: true),
    Failure(name: "half an answer", fault: ["kind": "cut", "count": 9], words: ["closed the connection"]),
    Failure(name: "a page of HTML", fault: ["kind": "html", "count": 9], words: ["came instead of JSON"]),
    Failure(
      name: "HTML that says 200", fault: ["kind": "html", "status": 200, "count": 9], words: ["came instead of JSON"]),
    Failure(name: "no JSON", fault: ["kind": "malformed", "count": 9], words: ["200"]),
    Failure(name: "an answer without end", fault: ["kind": "endless", "count": 9], isEndless: true),
    Failure(name: "a header without end", fault: ["kind": "big_header", "count": 9], words: ["headers of more than"]),
    Failure(
      name: "a redirect elsewhere", fault: ["kind": "redirect", "count": 9], words: ["which is none of this"]),
    Failure(name: "a limit", fault: ["kind": "rate_limit", "retry_after": "120", "count": 9], words: ["429"]),
    Failure(name: "a failure on its side", fault: ["kind": "status", "status": 500, "count": 9], words: ["✗ 500"]),
  ]
}

/// Servers that no connection gets an answer from, and one to which a redirect leads.
struct Misbehaving: Sendable {
  static let names = ["wrong-key", "expired", "self-signed", "wrong-name", "unknown-host", "refused"]

  let addresses: [(String, String)]
  /// A host that is none of the connection's.
  let elsewhere: String
  /// What trusts the certificates apart from what is wrong with them.
  let authorities: URL
  private let servers: [SandboxServer]

  static func start() async throws -> Misbehaving {
    func server(_ certificate: SandboxConfiguration.Certificate) async throws -> SandboxServer {
      try await SandboxServer.start(SandboxConfiguration(people: 1, tls: true, certificate: certificate))
    }
    let (expired, selfSigned, wrongName) = (
      try await server(.expired), try await server(.selfSigned), try await server(.wrongName)
    )
    let other = try await SandboxServer.start(SandboxConfiguration(people: 1))
    // A port that was listened on a moment ago, and is not any more.
    let gone = try await SandboxServer.start(SandboxConfiguration(people: 1))
    let refused = gone.addresses.trackURL
    await gone.stop()
    let authorities = FileManager.default.temporaryDirectory.appending(path: "authorities-\(UUID().uuidString).pem")
    let certificates = [expired, wrongName].compactMap { $0.certificates?.authorityPEM }
    try Data(certificates.joined(separator: "\n").utf8).write(to: authorities)
    return Misbehaving(
      addresses: [
        ("wrong-key", ""), ("expired", expired.addresses.trackURL), ("self-signed", selfSigned.addresses.trackURL),
        ("wrong-name", wrongName.addresses.trackURL), ("unknown-host", "https://no-such-host.invalid"),
        ("refused", refused),
      ], elsewhere: other.addresses.trackURL, authorities: authorities,
      servers: [expired, selfSigned, wrongName, other])
  }

  func stop() async {
    for server in servers { await server.stop() }
    try? FileManager.default.removeItem(at: authorities)
  }

  static func redirect(to address: String) -> JSONValue {
    .object([
      JSONMember(key: "kind", value: "redirect"), JSONMember(key: "count", value: 9),
      JSONMember(key: "location", value: .string("\(address)/v1/api/customers")),
    ])
  }
}
