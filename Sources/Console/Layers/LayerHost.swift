import Widgets

/// What a layer needs of the program that it lies in: the console, or the reader as a pager.
@MainActor protocol LayerHost: AnyObject {
  /// Something changed: a frame is drawn before the next event is waited for.
  func setNeedsFrame()
  /// Lays a dialog or a menu over the screen.
  func show(_ layer: any Layer)
  func close(_ layer: any Layer)
  /// Says what just happened, until the next key.
  func tell(_ toast: Toast)
  func copy(_ offer: CopyOffer)
  /// Opens a text in the person's editor, and gives what was saved, or why it could not be.
  func edit(_ text: String, fileExtension: String) async -> EditorResult
}
