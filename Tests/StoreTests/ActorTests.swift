import Foundation
import Testing

@testable import Store

@Suite(.timeLimit(.minutes(1))) struct ActorTests {
  @Test func theNameGivenComesBeforeTheLoginBehindSudoBeforeTheLogin() {
    let environment = ["SUDO_USER": "grace", "LOGNAME": "root", "USER": "root"]
    #expect(Actor.current(environment: environment, as: "on-call").name == "on-call")
    #expect(Actor.current(environment: environment, as: "  ").name == "grace")
    #expect(Actor.current(environment: environment).name == "grace")
    #expect(Actor.current(environment: ["LOGNAME": "ada", "USER": "other"]).name == "ada")
    #expect(Actor.current(environment: ["USER": "ada"]).name == "ada")
  }

  @Test func withoutAnyVariableTheAccountIsAsked() {
    #expect(!Actor.current(environment: [:]).name.isEmpty)
  }

  @Test func theAddressOfTheSSHClientIsTaken() {
    #expect(Actor.current(environment: ["SSH_CLIENT": "192.0.2.7 50022 22"]).origin == "192.0.2.7")
    #expect(Actor.current(environment: ["SSH_CONNECTION": "2001:db8::1 50022 2001:db8::2 22"]).origin == "2001:db8::1")
    #expect(Actor.current(environment: ["USER": "ada"]).origin == nil)
    #expect(Actor.current(environment: ["SSH_CLIENT": ""]).origin == nil)
  }

  @Test func behindSudoTheEnvironmentOfTheShellIsStillReadable() async throws {
    let child = try IdleChild(environment: ["SSH_CLIENT": "192.0.2.9 1 22", "ODD": "a=b"])
    // A process has none for a moment while its program is being loaded.
    try await until { !ProcessEnvironment.of(child.identity.id).isEmpty }
    let environment = ProcessEnvironment.of(child.identity.id)
    #expect(environment["SSH_CLIENT"] == "192.0.2.9 1 22")
    #expect(environment["ODD"] == "a=b")
    #expect(ProcessEnvironment.parent(of: child.identity.id) == getpid())
    #expect(ProcessEnvironment.of(0) == [:])
    child.end()
  }
}
