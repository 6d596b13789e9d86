import Store
import Testing

@Suite struct SecretTests {
  private struct Holder {
    let name = "n"
    let secret = Secret("hunter2")
  }

  @Test func aSecretIsMaskedHoweverItIsPrinted() {
    let holder = Holder()
    var dumped = ""
    dump(holder, to: &dumped)
    let optional: Secret? = holder.secret
    for text in [
      "\(holder)", "\(holder.secret)", String(reflecting: holder), String(describing: optional), dumped,
      "\([holder.secret: holder.secret])", String(describing: Mirror(reflecting: holder.secret).children.map(\.value)),
    ] {
      #expect(!text.contains("hunter2"))
    }
    #expect(holder.secret.reveal() == "hunter2")
    #expect(holder.secret.withValue { $0.count } == 7)
    #expect(holder.secret == Secret("hunter2"))
    #expect(holder.secret != Secret("hunter3"))
  }

  @Test func theFirstLineOfACommandIsTheTrackKeyAndNamedLinesAreTheOthers() {
    let source = SecretSource.command(["pass", "show", "cio/prod"])
    let output = "track-1\nlogin: ops\nApp-API-Key: app-1 \nurl: https://fly.customer.io\n"
    #expect(source.arguments(for: .trackAPIKey) == ["pass", "show", "cio/prod"])
    #expect(source.secret(.trackAPIKey, in: output)?.reveal() == "track-1")
    #expect(source.secret(.appAPIKey, in: output)?.reveal() == "app-1")
    #expect(source.secret(.pipelinesWriteKey, in: output) == nil)
    #expect(source.secret(.trackAPIKey, in: "") == nil)
    #expect(source.secret(.trackAPIKey, in: "\n") == nil)
  }

  @Test func aCommandMayBeToldWhichSecretIsWanted() {
    let source = SecretSource.command(["vault-read", "cio/{secret}"])
    #expect(source.arguments(for: .appAPIKey) == ["vault-read", "cio/app-api-key"])
    #expect(source.secret(.appAPIKey, in: "app-1\r\n")?.reveal() == "app-1")
    #expect(SecretSource.vault.arguments(for: .appAPIKey) == nil)
    #expect(SecretSource.command([]).arguments(for: .appAPIKey) == nil)
  }
}
