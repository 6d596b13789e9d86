import Foundation

/// The program that the build made beside these tests.
enum BuiltProgram {
  static let path: String = {
    let tests = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    return tests.deletingLastPathComponent().appending(path: "cio-console").path
  }()
}
