import CustomerIO
import Foundation
import Store
import Synchronization
import Testing

@testable import Service

/// Answers questions from a list, and counts them.
private final class Answers: SecretPrompt {
  private let state: Mutex<(answers: [String?], asked: [Bool])>

  init(_ answers: [String?]) { state = Mutex((answers, [])) }

  /// Whether each question followed a wrong answer.
  var asked: [Bool] { state.withLock(\.asked) }

  func vaultPassphrase(wasWrong: Bool) async -> Secret? {
    state.withLock { state in
      state.asked.append(wasWrong)
      return state.answers.isEmpty ? nil : state.answers.removeFirst().map { Secret($0) }
    }
  }

  func givingTerminal<Result: Sendable>(_ body: @Sendable () async -> Result) async -> Result { await body() }
}

@Suite struct SecretsTests {
  private func values(_ bench: Bench, name: String = "acme") -> ModuleValues {
    var values = ModuleValues()
    values[.connectionName] = .text(name)
    values[.siteID] = .text(bench.sandbox.credentials.siteID)
    values[.apiKey] = .text(bench.sandbox.credentials.apiKey)
    values[.appAPIKey] = .text(bench.sandbox.credentials.appAPIKey)
    values[.trackURL] = .text(bench.sandbox.addresses.trackURL)
    values[.appURL] = .text(bench.sandbox.addresses.appURL)
    return values
  }

  @Test func aSealedVaultIsOpenedAtTheFirstUseOfAKeyAndNotBefore() async throws {
    try await Bench.run { bench in
      let saved = try await bench.services.connections.add(values(bench), test: false).connection
      try await bench.services.secrets.seal(Secret("open sesame"))
      await bench.services.secrets.lock()
      let answers = Answers(["sesame", "open sesame"])
      await bench.services.secrets.ask(with: answers)
      var event = ModuleValues([.customerID: .text("ada"), .eventName: .text("receipt")])
      event[.connection] = .text("acme")
      let event2 = event.filled(from: .definition(.trackEvent))
      let preview = try await bench.services.preview(.definition(.trackEvent), event2, on: saved)
      #expect(preview.count == 1)
      #expect(answers.asked.isEmpty)
      // Several that need the key at once ask one question, and a wrong answer asks it again.
      async let first = bench.services.workspace(saved)
      async let second = bench.services.workspace(saved)
      let found = try await first.people.find("ada").people.count
      _ = try await second
      #expect(found == 1)
      #expect(answers.asked == [false, true])
      // Locked again, it is asked for again; giving up sends nothing.
      await bench.services.secrets.lock()
      bench.services.forgetWorkspaces()
      let before = try await bench.requests().count
      await #expect { _ = try await bench.services.workspace(saved) } throws: { error in
        (error as? ServiceError)?.exitStatus == .authentication
      }
      let after = try await bench.requests().count
      #expect(after == before)
    }
  }

  @Test func aConnectionIsNotRemovedWhileItsKeysCannotBe() async throws {
    try await Bench.run { bench in
      let book = bench.services.connections
      let saved = try await book.add(values(bench), test: false).connection
      try await bench.services.secrets.seal(Secret("x"))
      await bench.services.secrets.lock()
      await bench.services.secrets.ask(with: Answers([nil]))
      await #expect(throws: ServiceError.self) { try await book.remove(saved) }
      let names = try await book.all().map(\.name)
      #expect(names.contains("acme"))
      await bench.services.secrets.ask(with: Answers(["x"]))
      try await book.remove(saved)
      let rest = try await book.all().map(\.name)
      #expect(!rest.contains("acme"))
    }
  }

  @Test func aVaultThatNobodyUsesLocksItselfAndTheClientsGo() async throws {
    try await Bench.run { bench in
      let saved = try await bench.services.connections.add(values(bench), test: false).connection
      try await bench.services.secrets.seal(Secret("x"))
      _ = try await bench.services.workspace(saved)
      let changes = try await bench.services.changes()
      await bench.services.secrets.lockWhenIdle(for: .milliseconds(20))
      for await change in changes where change == .locked { break }
      let state = try await bench.services.secrets.vaultState()
      #expect(state == .locked)
      let answers = Answers([nil])
      await bench.services.secrets.ask(with: answers)
      await #expect(throws: ServiceError.self) { _ = try await bench.services.workspace(saved) }
      #expect(answers.asked == [false])
    }
  }

  @Test func aProgramGivesTheKeysAndTheVaultKeepsNone() async throws {
    try await Bench.run { bench in
      let keys = bench.sandbox.credentials
      let file = bench.home.appending(path: "keys")
      try FileManager.default.createDirectory(at: bench.home, withIntermediateDirectories: true)
      try "\(keys.apiKey)\napp-api-key: \(keys.appAPIKey)\n".write(to: file, atomically: true, encoding: .utf8)
      var typed = values(bench)
      (typed[.apiKey], typed[.appAPIKey]) = (nil, nil)
      typed[.secretCommand] = .text("cat \(ShellText.quoted(file.path))")
      #expect(ModuleDefinition.definition(.createConnection).problems(in: typed, now: Date()).isEmpty)
      let saved = try await bench.services.connections.add(typed).connection
      #expect(saved.hasAppAPIKey)
      #expect(!saved.hasPipelinesKey)
      let found = try await bench.services.workspace(saved).people.find("ada").people.count
      #expect(found == 1)
      let vault = bench.home.appending(path: "data/vault.json")
      let kept = (try? String(contentsOf: vault, encoding: .utf8)) ?? ""
      #expect(!kept.contains(keys.apiKey))
      // Asked once and remembered, until it is locked.
      try FileManager.default.removeItem(at: file)
      bench.services.forgetWorkspaces()
      _ = try await bench.services.workspace(saved)
      await bench.services.secrets.lock()
      bench.services.forgetWorkspaces()
      await #expect { _ = try await bench.services.workspace(saved) } throws: { error in
        guard let error = error as? ServiceError else { return false }
        return error.exitStatus == .authentication && error.connectionField == .secretCommand
          && error.message.contains("cat gave no key")
      }
    }
  }

  @Test(arguments: ["/nonexistent/program", "false", "true", "yes", "sh -c 'kill -9 $$'"])
  func aProgramThatGivesNoKeyIsNamed(_ command: String) async throws {
    try await Bench.run { bench in
      var typed = values(bench)
      (typed[.apiKey], typed[.appAPIKey]) = (nil, nil)
      typed[.secretCommand] = .text(command)
      await #expect { _ = try await bench.services.connections.add(typed) } throws: { error in
        (error as? ServiceError)?.connectionField == .secretCommand
      }
    }
  }

  @Test func aPlaceholderAsksForOneKeyAtATime() async throws {
    let source = SecretSource.command(["sh", "-c", "test $0 = track-api-key && echo first-$0", "{secret}"])
    let keys = try await SecretCommand(source: source, environment: ["PATH": "/usr/bin:/bin"], prompt: nil)
      .keys(SecretKind.allCases)
    #expect(keys == [.trackAPIKey: Secret("first-track-api-key")])
  }

  @Test func keysAndAProgramTogetherAreAFault() async throws {
    var typed = ModuleValues([.connectionName: .text("a"), .siteID: .text("b"), .apiKey: .text("c")])
    typed[.secretCommand] = .text("pass show x")
    let problems = ModuleDefinition.definition(.createConnection).problems(in: typed, now: Date())
    #expect(problems.map(\.key) == [.apiKey])
    typed[.apiKey] = nil
    typed[.secretCommand] = .text("pass 'show x")
    #expect(
      ModuleDefinition.definition(.createConnection).problems(in: typed, now: Date()).map(\.key) == [.secretCommand])
  }

  @Test func whatAnotherConsoleSavedIsNotOverwrittenUnseen() async throws {
    try await Bench.run { bench in
      let book = bench.services.connections
      let base = try await book.add(values(bench), test: false).connection
      var theirs = ConnectionBook.values(of: base)
      theirs[.kind] = .text("production")
      _ = try await book.edit(base, theirs, test: false)
      var mine = ConnectionBook.values(of: base)
      mine[.siteID] = .text("other")
      await #expect { _ = try await book.edit(base, mine, test: false) } throws: { error in
        guard let saved = (error as? ServiceError)?.changedElsewhere else { return false }
        return ConnectionDifference.lines(from: base, to: saved) == ["Kind sandbox → production"]
      }
      let current = try await book.named("acme")
      let merged = try await book.edit(current, mine, test: false).connection
      #expect(merged.siteID == "other")
    }
  }

  @Test(arguments: [
    ["pass", "show", "cio/prod"], ["a b", "", "c'd", "\"", "\\", "$HOME", "{secret}", "näh\u{301}"], ["x\ty"],
  ]) func wordsSurviveBeingALine(_ words: [String]) {
    #expect(ProgramWords.split(ProgramWords.line(words)) == words)
  }

  @Test func wordsAreSplitAsAShellWould() {
    #expect(
      ProgramWords.split(#"op read "op://Ops/Cio \"x\"/key" a\ b 'c "d'"#) == [
        "op", "read", "op://Ops/Cio \"x\"/key", "a b", "c \"d",
      ])
    #expect(ProgramWords.split("a 'b") == nil)
    #expect(ProgramWords.split("a\\") == nil)
    #expect(ProgramWords.split("  ") == [])
  }
}
