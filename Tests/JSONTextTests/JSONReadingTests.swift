import Foundation
import JSONText
import Synchronization
import Testing

@Suite struct JSONReadingTests {
  @Test func aPipeIsReadToItsEndWhileItIsShown() async throws {
    let pipe = Pipe()
    let document = JSONDocument()
    let arrivals = Mutex<[Int]>([])
    async let reading: Void = document.read(from: pipe.fileHandleForReading.fileDescriptor) { count in
      arrivals.withLock { $0.append(count) }
    }
    try pipe.fileHandleForWriting.write(contentsOf: Data("[1,".utf8))
    while document.byteCount < 3 { await Task.yield() }
    #expect(JSONLines(document: document).rows(0..<9).map(\.text) == ["[", "1,"])
    #expect(!document.isComplete)
    try pipe.fileHandleForWriting.write(contentsOf: Data("2]".utf8))
    try pipe.fileHandleForWriting.close()
    try await reading
    #expect(document.isComplete)
    #expect(document.verdict() == .valid)
    #expect(arrivals.withLock { $0.last } == 5)
  }

  @Test func aPipeInWhichNothingArrivesIsLeftWhenCancelled() async {
    let pipe = Pipe()
    let document = JSONDocument()
    let task = Task { try await document.read(from: pipe.fileHandleForReading.fileDescriptor) }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(!document.isComplete)
  }

  @Test func aDescriptorThatCannotBeReadIsSaid() async {
    let document = JSONDocument()
    await #expect(throws: JSONDocumentError.unreadable(EBADF)) { try await document.read(from: -1) }
    let error = JSONDocumentError.unreadable(EISDIR)
    #expect(error.description == "The text could not be read: Is a directory.")
  }
}
