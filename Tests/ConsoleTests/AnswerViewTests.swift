import CustomerIO
import Foundation
import JSONText
import Terminal
import Testing

@testable import Console

/// What stands beside the form once an answer came.
@Suite @MainActor struct AnswerViewTests {
  private static let size = Size(columns: 80, rows: 16)

  private func view(_ body: [UInt8], type: String = "application/json") -> AnswerView {
    AnswerView(
      status: 200, headers: [NameValue("Content-Type", type)], body: .memory(Data(body)), host: nil)
  }

  /// As it is drawn, the reason for what is not valid included.
  private func text(of view: AnswerView) async -> String {
    let reader = view.reader
    while !reader.document.isComplete || reader.form == nil || reader.work.isBusy {
      try? await Task.sleep(for: .milliseconds(1))
    }
    let screen = MemoryScreen(size: Self.size)
    var canvas = Canvas(size: Self.size)
    view.reader.draw(on: &canvas, focused: true)
    screen.present(canvas)
    return screen.text
  }

  @Test func `a body that is JSON stands in the bundle as it was received`() async {
    let body = #"{"created_at": 1600000000, "n": 1.10}"#
    let view = view(Array(body.utf8))
    #expect(view.isBundle)
    let text = await text(of: view)
    #expect(text.contains("\"Body\"") && text.contains("\"Status code\": 200") && text.contains("1.10"))
    #expect(text.contains("2020-09-13 12:26:40 UTC"), "times stand beside their numbers: \(text)")
  }

  @Test(arguments: [
    (#"{"customers": [{"id": 1}, "#, "not valid JSON"), (#"{"a": NaN}"#, "not valid JSON"),
    ("<html><body>Bad gateway</body></html>", "Content-Type says JSON; what came is"),
  ])
  func `a body that says JSON and is none is shown for what it is, with the reason`(
    body: String, reason: String
  ) async {
    let view = view(Array(body.utf8))
    #expect(!view.isBundle)
    let text = await text(of: view)
    #expect(text.contains(reason), "\(text)")
    #expect(view.heading.contains("Status code 200") && view.heading.contains("Headers 1"))
  }

  @Test func `a byte order mark, several values and bytes that are no text are no part of a bundle`() async {
    let marked = view([0xEF, 0xBB, 0xBF] + Array(#"{"a": 1}"#.utf8))
    #expect(!marked.isBundle)
    #expect(await text(of: marked).contains("1 key"))
    #expect(!view(Array("{\"a\":1}\n{\"a\":2}\n".utf8)).isBundle)
    let binary = view((0...255).map { UInt8($0) }, type: "application/octet-stream")
    #expect(!binary.isBundle)
    #expect(await text(of: binary).contains("Binary: shown byte by byte."))
    #expect(view([]).isBundle)
  }
}
