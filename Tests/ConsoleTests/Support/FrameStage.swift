import Terminal
import Testing

@testable import Console

/// What draws frames on a stage, and tells when it has.
@MainActor protocol FrameSource: AnyObject {
  var needsFrame: Bool { get }
  var onFrame: (() -> Void)? { get set }
}

extension ConsoleApp: FrameSource {}
extension Pager: FrameSource {}

/// A program on a terminal in memory: keys in, frames out, and waiting for what a frame shows.
@MainActor protocol FrameStage: AnyObject {
  associatedtype Source: FrameSource
  var screen: MemoryScreen { get }
  var source: Source { get }
}

struct InVain: Error {}

extension FrameStage {
  var text: String { screen.text }
  var lines: [String] { screen.lines }

  func press(_ keys: Key...) { for key in keys { screen.send(.key(key)) } }
  func type(_ text: String) { screen.type(text) }

  /// Waits until a frame shows what is looked for. Fails with the screen as it was.
  func until(
    _ what: String, cap: Duration = .seconds(90), sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await until("\"\(what)\"", cap: cap, sourceLocation: sourceLocation) { $0.text.contains(what) }
  }

  func until(
    _ name: String, cap: Duration = .seconds(90), sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: @MainActor @escaping (Self) -> Bool
  ) async throws {
    if !source.needsFrame, condition(self) { return }
    let frames = AsyncStream<Void> { continuation in
      source.onFrame = { continuation.yield() }
      let watchdog = Task {
        try? await Task.sleep(for: cap)
        continuation.finish()
      }
      continuation.onTermination = { _ in watchdog.cancel() }
    }
    defer { source.onFrame = nil }
    for await _ in frames where condition(self) { return }
    Issue.record("Waited in vain for \(name). The screen:\n\(text)", sourceLocation: sourceLocation)
    throw InVain()
  }

  /// Runs after the frame that the last keys asked for.
  func settled() async throws { try await until("the frame") { !$0.source.needsFrame } }
}
