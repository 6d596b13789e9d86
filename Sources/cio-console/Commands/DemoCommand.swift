import ArgumentParser
import Foundation
import Service
import Store

/// `demo …`
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "The demo's own folder.", subcommands: [Reset.self])

  struct Reset: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reset", abstract: "Begins the demo anew: its people as seeded, its journal empty.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let context = Context(global)
      let folder = DemoFolder(location: .demo(environment: ProcessInfo.processInfo.environment))
      guard try context.makesChange("empty \(folder.path)") else { return }
      try await context.confirm("demo reset") { $0.confirms("Forget everything done in the demo?") }
      try folder.reset()
      StandardError.note("The demo begins anew.")
    }
  }
}
