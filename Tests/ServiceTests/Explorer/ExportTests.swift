import CustomerIO
import Foundation
import JSONText
import Testing

@testable import Service

@Suite("Exporting a request") struct ExportTests {
  static let hostile = SavedRequest(
    name: "x", domain: .track, method: .post, path: "/api/v1/customers/it's%20%24(id)/events",
    query: [NameValue("q", "a b&c=$HOME`id`"), NameValue("a=b", "'\"")],
    headers: [NameValue("X-Odd", "$(touch /tmp/x) '\"\\ !"), NameValue("X-Empty", "")],
    body: "{\"a\": \"it's $HOME `id` \\n\"}\n'; rm -rf / #\u{1F600}é!")

  /// What a shell makes of a script whose command prints its arguments.
  private func arguments(_ command: String, of script: String) throws -> [String] {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    let function = command.replacing("-", with: "_")
    let body = "\(function)() { for a in \"$@\"; do printf '%s\\0' \"$a\"; done; }\n"
    process.arguments = ["-c", body + function + script.dropFirst(command.count)]
    process.environment = [
      "CIO_CONSOLE_SITE_ID": "site", "CIO_CONSOLE_API_KEY": "key'$x", "CIO_CONSOLE_APP_API_KEY": "app key",
      "PATH": "/nonexistent",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).split(separator: "\0", omittingEmptySubsequences: false).dropLast()
      .map(String.init)
  }

  @Test("curl gets every byte from a shell, and the keys from the environment") func curl() throws {
    let words = try arguments("curl", of: RequestExport.curl.text(of: Self.hostile, on: .named("eu")))
    #expect(
      words == [
        "--globoff", "--path-as-is", "--request", "POST",
        "https://track-eu.customer.io/api/v1/customers/it's%20%24(id)/events?q=a%20b%26c%3D%24HOME%60id%60&a%3Db=%27%22",
        "--user", "site:key'$x", "--header", "X-Odd: $(touch /tmp/x) '\"\\ !", "--header", "X-Empty;", "--header",
        "Content-Type:", "--data-raw", Self.hostile.body,
      ])
  }

  @Test("a call to an API that has no address leads nowhere, and not to Customer.io's own") func noAddress() throws {
    var connection = Connection.named("proxy")
    (connection.region, connection.addresses) = (.custom, .none)
    connection.addresses.track = "http://127.0.0.1:9"
    let call = SavedRequest(name: "x", domain: .app, method: .get, path: "/v1/segments")
    let text = RequestExport.curl.text(of: call, on: connection)
    #expect(text.contains("https://app.invalid/v1/segments"))
    #expect(!text.contains("customer.io"))
  }

  @Test("cio-console api gets every byte from a shell") func command() throws {
    let words = try arguments("cio-console", of: RequestExport.command.text(of: Self.hostile, on: .named("My shop")))
    #expect(
      words == [
        "api", "POST", "/api/v1/customers/it's%20%24(id)/events?a%3Db=%27%22", "--domain", "track", "--connection",
        "My shop", "--header", "X-Odd: $(touch /tmp/x) '\"\\ !", "--header", "X-Empty: ", "--query",
        "q=a b&c=$HOME`id`", "--body", Self.hostile.body,
      ])
    var file = Self.hostile
    file.body = "@home"
    #expect(try arguments("cio-console", of: RequestExport.command.text(of: file)).last == "@@home")
  }

  @Test("HTTPie gets its items quoted") func httpie() throws {
    let request = SavedRequest(
      name: "x", domain: .app, method: .put, path: "/v1/x", headers: [NameValue("X", "=1"), NameValue("Y", "@f")],
      body: "{}")
    let words = try arguments("http", of: RequestExport.httpie.text(of: request))
    #expect(
      words == [
        "--ignore-stdin", "--path-as-is", "--print=b", "--auth-type", "bearer", "--auth", "app key", "--raw={}", "PUT",
        "https://api.customer.io/v1/x", "X:\\=1", "Y:\\@f", "Content-Type:application/json",
      ])
  }

  @Test("A body that can't be an argument is piped, NUL and all", arguments: [RequestExport.curl, .httpie, .command])
  func piped(_ export: RequestExport) throws {
    let body = "-n %s \\0 \\n '\u{301}%\u{301}\\\u{301}\0\u{301}\r\n" + String(repeating: "0\0%", count: 50_000)
    let request = SavedRequest(name: "x", domain: .app, method: .post, path: "/v1/x", body: body)
    let script =
      "http() { cat; }\ncurl() { cat; }\n"
      + export.text(of: request).replacing("cio-console api", with: "http")
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-s"]
    let (input, output) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
    let writing = input.fileHandleForWriting
    Thread.detachNewThread {
      try? writing.write(contentsOf: Data(script.utf8))
      try? writing.close()
    }
    let written = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(written == Data(body.utf8))
  }

  @Test("What curl is given can be imported again") func roundTrip() throws {
    let request = SavedRequest(
      name: "POST /api/v2/batch", domain: .track, method: .post, path: "/api/v2/batch", query: [NameValue("a", "b c")],
      headers: [NameValue("X-A", "it's"), NameValue("Content-Type", "application/json")], body: "{\"a\":\n 1}")
    let imported = try RequestImport.read(RequestExport.curl.text(of: request))
    #expect(imported.requests == [request])
  }

  @Test("Code has its strings escaped, and keys from the environment only") func code() {
    let request = SavedRequest(
      name: "x", domain: .app, method: .post, path: "/v1/x",
      headers: [NameValue("X", "a\\(b)\"")], body: "{\"a\": \"\u{202E}\u{7}\n😀\"}")
    let python = RequestExport.python.text(of: request)
    #expect(python.contains(#"data="{\"a\": \"\u202e\u0007\n😀\"}".encode(),"#), "\(python)")
    #expect(python.contains(#""Authorization": "Bearer " + os.environ["CIO_CONSOLE_APP_API_KEY"],"#))
    let swift = RequestExport.swift.text(of: request)
    #expect(swift.contains(#"request.setValue("a\\(b)\"", forHTTPHeaderField: "X")"#), "\(swift)")
    #expect(swift.contains(#"Data("{\"a\": \"\u{202e}\u{7}\n😀\"}".utf8)"#))
  }

  @Test("Any text is one word of a shell") func quoting() throws {
    let file = URL(filePath: #filePath).appending(path: "../../../../../shared/data/naughty-strings.json")
    let naughty = (try? Data(contentsOf: file)).flatMap { try? JSONValue(parsing: $0) }?.arrayValue ?? []
    let scalars = (1...0x2FF).compactMap { Unicode.Scalar(UInt32($0)).map(String.init) }
    let texts =
      (naughty.compactMap(\.stringValue) + scalars + ["", "''", "a'b", "'\u{301}; id", "-n", "\\", "!!", "~", "$(id)"])
      .filter { !$0.utf8.contains(0) }
    let words = texts.map(ShellText.quoted).joined(separator: " ")
    #expect(try arguments("curl", of: "curl " + words) == texts)
  }
}
