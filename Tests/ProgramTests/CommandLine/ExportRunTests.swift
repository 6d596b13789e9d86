import Foundation
import JSONText
import Testing

@Suite("Exported requests, run") struct ExportRunTests {
  /// A way to run what is exported.
  enum Runner: String, CaseIterable {
    case curl, httpie, httpieAsDocumented, python, pythonAsDocumented, swift, command

    var export: String {
      switch self {
      case .httpieAsDocumented: "httpie"
      case .pythonAsDocumented: "python"
      default: rawValue
      }
    }
  }

  /// A call as it is saved, and what has to arrive of it.
  struct HostileCall: CustomTestStringConvertible {
    let testDescription: String
    let path: String
    var query: [(name: String, value: String)] = []
    var headers: [(name: String, value: String)] = []
    let body: String
    let target: String
    let contentType: String?
  }

  private static let marks = #"it's "$HOME" `id` $(id) \(1) \u{41} ${x} """ #" %s %% !! ; = @ \: \\; \n"#
  /// Marks that an accent follows: one character each, and still marks.
  private static let accented = "'\u{301}\"\u{301}\\\u{301}%\u{301}=\u{301}"

  static let calls = [
    HostileCall(
      testDescription: "JSON", path: "/api/v1/customers/it's%20(a)%2F..%2F%F0%9F%98%80/events?z=~'()*!:@",
      query: [
        ("q", marks), ("accent", accented + "😀"), ("a", "=b&c+d"), ("empty", ""), ("start", "\u{301}x"), ("n=m", "x"),
      ],
      headers: [
        ("X-Marks", marks), ("X-Eq", "=1"), ("X-At", "@f"), ("X-File", #"C:\:a \\=b \\\@c"#), ("X-End", "END"),
        ("X-Tail", "back\\"), ("X-Empty", ""), ("-X-Dash", "-d"), ("X-Accent", "é" + accented + "😀"),
        ("X-Start", "\u{301}x"),
      ],
      body: "{\"name\": \"x\",\r\n\t\"data\": {\"a\": \"" + #"\"\\(x) \\u{41} \"\"\" #\" $HOME `id` \u0000 %s 😀"#
        + "'\u{301}\"}}\n",
      target: "/api/v1/customers/it's%20(a)%2F..%2F%F0%9F%98%80/events", contentType: "application/json"),
    HostileCall(
      testDescription: "text", path: "/api/v1/customers/a/events",
      body: "-d @x " + marks + accented + "\r\n\n\t\u{1}\u{7F}\u{202E}\u{FEFF}\u{10FFFF}é😀\nEND\n",
      target: "/api/v1/customers/a/events", contentType: nil),
    HostileCall(
      testDescription: "longer than an argument", path: "/api/v1/customers/a/events",
      body: "@" + marks + accented + String(repeating: "0123456789%d\\n'", count: 12_000) + "\n\n",
      target: "/api/v1/customers/a/events", contentType: nil),
    HostileCall(
      testDescription: "a dash", path: "/api/v1/customers/a/events", body: "-", target: "/api/v1/customers/a/events",
      contentType: nil),
  ]

  @Test("What a request is exported as sends the request, byte for byte", arguments: Runner.allCases, calls.indices)
  func exports(_ runner: Runner, _ index: Int) async throws {
    let call = Self.calls[index]
    try await Bench.use { bench in
      var words = ["collection", "save", "P/Call", "POST", call.path, "--domain", "track", "--body", "-"]
      for pair in call.query {
        words += pair.name.contains("=") ? [] : ["--query", "\(pair.name)=\(pair.value)"]
      }
      for header in call.headers { words += ["--header", "\(header.name):\(header.value)"] }
      if let odd = call.query.first(where: { $0.name.contains("=") }) {
        words[4] += "&" + odd.name.replacing("=", with: "%3D") + "=" + odd.value
      }
      let saved = try await bench.program.run(words, input: call.body)
      try #require(saved.status == 0, "\(saved)")
      let dry = try await bench.run("api", "--collection", "P/Call", "--dry-run")
      let query = try #require(try dry.json[0]?["url"]?.stringValue?.split(separator: "?", maxSplits: 1).dropFirst())
      let export = try await bench.run("collection", "export", "P/Call", "--to", runner.export)
      try #require(export.status == 0, "\(export)")
      for key in [bench.sandbox.credentials.siteID, bench.sandbox.credentials.apiKey] {
        #expect(!export.output.contains(key))
      }
      let run = try await Self.run(export.output, by: runner, on: bench)
      let sent = try #require(try await bench.requests().last, "\(run)\n\(export.output.prefix(4_000))")
      #expect(try await bench.requests().count == 1)
      #expect(sent["status"] != 401, "\(run)")
      #expect(sent["method"] == "POST")
      #expect(sent["path"]?.stringValue == call.target)
      #expect(sent["query"]?.stringValue == query.first.map(String.init) ?? "")
      let body = Array((sent["body"]?.stringValue ?? "").utf8)
      #expect(body == Array(call.body.utf8), "\(sent["body"]?.stringValue?.prefix(300) ?? "")")
      let headers = sent["headers"]?.objectValue ?? []
      for header in call.headers {
        let arrived = headers.first { $0.key.lowercased() == header.name.lowercased() }?.value.stringValue
        #expect(arrived.map { Array($0.utf8) } == Array(header.value.utf8), "\(header.name): \(arrived ?? "none")")
      }
      let type = headers.first { $0.key.lowercased() == "content-type" }?.value.stringValue
      // URLSession always names a type; none is an empty one there.
      #expect((type == "" ? nil : type) == call.contentType)
    }
  }

  /// Runs what was exported: by the program itself, or by what its documentation says of it.
  private static func run(
    _ text: String, by runner: Runner, on bench: Bench
  ) async throws -> (status: Int32, output: String, errors: String) {
    let bin = bench.home.appending(path: "bin")
    try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: bin.appending(path: "cio-console").path, withDestinationPath: BuiltProgram.path)
    var environment = bench.program.environment
    environment["HOME"] = bench.home.path
    environment["PATH"] = "\(bin.path):" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
    func start(
      _ words: String...
    ) async throws -> (status: Int32, output: String, errors: String) {
      try await ChildProcess(path: "/usr/bin/env", arguments: words, environment: environment).run(input: "")
    }
    let script = try bench.file("call.sh", text)
    switch runner {
    case .curl, .command: return try await start("sh", script)
    case .httpie where try await start("sh", "-c", "command -v http").status == 0:
      return try await start("sh", script)
    case .httpie, .httpieAsDocumented:
      _ = try bench.file("requests.py", ExportStandIns.requests)
      let file = try bench.file("bin/http", ExportStandIns.http)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
      return try await start("sh", script)
    case .python:
      let call = try bench.file("call.py", text)
      for python in ["python3", "/usr/bin/python3"] where try await start(python, "-c", "import requests").status == 0 {
        return try await start(python, call)
      }
      fallthrough
    case .pythonAsDocumented:
      _ = try bench.file("requests.py", ExportStandIns.requests)
      return try await start("python3", try bench.file("call.py", text))
    case .swift:
      let program = bench.home.appending(path: "call").path
      let made = try await start("swiftc", "-Onone", try bench.file("call.swift", text), "-o", program)
      guard made.status == 0 else { return made }
      return try await start(program)
    }
  }
}
