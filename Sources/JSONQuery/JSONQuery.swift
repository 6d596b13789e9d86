import Foundation
import JSONText

/// Runs filters in jq's language over documents of any size.
///
/// Paths, iteration and `select` with comparisons are answered from the document itself, quickly and with every digit, key and
/// duplicate as received. Any other program goes to libjq, in a child process that is this program again, under limits of time,
/// memory and output, so that no filter can end or freeze the console. A cancelled task ends the child.
public struct JSONQuery: Sendable {
  public struct Limits: Sendable, Hashable {
    /// Of the child's processor time.
    public var seconds = 30
    /// That the child may take beyond what the program takes by itself.
    public var memoryByteCount = 2 << 30
    /// Of all results.
    public var outputByteCount = 256 << 20

    public init() {}
  }

  /// The hidden first argument with which the program has to call `childMain`.
  public static let childArgument = "__jq-child"

  /// The program to start as the child.
  public let executable: String
  public var limits: Limits

  public init(executable: String, limits: Limits = Limits()) {
    self.executable = executable
    self.limits = limits
  }

  /// Runs a filter over every value of a document as far as it has come, and appends each result to `output` on a line of its
  /// own, which it finishes in the end. Results that came before an error stay. Blocks no thread of the caller.
  ///
  /// - Parameter awaitsEnd: runs over the whole of a document that is still growing.
  public func run(
    _ filter: String, on document: JSONDocument, awaitsEnd: Bool = false, into output: JSONDocument
  ) async -> JSONQueryOutcome {
    await run(into: output) { flag in runBlocking(filter, on: document, awaitsEnd, into: output, flag) }
  }

  /// Runs a filter over every value of a regular file, without a document of it: one that goes to libjq in any case, whose
  /// process reads the file itself. Else as above.
  ///
  /// - Parameter descriptor: of the file, read from its position on. It stays open.
  public func run(_ filter: String, reading descriptor: Int32, into output: JSONDocument) async -> JSONQueryOutcome {
    await run(into: output) { flag in runChild(filter, on: .file(descriptor), into: writer(output), flag) }
  }

  private func run(
    into output: JSONDocument, _ body: @escaping @Sendable (CancellationFlag) -> JSONQueryOutcome
  ) async -> JSONQueryOutcome {
    let flag = CancellationFlag()
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        Threads().start { continuation.resume(returning: body(flag)) }
      }
    } onCancel: {
      flag.cancel()
    }
    output.finish()
    return outcome
  }

  private func writer(_ output: JSONDocument) -> ResultWriter {
    ResultWriter(output: output, limit: limits.outputByteCount)
  }

  private func runChild(
    _ filter: String, on input: JQProcess.Input, into writer: ResultWriter, _ flag: CancellationFlag
  ) -> JSONQueryOutcome {
    let child = JQProcess(executable: executable, limits: limits, flag: flag)
    let error = child.run(filter, on: input, into: writer)
    return JSONQueryOutcome(engine: .jq, resultCount: writer.count, error: error)
  }

  /// Whether a filter is answered from the document, without libjq.
  public static func isAnsweredFromDocument(_ filter: String) -> Bool {
    PathFilter(parsing: filter) != nil
  }

  private func runBlocking(
    _ text: String, on document: JSONDocument, _ awaitsEnd: Bool, into output: JSONDocument, _ flag: CancellationFlag
  ) -> JSONQueryOutcome {
    let writer = writer(output)
    if let filter = PathFilter(parsing: text) {
      while awaitsEnd, !document.isComplete, !flag.isCancelled {
        document.waitForBytes(beyond: document.byteCount, until: Date(timeIntervalSinceNow: 0.2))
      }
      let run = PathFilterRun(snapshot: document.snapshot, writer: writer, flag: flag)
      // Both read the whole text, so they do it side by side.
      let checking = Threads()
      checking.start { _ = document.verdict(allowingSequence: true) }
      let runError = run.run(filter)
      checking.wait()
      let error = runError ?? inputError(of: document)
      return JSONQueryOutcome(engine: .document, resultCount: writer.count, error: error)
    }
    return runChild(text, on: .document(document, awaitsEnd: awaitsEnd), into: writer, flag)
  }

  private func inputError(of document: JSONDocument) -> JSONQueryError? {
    guard case .invalid(let error) = document.verdict(allowingSequence: true) else { return nil }
    guard document.snapshot.bytes().contains(where: { $0 > 0x20 }) else { return nil }
    return JSONQueryError(kind: .input, message: "The document is not valid JSON: \(error)", position: nil)
  }
}

/// How a filter ended.
public struct JSONQueryOutcome: Sendable, Hashable {
  public enum Engine: Sendable, Hashable {
    /// The document itself: numbers are as received.
    case document
    /// libjq: numbers passed through doubles.
    case jq
  }

  public var engine: Engine
  public var resultCount: Int
  /// The first error; nil where the filter ran to its end.
  public var error: JSONQueryError?

  public init(engine: Engine, resultCount: Int, error: JSONQueryError? = nil) {
    self.engine = engine
    self.resultCount = resultCount
    self.error = error
  }
}

/// What went wrong with a filter, for people to read.
public struct JSONQueryError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Kind: Sendable, Hashable {
    /// The filter cannot be understood.
    case filter
    /// The filter failed on a value.
    case value
    /// The document cannot be read.
    case input
    case time
    case memory
    case output
    case cancelled
    /// libjq could not be run.
    case unavailable
  }

  public var kind: Kind
  /// One sentence or two.
  public var message: String
  /// Characters of the filter before the place, for errors in the filter where it is known.
  public var position: Int?

  public init(kind: Kind, message: String, position: Int? = nil) {
    self.kind = kind
    self.message = message
    self.position = position
  }

  public var description: String { message }
}
