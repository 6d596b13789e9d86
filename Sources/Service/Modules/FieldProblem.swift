/// Why a value can't be sent, in words for the person who typed it.
public struct FieldProblem: Hashable, Sendable, Error {
  public let key: FieldKey
  public let message: String

  public init(_ key: FieldKey, _ message: String) {
    self.key = key
    self.message = message
  }
}

/// All the faults of a dialog, in the order of its fields.
public struct ValidationError: Error, Hashable, Sendable {
  public let problems: [FieldProblem]

  public init(_ problems: [FieldProblem]) { self.problems = problems }
}
