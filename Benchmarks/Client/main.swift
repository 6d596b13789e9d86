import CustomerIO
import Foundation
import JSONText
import Sandbox

// client-benchmark sink            serves on a loopback port of the system's choice, prints its address
// client-benchmark sandbox         serves the sandbox, prints the Track address and the Authorization header
// client-benchmark run ADDRESS     measures the client against it, prints lines of "key value"

let arguments = CommandLine.arguments
switch arguments.dropFirst().first {
case "sink": try await Sink.serve()
case "sandbox": try await serveSandbox()
case "run" where arguments.count == 3: try await run(address: arguments[2])
default:
  FileHandle.standardError.write(Data("usage: client-benchmark sink | sandbox | run ADDRESS\n".utf8))
  exit(2)
}

func serveSandbox() async throws {
  let server = try await SandboxServer.start(SandboxConfiguration(people: 1_000, rates: .off))
  let pair = "\(server.credentials.siteID):\(server.credentials.apiKey)"
  print(server.addresses.trackURL)
  print("Basic \(Data(pair.utf8).base64EncodedString())")
  fflush(nil)
  while true { try await Task.sleep(for: .seconds(3600)) }
}

func run(address: String) async throws {
  let client = CustomerIOClient(
    addresses: CustomerIO.Addresses(track: address, app: address, beta: address, pipelines: address),
    credentials: Credentials(siteID: "site", trackAPIKey: "key"), limits: .unlimited)
  let attributes: JSONValue = ["email": "ada@example.com", "plan": "pro", "created_at": 1_700_000_000, "seats": 3]
  @Sendable func identify(_ number: Int) throws -> APIRequest {
    try .identify("person-\(number)", attributes: attributes)
  }
  for number in 0..<1000 { _ = try await client.perform(try identify(number)) }

  let sequential = 20_000
  let one = try await Measurement.take("sequential", calls: sequential) {
    for number in 0..<sequential { _ = try await client.perform(try identify(number)) }
  }
  print(one.lines)

  let concurrent = 60_000
  let many = try await Measurement.take("in_flight_32", calls: concurrent) {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for lane in 0..<32 {
        group.addTask {
          for number in stride(from: lane, to: concurrent, by: 32) {
            _ = try await client.perform(try identify(number))
          }
        }
      }
      try await group.waitForAll()
    }
  }
  print(many.lines)

  let people = 400_000
  let batches = try await Measurement.take("batch_people", calls: people / 1000, items: people) {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for start in stride(from: 0, to: people, by: 20_000) {
        let actions = (start..<start + 20_000).map { TrackEntity.identify(.id("person-\($0)"), attributes: attributes) }
        for batch in TrackBatch.pack(actions).batches { group.addTask { _ = try await client.send(batch) } }
      }
      try await group.waitForAll()
    }
  }
  print(batches.lines)
  print("peak_memory_mib \(Measurement.peakMemory)")
}
