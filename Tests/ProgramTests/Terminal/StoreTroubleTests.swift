import Foundation
import Glibc
import Testing

/// A store that can't be used: said in words that help, and nothing that changes anything is sent.
@Suite("Without its store") struct StoreTroubleTests {
  enum Trouble: CaseIterable {
    case readOnly, fileInItsPlace, newerVersion, noStore

    /// What a person is told.
    var words: String {
      switch self {
      case .readOnly: "can't be written"
      case .fileInItsPlace: "is not a folder"
      case .newerVersion: "newer version"
      case .noStore: "is damaged or not a store"
      }
    }
  }

  @Test("the console says why, keeps what is typed, and sends nothing", arguments: Trouble.allCases)
  func console(trouble: Trouble) async throws {
    try await use(trouble) { bench in
      try await bench.console(["--goto", "modules/track-event"]) { console in
        try await console.wait(for: "Event Name")
        await console.type("ada")
        await console.press("Tab")
        await console.type("never-sent")
        try await console.wait(for: "never-sent")
        await console.press("F10")
        let screen = try await console.wait(until: trouble.words) { Self.flat($0).contains(trouble.words) }
        #expect(screen.contains("never-sent"), "\(screen)")
      }
    }
  }

  @Test("a command says why, and sends nothing", arguments: Trouble.allCases)
  func command(trouble: Trouble) async throws {
    try await use(trouble) { bench in
      let run = try await bench.run("event", "track", "--customer-id", "ada", "--event-name", "never-sent")
      #expect(run.status == 1, "\(run)")
      #expect(run.errors.contains(trouble.words), "\(run)")
    }
  }

  @Test("that is taken away in mid-session the console says so, and sends nothing") func takenAway() async throws {
    try await Bench.use { bench in
      try await bench.console(["--goto", "modules/track-event"]) { console in
        try await console.wait(for: "environment · sandbox")
        try FileManager.default.removeItem(atPath: bench.home.path + "/data")
        await console.type("ada")
        await console.press("Tab")
        await console.type("never-sent")
        await console.press("F10")
        let screen = try await console.wait(until: "the reason") { Self.flat($0).contains("was removed or replaced") }
        #expect(screen.contains("never-sent"), "\(screen)")
        #expect(try await bench.changes().isEmpty)
      }
    }
  }

  /// A bench with that trouble, which must end with nothing sent and the store's files as they were.
  private func use(_ trouble: Trouble, _ body: (Bench) async throws -> Void) async throws {
    // The kernel lets nobody make a folder there, not even root.
    let elsewhere: @Sendable (inout [String: String]) -> Void = {
      if trouble == .readOnly { $0["CIO_CONSOLE_HOME"] = "/sys/cio-console-tests" }
    }
    try await Bench.use(changing: elsewhere) { bench in
      try await cause(trouble, bench)
      let file = bench.home.path + "/data/store.sqlite"
      let before = FileManager.default.contents(atPath: file)
      try await body(bench)
      #expect(try await bench.changes().isEmpty)
      #expect(FileManager.default.contents(atPath: file) == before)
    }
  }

  private func cause(_ trouble: Trouble, _ bench: Bench) async throws {
    let data = bench.home.path + "/data"
    let file = data + "/store.sqlite"
    switch trouble {
    case .readOnly: break
    case .fileInItsPlace: _ = try bench.file("data", "")
    case .newerVersion:
      _ = try await bench.journal()
      // SQLite keeps the version that a program gave a file at byte 60.
      let handle = try FileHandle(forUpdating: URL(filePath: file))
      try handle.seek(toOffset: 60)
      try handle.write(contentsOf: Data([0, 0, 0, 99]))
      try handle.close()
    case .noStore:
      try FileManager.default.createDirectory(
        atPath: data, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try Data(repeating: 65, count: 4096).write(to: URL(filePath: file))
    }
  }

  private static func flat(_ screen: String) -> String {
    screen.replacing("\n", with: " ").replacing(#/ +/#, with: " ")
  }
}
