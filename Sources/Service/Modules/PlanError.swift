import CustomerIO

/// Why no request could be made of the values.
struct PlanError: Error {
  let problem: FieldProblem

  init(_ problem: FieldProblem) { self.problem = problem }

  /// What a builder of requests refuses, told under the field it was made of.
  static func refusing<Value>(
    _ key: FieldKey, _ build: () throws(RequestError) -> Value
  ) throws(PlanError) -> Value {
    do { return try build() } catch { throw PlanError(FieldProblem(key, "\(error).")) }
  }
}
