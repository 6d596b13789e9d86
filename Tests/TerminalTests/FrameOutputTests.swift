import Foundation
import Glibc
import Testing

@testable import Terminal

@Suite("What curses sends") @MainActor struct FrameOutputTests {
  @Test("goes out in one piece, after the drawing") func gathers() throws {
    let pipe = try Ends()
    let output = try #require(FrameOutput(terminal: pipe.write))
    for frame in ["first", "second, which is longer", "3"] {
      output.gather {
        for character in frame {
          fputs(String(character), output.stream)
          fflush(output.stream)
        }
        #expect(pipe.waiting() == "")
      }
      #expect(pipe.waiting() == frame)
    }
    // Between frames curses has the terminal itself, as for its modes.
    fputs("end", output.stream)
    fflush(output.stream)
    #expect(pipe.waiting() == "end")
  }

  @Test("is waited for where the terminal is slow, and lost where it is gone") func slowAndGone() async throws {
    let pipe = try Ends()
    let output = try #require(FrameOutput(terminal: pipe.write))
    _ = fcntl(pipe.write, F_SETFL, O_NONBLOCK)
    let frame = String(repeating: "0123456789", count: 50_000)
    let reading = Task.detached { pipe.read(frame.utf8.count) }
    output.gather {
      fputs(frame, output.stream)
      fflush(output.stream)
    }
    #expect(await reading.value == frame)
    pipe.hangUp()
    output.gather {
      fputs(frame, output.stream)
      fflush(output.stream)
    }
  }

  /// A pipe that stands for a terminal.
  private struct Ends: Sendable {
    let readEnd: Int32
    let write: Int32

    init() throws {
      signal(SIGPIPE, SIG_IGN)
      var ends: [Int32] = [-1, -1]
      try #require(pipe(&ends) == 0)
      (readEnd, write) = (ends[0], ends[1])
    }

    /// What is there now.
    func waiting() -> String {
      var request = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
      guard poll(&request, 1, 0) == 1 else { return "" }
      var bytes = [UInt8](repeating: 0, count: 65536)
      let count = Glibc.read(readEnd, &bytes, bytes.count)
      return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    func read(_ count: Int) -> String {
      var (text, bytes) = ([UInt8](), [UInt8](repeating: 0, count: 65536))
      while text.count < count {
        let got = Glibc.read(readEnd, &bytes, bytes.count)
        guard got > 0 else { break }
        text += bytes[..<got]
      }
      return String(decoding: text, as: UTF8.self)
    }

    func hangUp() { close(readEnd) }
  }
}
