import Service

/// Why a command ends without having done what it was asked, in words, where no service says it already.
struct Failure: Error {
  let message: String
  let status: ExitStatus

  init(_ message: String, status: ExitStatus) {
    self.message = message
    self.status = status
  }

  /// A fault of an option's value.
  static func option(_ name: String, _ message: String) -> Failure {
    Failure("\(name): \(message)", status: .usage)
  }
}

/// Ends the program with a status, everything having been said.
struct Ended: Error {
  let status: ExitStatus
}
