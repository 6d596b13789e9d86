import Testing

@testable import CustomerIO

@Suite("Connection gate")
struct GateTests {
  @Test("no more pass than there is room, interactive calls first, and cancelled ones leave the line")
  func order() async throws {
    let origin = try Origin("http://127.0.0.1:9")
    let gate = ConnectionGate(width: 1)
    #expect(await gate.enter(origin, priority: .background))
    #expect(await gate.enter(try Origin("http://127.0.0.1:10"), priority: .background))
    let job = Task { await gate.enter(origin, priority: .background) }
    await until { gate.waitingCount == 1 }
    let cancelled = Task { await gate.enter(origin, priority: .interactive) }
    await until { gate.waitingCount == 2 }
    let person = Task { await gate.enter(origin, priority: .interactive) }
    await until { gate.waitingCount == 3 }
    cancelled.cancel()
    #expect(await cancelled.value == false)
    gate.leave(origin)
    #expect(await person.value)
    #expect(gate.waitingCount == 1)
    gate.leave(origin)
    #expect(await job.value)
    gate.leave(origin)
    #expect(await gate.enter(origin, priority: .background))
  }
}
