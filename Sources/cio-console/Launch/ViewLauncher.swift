import Console
import Foundation
import JSONText
import Service
import Store
import Terminal

/// Opens the reader of JSON on the terminal, as a pager. The file is being read while the terminal is taken.
@MainActor enum ViewLauncher {
  static func run(_ request: ViewRequest) async throws {
    let document = JSONDocument()
    let feed = DocumentFeed(document: document, descriptor: try request.open())
    let environment = ProcessInfo.processInfo.environment
    let screen = try ConsoleLauncher.screen(
      theme: request.theme, chosen: SettingsGlance.theme(at: .standard(environment: environment)), environment)
    try screen.start(program: "cio-console \(Version.number)")
    let pager = Pager(screen: screen, title: request.title, document: document)
    if let filter = request.filter { pager.filter(by: filter) }
    var signal: Int32?
    screen.onTermination = { received in
      signal = received
      pager.end()
    }
    feed.start(grew: { pager.documentGrew() }, ended: { pager.documentGrew($0) })
    await pager.run()
    guard let signal else { return screen.end() }
    await ForegroundProgram.endAll()
    screen.end(raising: signal)
  }
}
