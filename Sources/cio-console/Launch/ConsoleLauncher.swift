import Console
import CustomerIO
import Foundation
import Service
import Store
import Terminal

/// Opens the console on the terminal, and gives the terminal back.
///
/// What stands before the first frame is kept to what that frame needs: no network, no database, no sandbox.
@MainActor enum ConsoleLauncher {
  static func run(_ request: ConsoleRequest) async throws {
    let environment = ProcessInfo.processInfo.environment
    var options = ConsoleOptions(
      themeName: request.theme, isReadOnly: request.invocation.isReadOnly,
      connectionName: request.invocation.connection)
    if let route = request.route {
      do { options.route = try Route(parsing: route) } catch { throw Failure.option("--goto", error.message) }
    }
    var context = Context(request.invocation, environment: environment)
    let screen = try screen(theme: request.theme, chosen: SettingsGlance.theme(at: context.location), environment)
    try screen.start(crashNote: crashNote(in: context.location), program: "cio-console \(Version.number)")
    options.notices = screen.notices
    var signal: Int32?
    while true {
      context.startDemo()
      let app = ConsoleApp(screen: screen, services: context.services, options: options)
      screen.onTermination = { received in
        signal = received
        app.end()
      }
      guard await app.run() == .openDemo else { break }
      var demo = request.invocation
      demo.isDemo = true
      demo.connection = nil
      context = Context(demo, environment: environment)
      (options.route, options.notices) = (nil, [])
      options.connectionName = nil
    }
    guard let signal else { return screen.end() }
    await ForegroundProgram.endAll()
    screen.end(raising: signal)
  }

  /// A screen with the theme of that name; without one, with the one of the settings, else with the default that fits
  /// the terminal's background.
  static func screen(
    theme name: String?, chosen: String? = nil, _ environment: [String: String]
  ) throws -> CursesScreen {
    if name == nil, let chosen, let theme = ThemeCommand.library(environment).load(chosen)?.theme {
      // What is wrong with it is told when the settings are read.
      return CursesScreen(theme: theme, environment: environment)
    }
    guard let name else {
      let screen = CursesScreen(theme: .shipped(ThemeLibrary.defaultDark), environment: environment)
      followBackground(of: screen)
      return screen
    }
    let library = ThemeCommand.library(environment)
    guard let (theme, problems) = library.load(name) else { throw ThemeCommand.unknown(name, in: library) }
    for problem in problems { StandardError.note("\(problem)") }
    return CursesScreen(theme: theme, environment: environment)
  }

  /// On a light background the light theme takes the place of the default one.
  private static func followBackground(of screen: CursesScreen) {
    screen.onBackground = { [weak screen] color in
      guard let screen, screen.theme.name == ThemeLibrary.defaultDark, color.luminance > 0.18 else { return }
      screen.theme = .shipped(ThemeLibrary.defaultLight)
    }
  }

  /// Where a crash leaves its note. Its folder must be there before.
  private static func crashNote(in location: StoreLocation) -> String? {
    let folder = location.crashNoteFolder
    let isThere =
      (try? FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])) != nil
    guard isThere else { return nil }
    return folder.appending(path: "crash-\(time(nil))-\(getpid()).txt").path(percentEncoded: false)
  }
}
