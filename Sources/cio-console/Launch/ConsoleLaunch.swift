import Console
import Foundation
import Service
import Store
import Terminal

/// Opens the console on this terminal and keeps it until it is quit.
@MainActor struct ConsoleLaunch {
  var arguments: ConsoleArguments
  var options: GlobalOptions
  let environment = ProcessInfo.processInfo.environment

  func run() async throws {
    let route = try route()
    var isDemo = options.demo
    while try await show(route, isDemo: isDemo) == .openDemo { isDemo = true }
  }

  private func route() throws -> Route? {
    do { return try arguments.route.map(Route.init(parsing:)) } catch let error as RouteError {
      throw Failure.option("--goto", error.message)
    }
  }

  private func show(_ route: Route?, isDemo: Bool) async throws -> ExitReason {
    var options = options
    options.demo = isDemo
    let context = Context(options, environment: environment)
    let screen = CursesScreen(theme: try theme(context.location), environment: environment)
    try screen.start(
      crashNote: context.location.crashNoteFolder.path + "/crash-\(getpid()).txt",
      program: "cio-console \(Version.number)")
    defer { screen.end() }
    let app = ConsoleApp(
      screen: screen, services: context.services,
      options: ConsoleOptions(
        route: route, themeName: arguments.theme, isReadOnly: options.readOnly, connectionName: options.connection))
    var ending: Int32?
    screen.onTermination = { signal in
      ending = signal
      app.end()
    }
    if arguments.theme == nil, (environment["NO_COLOR"] ?? "").isEmpty {
      screen.onBackground = { color in
        guard color.luminance > 0.5, let light = ThemeLibrary().load(ThemeLibrary.defaultLight)?.theme else { return }
        screen.theme = light
        screen.redraw()
      }
    }
    let reason = await app.run()
    if let ending { screen.end(raising: ending) }
    return reason
  }

  private func theme(_ location: StoreLocation) throws -> Theme {
    let name = arguments.theme ?? ThemeLibrary.defaultDark
    let library = ThemeLibrary(folder: location.themesFolder.path)
    if let theme = library.load(name)?.theme { return theme }
    let near = library.nearest(to: name).map { " Did you mean \($0)?" } ?? ""
    throw Failure.option("--theme", "There is no theme \(name).\(near)")
  }
}
