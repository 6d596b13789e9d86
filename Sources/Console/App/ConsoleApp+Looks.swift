import Service
import Terminal
import Widgets

/// The theme, seen at once while it is chosen, and the mouse.
extension ConsoleApp {
  var themeName: String { screen.theme.title }

  var usesMouse: Bool {
    get { screen.reportsMouse }
    set {
      screen.reportsMouse = newValue
      keep(.mouse(newValue))
      tell(
        Toast(
          .info, newValue ? "The mouse works in the console; Shift selects text." : "The mouse is left to the terminal."
        ))
    }
  }

  var library: ThemeLibrary { ThemeLibrary(folder: session.services.location.themesFolder.path) }

  func chooseTheme() {
    let before = screen.theme
    let library = library
    let entries = library.entries().map { entry in
      PaletteLayer.Entry(
        Widgets.Palette.Entry(
          id: entry.name, title: entry.name, detail: entry.path ?? "",
          keyHint: entry.name == before.name ? "in use" : "")
      ) { [weak self] in self?.useTheme(entry.name, in: library) }
    }
    let layer = PaletteLayer(shell: self, entries: entries, placeholder: "Which theme?")
    layer.note = "Each is shown as it is chosen. Esc keeps \(before.title)."
    layer.onSelect = { [weak self] name in
      guard let self else { return }
      screen.theme = name.flatMap { library.load($0)?.theme } ?? before
      screen.redraw()
    }
    show(layer)
  }

  /// Puts a theme in place; what is wrong with its file is told.
  func useTheme(_ name: String, in library: ThemeLibrary) {
    guard let (theme, problems) = library.load(name) else {
      let near = library.nearest(to: name).map { " Did you mean \($0)?" } ?? ""
      return tell(Toast(.failure, "There is no theme \(name).\(near)"))
    }
    screen.theme = theme
    screen.redraw()
    keep(.theme(name))
    if let problem = problems.first {
      tell(Toast(.warning, "\(problem)"))
    } else {
      tell(Toast(.success, "The theme is \(theme.title) now."))
    }
  }
}
