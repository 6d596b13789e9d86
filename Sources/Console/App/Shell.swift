import Service
import Terminal
import Widgets

/// What a screen may ask of the program around it.
@MainActor protocol Shell: LayerHost {
  var session: Session { get }
  /// Opens a place, with values already filled in where it is a dialog.
  func go(to route: Route, with values: ModuleValues?)
  /// Opens a screen that was made ready by its caller.
  func open(_ screen: any ConsoleScreen)
  /// Does something as soon as the store is open, or could not be opened: at once where that is known. Asked for again
  /// under the same name it is done once; a screen that was left meanwhile is not asked any more.
  func whenOpen(_ name: String, for screen: any ConsoleScreen, _ perform: @escaping @MainActor () -> Void)
  func goBack()
  /// Begins where the connection at hand begins: people, or the dialogs.
  func goHome()
  /// Ends this console; the program opens the demo in its place.
  func openDemo()
  func pinConnection(_ connection: Connection)
  /// Tells every screen that the list of connections changed.
  func connectionsChanged() async
  /// The theme in use, and the picker that shows each as it is chosen.
  var themeName: String { get }
  func chooseTheme()
  var usesMouse: Bool { get set }
  func switchTimeZone()
  /// Makes a choice last beyond the session.
  func keep(_ choice: SettingsChoice)
  /// Reads the settings file anew.
  func readSettings()
  func editSettings()
  /// Offers what can be done with the vault: sealing it, locking it, taking its passphrase off.
  func showVault()
}

extension Shell {
  func go(to route: Route) { go(to: route, with: nil) }
}
