import Foundation
import Terminal

/// A program that takes the terminal and then ends in one of the ways that the console itself never would.
@main @MainActor enum Child {
  struct Thrown: Error {}

  nonisolated static func main() {
    if CommandLine.arguments.dropFirst().first == "core dumps" { tellOfCoreDumps() }
    Task { @MainActor in try await endAsAsked() }
    MainLoop.run()
  }

  private nonisolated static func tellOfCoreDumps() -> Never {
    print("dumpable \(CoreDumps.areAllowed)")
    CoreDumps.disable()
    print("dumpable \(CoreDumps.areAllowed)")
    exit(0)
  }

  private static func endAsAsked() async throws {
    let arguments = CommandLine.arguments
    let (way, note) = (arguments[1], arguments[2])
    let screen = CursesScreen(
      theme: .shipped(ThemeLibrary.defaultDark), environment: ProcessInfo.processInfo.environment)
    try screen.start(crashNote: note, program: "terminal-child 1")
    var canvas = Canvas(size: screen.size)
    canvas.put("The terminal is taken.", at: Point(column: 0, row: 0))
    screen.present(canvas)
    await withCheckedContinuation { continuation in
      screen.onEvent = { _ in continuation.resume() }
    }
    switch way {
    case "thrown error": do { throw Thrown() } catch { fatalError("\(error)") }
    case "trap": _ = Int8(truncating: 1) + Int8(arguments.count + 125)
    case "failed precondition": preconditionFailure("as a test wants it")
    case "index out of range": print(arguments[arguments.count + 7])
    case "nil unwrapped":
      let none = try JSONDecoder().decode([Int?].self, from: Data("[null]".utf8))
      // swift-format-ignore: NeverForceUnwrap
      print(none[0]! + 1)
    case "bad memory": UnsafeMutablePointer<Int>(bitPattern: 8)?.pointee = 1
    case "endless recursion": print(depth(of: arguments.count))
    case "exit": exit(3)
    default: exit(99)
    }
  }

  @inline(never) private static func depth(of number: Int) -> Int {
    number < 0 ? 0 : depth(of: number + 1) + depth(of: number + 2)
  }
}
