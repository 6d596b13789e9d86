import ArgumentParser
import Foundation
import JSONText
import Sandbox
import Service

/// `sandbox`: the local Customer.io alone, until it is told to stop.
struct SandboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox", abstract: "Runs a local Customer.io with seeded people, for trying out and for tests.",
    discussion: """
      Prints its addresses and keys when it is ready, and serves on 127.0.0.1 until it gets Ctrl-C or SIGTERM. Its own \
      controls are at /_sandbox/requests, /_sandbox/state, /_sandbox/faults and /_sandbox/reset of each address.

      A fault is a kind and what narrows it: --fault status,status=503,path=/api/v1/*,count=3. Kinds: delay, drip, cut, \
      reset, hang, status, rate_limit, malformed, html, wrong_length, endless, redirect, big_header, certificate. They \
      are narrowed by domain=, method=, path= (a path, a template with {…}, or a beginning with *), count= calls and \
      percent= of them, and told how by status=, delay_ms=, retry_after=, location=, applied= and certificate=expired, \
      wrong_name or self_signed. The first one that fits a call holds for it. A JSON object, as POST /_sandbox/faults \
      takes it, does as well.
      """)

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The first of four ports: Track, App, Beta, Pipelines.", discussion: "Default: 0, chosen by the system.",
      valueName: "number"))
  var port: String?
  @Option(parsing: .unconditional, help: ArgumentHelp("How many people there are. Default: 1000.", valueName: "number"))
  var people: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The same seed gives the same workspace. Default: 1.", valueName: "number"))
  var seed: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Where the state is kept between runs. Default: nowhere.", valueName: "file"))
  var state: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("What seeded times are relative to. Default: the clock.", valueName: "time"))
  var now: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "documented enforces the App API's 10 requests a second; off does not. Default: documented.", valueName: "rates"))
  var rates: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "us or eu: where the account is. With it the other region's Track host is served too, at a fifth port.",
      discussion: "Default: us, alone.", valueName: "region"))
  var region: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Serves over TLS, HTTP/2 and HTTP/1.1, and writes the authority that clients have to trust to a file.",
      discussion: "CIO_CONSOLE_CA_FILE names it to this program's other commands.", valueName: "file"))
  var tls: String?
  @Option(
    name: .customLong("fault"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Something that is to go wrong from the start on; repeats.", valueName: "fault"))
  var faults: [String] = []
  @OptionGroup(visibility: .hidden) var work: WorkOptions
  @OptionGroup var result: ResultOptions

  func run() async throws {
    let configuration = try configuration()
    let stop = AsyncStream<Void>.makeStream()
    Interruption.shared.whenReceived { stop.continuation.finish() }
    let server = try await SandboxServer.start(configuration)
    do {
      try writeAuthority(server)
      try announce(server)
    } catch {
      await server.stop()
      throw error
    }
    for await _ in stop.stream {}
    await server.stop()
    // Being told to stop is how it ends well.
    Interruption.shared.forget()
  }

  private func configuration() throws -> SandboxConfiguration {
    var configuration = SandboxConfiguration()
    configuration.port = try Self.number(port, "--port", in: 0...65_532) ?? 0
    configuration.people = try Self.number(people, "--people", in: 0...100_000_000) ?? configuration.people
    if let seed {
      guard let number = UInt64(seed) else { throw Failure.option("--seed", "A whole number is needed.") }
      configuration.seed = number
    }
    configuration.stateFile = state
    if let now {
      do throws(Timestamp.Unreadable) {
        configuration.now = Date(timeIntervalSince1970: Double(try Timestamp(now, now: Date()).unixSeconds))
      } catch { throw Failure.option("--now", error.message) }
    }
    if let rates {
      guard let chosen = SandboxConfiguration.Rates(rawValue: rates) else {
        throw Failure.option("--rates", "Choose one of documented, off.")
      }
      configuration.rates = chosen
    }
    if let region {
      guard let chosen = SandboxConfiguration.Region(rawValue: region) else {
        throw Failure.option("--region", "Choose one of us, eu.")
      }
      configuration.region = chosen
      configuration.servesOtherRegion = true
    }
    configuration.tls = tls != nil
    configuration.faults = try faults.map(Self.fault)
    if !configuration.tls, configuration.faults.contains(where: \.needsTLS) {
      throw Failure.option("--fault", "A certificate is only shown over TLS: add --tls FILE.")
    }
    configuration.knownRoutes = SandboxRoutes.known
    return configuration
  }

  private static func fault(_ text: String) throws -> SandboxFault {
    do throws(SandboxFault.Unreadable) { return try SandboxFault(parsing: text) } catch {
      throw Failure.option("--fault", error.description)
    }
  }

  private static func number(_ text: String?, _ option: String, in range: ClosedRange<Int>) throws -> Int? {
    guard let text else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw Failure.option(option, "A whole number from \(range.lowerBound) to \(range.upperBound) is needed.")
    }
    return number
  }

  private func writeAuthority(_ server: SandboxServer) throws {
    guard let tls, let certificates = server.certificates else { return }
    do {
      try certificates.authorityPEM.write(toFile: tls, atomically: true, encoding: .utf8)
    } catch {
      throw Failure.option("--tls", "\(tls) can't be written: \(error.localizedDescription)")
    }
  }

  private func announce(_ server: SandboxServer) throws {
    let output = StandardOutput()
    let format = result.output ?? .preferred(at: output)
    guard format == .table || format == .csv, let object = try? JSONValue(parsing: server.readyLine) else {
      return try output.write(server.readyLine + "\n")
    }
    try Report.record(object).write(as: format, to: output)
    if format == .table { StandardError.note("Serving until Ctrl-C.") }
  }
}
