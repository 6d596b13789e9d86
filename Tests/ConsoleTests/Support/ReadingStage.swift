import Foundation
import JSONText
import Terminal
import Testing

@testable import Console

/// The reader as a pager on a terminal in memory.
@MainActor final class ReadingStage: FrameStage {
  let screen: MemoryScreen
  let pager: Pager
  let document: JSONDocument
  private let running: Task<Void, Never>

  /// The program that runs as jq's child beside these tests.
  nonisolated static let queryProgram = Bundle.main.bundleURL.appending(path: "json-query-child").path

  private init(_ document: JSONDocument, size: Size, name: String) {
    Reader.queryProgram = Self.queryProgram
    let screen = MemoryScreen(size: size)
    let pager = Pager(screen: screen, title: name, document: document)
    self.document = document
    self.screen = screen
    self.pager = pager
    running = Task { await pager.run() }
  }

  /// Shows a text until the scene is over.
  static func read(
    _ text: some Collection<UInt8>, size: Size = Size(columns: 80, rows: 24), name: String = "text.json",
    _ scene: @MainActor (ReadingStage) async throws -> Void
  ) async throws {
    try await read(JSONDocument(text), size: size, name: name, scene)
  }

  static func read(
    _ document: JSONDocument, size: Size = Size(columns: 80, rows: 24), name: String = "text.json",
    _ scene: @MainActor (ReadingStage) async throws -> Void
  ) async throws {
    let stage = ReadingStage(document, size: size, name: name)
    await #expect(throws: Never.self) {
      try await stage.until("the first frame") { $0.screen.presentedFrames > 0 }
      try await scene(stage)
    }
    stage.pager.end()
    await stage.running.value
  }

  var source: Pager { pager }
}
