import Foundation
import Terminal

/// The person's own editor, on a file that only they can read and that is gone after.
extension ConsoleApp {
  func edit(_ text: String, fileExtension: String) async -> EditorResult {
    defer { setNeedsFrame() }
    return await screen.edit(text, fileExtension: fileExtension, in: session.settings.settings.editor)
  }
}

extension Screen {
  /// - Parameter chosen: the editor's command; nil takes the one of the environment.
  func edit(_ text: String, fileExtension: String, in chosen: String? = nil) async -> EditorResult {
    guard let command = EditorCommand(chosen: chosen, environment: ProcessInfo.processInfo.environment) else {
      return .failed("There is no editor: set EDITOR, or install nano or vi.")
    }
    let file: EditedFile
    do { file = try EditedFile(text: text, fileExtension: fileExtension) } catch {
      return .failed("The text could not be put into a file: \(error.localizedDescription)")
    }
    defer { file.remove() }
    let status = await handOver { await command.run(on: file.path) }
    guard status == 0 else {
      return .failed(
        status == nil
          ? "The editor \(command.name) could not be started."
          : "The editor \(command.name) ended with \(status ?? 0): the text stays as it was.")
    }
    guard let edited = file.read() else { return .failed("What the editor saved is no text: it stays as it was.") }
    return edited == text ? .unchanged : .saved(edited)
  }
}
