import ArgumentParser
import Sandbox
import Service
import Terminal

/// An error as the command line tells it: lines for standard error, and the exit status.
struct Complaint {
  let lines: [String]
  let status: Int32

  init(_ error: any Error) {
    switch error {
    case let ended as Ended: self.init([], ended.status)
    case let failure as Failure: self.init([failure.message], failure.status)
    case let error as ServiceError: self.init([Self.text(of: error)], error.exitStatus)
    case RunError.invalid(let error): self.init(Self.lines(of: error), .usage)
    case RunError.refused(let error): self.init([Self.text(of: error)], error.exitStatus)
    case let error as Service.ValidationError: self.init(Self.lines(of: error), .usage)
    case let error as SandboxError: self.init(["The sandbox could not be started: \(error)."], .failed)
    case let error as ScreenError: self.init(["\(error)"], .usage)
    case is CancellationError: self.init(["Interrupted."], .interrupted)
    default: self.init(["Something unforeseen went wrong: \(type(of: error))."], .failed)
    }
  }

  private init(_ lines: [String], _ status: ExitStatus) {
    self.lines = lines
    self.status = status.rawValue
  }

  private static func text(of error: ServiceError) -> String {
    guard error.exitStatus == .usage, let key = error.connectionField else { return error.text }
    return "\(ArgumentName.of(key)): \(error.text)"
  }

  private static func lines(of error: Service.ValidationError) -> [String] {
    error.problems.map { "\(ArgumentName.of($0.key)): \($0.message)" }
  }
}

/// What a field is called on the command line.
enum ArgumentName {
  static func of(_ key: FieldKey) -> String {
    switch key {
    case .method: return "METHOD"
    case .url: return "URL"
    default:
      let field = ModuleDefinition.all.lazy.compactMap { $0[key] }.first
      return "--" + (field?.option ?? key.rawValue)
    }
  }
}
