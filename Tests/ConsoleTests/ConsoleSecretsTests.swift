import Foundation
import Service
import Store
import Terminal
import Testing

@testable import Console

/// What the console asks for, announces and settles beside its screens.
@Suite(.serialized) @MainActor struct ConsoleSecretsTests {
  @Test func aSealedVaultIsUnlockedOverWhateverNeedsAKey() async throws {
    try await Stage.play(route: .segments, saved: true, passphrase: "open sesame") { stage in
      try await stage.until("Unlock the vault")
      try stage.expectSnapshot("vault-unlock")
      stage.type("wrong")
      #expect(!stage.text.contains("wrong"))
      stage.press(.enter)
      try await stage.until("That is not the vault's passphrase.")
      stage.type("open sesame")
      stage.press(.enter)
      try await stage.until("Beta testers")
    }
  }

  @Test func givingUpLeavesAScreenThatSaysWhyAndTriesAgain() async throws {
    try await Stage.play(route: .segments, saved: true, passphrase: "x") { stage in
      try await stage.until("Unlock the vault")
      stage.press(.escape)
      try await stage.until("The vault is locked: its passphrase is needed.")
      stage.press(Key("r"))
      try await stage.until("Unlock the vault")
      stage.type("x")
      stage.press(.enter)
      try await stage.until("Beta testers")
    }
  }

  /// A question that opens in the middle of a word would take the rest of it for a passphrase.
  @Test func nothingThatGoesOnBesideTypingAsksForThePassphrase() async throws {
    try await Stage.play(size: Size(columns: 120, rows: 36), route: .people, saved: true, passphrase: "x") { stage in
      try await stage.until("acme")
      stage.press(Key("/"))
      stage.type("ada")
      stage.app.go(to: .module(.trackEvent))
      stage.type("ada")
      stage.press(.tab)
      stage.type("receipt")
      // The exact request follows the pause, and the person's name would.
      try await stage.until("POST")
      #expect(!stage.text.contains("Unlock the vault"), "\(stage.text)")
      stage.press(.function(10))
      try await stage.until("Unlock the vault")
      stage.type("x")
      stage.press(.enter)
      try await stage.until("✓ 200")
    }
  }

  @Test func theVaultIsSealedAndOpenedAgainInTheSettings() async throws {
    try await Stage.play(route: .settings, saved: true) { stage in
      try await stage.until("not sealed")
      stage.press(Key(":"))
      stage.type("vault")
      stage.press(.enter)
      try await stage.until("What about the vault?")
      stage.press(.enter)
      try await stage.until("Seal the vault")
      stage.type("one")
      stage.press(.enter)
      stage.type("other")
      stage.press(.enter)
      try await stage.until("This is not what stands above.")
      stage.press(.control("u"))
      stage.type("one")
      stage.press(.enter)
      try await stage.until("sealed, unlocked")
      stage.app.showVault()
      try await stage.until("Lock it now")
      stage.press(.enter)
      try await stage.until("sealed, locked")
      stage.app.showVault()
      try await stage.until("Take the passphrase off")
      stage.press(.down, .enter)
      try await stage.until("protected by this account")
      stage.type("one")
      stage.press(.enter)
      try await stage.until("not sealed any more")
    }
  }

  @Test func whatAnotherConsoleSavesIsAnnouncedAndNeverFollowed() async throws {
    try await Stage.play(saved: true) { stage in
      try await stage.until("acme")
      let other = ServiceLayer(
        location: stage.app.session.services.location, environment: [:], actorName: "other")
      let acme = try await other.connections.named("acme")
      var changed = ConnectionBook.values(of: acme)
      changed[.kind] = .text("production")
      _ = try await other.connections.edit(acme, changed, test: false)
      try await stage.until("Another console changed acme: Kind sandbox → production.")
      try await stage.until("PRODUCTION")
      changed[.connectionName] = .text("second")
      changed[.apiKey] = .text("key")
      let second = try await other.connections.add(changed, test: false).connection
      try await other.connections.makeDefault(second)
      try await stage.until("The default is second now; this console stays on acme.")
    }
  }

  @Test func twoEditsOfOneConnectionShowWhatTheOtherChanged() async throws {
    try await Stage.play(route: .connections, saved: true) { stage in
      try await stage.until("acme (default)")
      stage.press(.enter)
      try await stage.until("Secret API Key")
      let other = ServiceLayer(location: stage.app.session.services.location, environment: [:], actorName: "other")
      let acme = try await other.connections.named("acme")
      var theirs = ConnectionBook.values(of: acme)
      theirs[.connectionName] = .text("acme-eu")
      _ = try await other.connections.edit(acme, theirs, test: false)
      try await stage.until("Another console changed acme")
      stage.press(.backTab, .backTab, .end)
      stage.type("x")
      stage.press(.control("s"))
      try await stage.until("Changed elsewhere")
      try stage.expectSnapshot("connection-conflict")
      stage.press(.tab, .tab, .enter)
      try await stage.until("Saved acmex")
      let names = try await other.connections.all().map(\.name)
      #expect(names == ["acmex"])
    }
  }

  @Test func aRunOfUnknownOutcomeIsToldAndSettled() async throws {
    try await Stage.play(saved: true) { stage in
      try await stage.until("acme")
      // A call whose answer is cut off by the other side: bytes were sent, and nobody knows what became of them.
      try await stage.sandbox?.post(
        "/_sandbox/faults", #"{"kind":"cut","path":"/api/v1/customers/ada/events","method":"POST"}"#)
      let services = stage.app.session.services
      let workspace = try await services.workspace(try await services.connections.named("acme"))
      var values = ModuleValues([.customerID: .text("ada"), .eventName: .text("receipt"), .connection: .text("acme")])
      values = values.filled(from: .definition(.trackEvent))
      let run = try await services.runner.run(.definition(.trackEvent), values, in: workspace)
      try #require(run.outcome == .unknown)
      await stage.app.tellWhatIsUnknown()
      try await stage.until("The outcome of one run is not known.")
      stage.app.go(to: .journal)
      try await stage.until("? unknown")
      stage.press(Key("s"))
      try await stage.until("What became of it?")
      try stage.expectSnapshot("run-settle")
      stage.press(.enter)
      try await stage.until("Customer.io does not have it")
      stage.press(.enter, .tab)
      stage.type("seen in the activity")
      stage.press(.enter)
      try await stage.until("Settled as done.")
      let entry = try await services.journal.entry(run.entry.id)
      #expect(entry.outcome == .done)
      #expect(entry.note == "seen in the activity")
    }
  }
}
