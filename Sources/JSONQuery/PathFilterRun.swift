import CJSONScan
import JSONText

/// Runs a `PathFilter` over a document, value by value, without building any. Used by one thread at a time.
final class PathFilterRun {
  /// A value's bytes; an empty range is the null that a missing key gives.
  typealias Value = Range<Int>

  /// Why a run ends early.
  private enum Stop: Error {
    case failed(String)
    case full
    case cancelled
  }

  private let snapshot: JSONSnapshot
  private let writer: ResultWriter
  private let flag: CancellationFlag
  private var steps = 0

  init(snapshot: JSONSnapshot, writer: ResultWriter, flag: CancellationFlag) {
    self.snapshot = snapshot
    self.writer = writer
    self.flag = flag
  }

  /// Runs over every value of the document, and returns the first error.
  func run(_ filter: PathFilter) -> JSONQueryError? {
    snapshot.withBytes { bytes in
      var reader = PathReader(bytes: bytes.bindMemory(to: UInt8.self))
      var error: JSONQueryError?
      while let value = reader.nextTopLevelValue() {
        do {
          try evaluate(filter, value, reader) { result in try write(result, reader) }
        } catch Stop.failed(let message) {
          error = error ?? JSONQueryError(kind: .value, message: message, position: nil)
        } catch Stop.full {
          _ = writer.flush()
          return writer.limitError
        } catch {
          return JSONQueryError(kind: .cancelled, message: "The filter was cancelled.", position: nil)
        }
      }
      return writer.flush() ? error : writer.limitError
    }
  }

  private func write(_ value: Value, _ reader: PathReader) throws {
    guard reader.withCompactText(of: value, { writer.add($0) }) else { throw Stop.full }
  }

  private func evaluate(
    _ filter: PathFilter, _ value: Value, _ reader: PathReader, _ emit: (Value) throws -> Void
  ) throws {
    switch filter {
    case .identity: try emit(value)
    case .key(let key): try emit(try member(key, of: value, reader))
    case .index(let index): try emit(try element(index, of: value, reader))
    case .iterate: try iterate(value, reader, emit)
    case .comma(let first, let second):
      try evaluate(first, value, reader, emit)
      try evaluate(second, value, reader, emit)
    case .pipe(let first, let second):
      try evaluate(first, value, reader) { try evaluate(second, $0, reader, emit) }
    case .optional(let inner): try evaluateOptional(inner, value, reader, emit)
    case .select(let condition):
      if try holds(condition, value, reader) == true { try emit(value) }
    }
  }

  /// A step that gives nothing where it would fail; what comes after it may fail all the same.
  private func evaluateOptional(
    _ step: PathFilter, _ value: Value, _ reader: PathReader, _ emit: (Value) throws -> Void
  ) throws {
    if let value = steppable(step, value, reader) { try evaluate(step, value, reader, emit) }
  }

  /// The value where a step can be made from it; nil where it would fail.
  private func steppable(_ step: PathFilter, _ value: Value, _ reader: PathReader) -> Value? {
    switch (step, reader.kind(of: value)) {
    case (.key, .object), (.key, .null), (.index, .array), (.index, .null), (.iterate, .array), (.iterate, .object):
      value
    default: nil
    }
  }

  private func member(_ key: [UInt8], of value: Value, _ reader: PathReader) throws -> Value {
    switch reader.kind(of: value) {
    case .object: return reader.member(key, of: value)
    case .null: return 0..<0
    case let kind:
      throw Stop.failed("Cannot index \(kind.rawValue) with \"\(String(decoding: key, as: UTF8.self))\"")
    }
  }

  private func element(_ index: Int, of value: Value, _ reader: PathReader) throws -> Value {
    switch reader.kind(of: value) {
    case .array: return reader.element(index, of: value)
    case .null: return 0..<0
    case let kind: throw Stop.failed("Cannot index \(kind.rawValue) with number")
    }
  }

  private func iterate(_ value: Value, _ reader: PathReader, _ emit: (Value) throws -> Void) throws {
    switch reader.kind(of: value) {
    case .array:
      var at = UInt64(value.lowerBound + 1)
      while let element = reader.next(at: &at, end: value.upperBound, isObject: false) {
        steps &+= 1
        if steps % 4096 == 0, flag.isCancelled { throw Stop.cancelled }
        try emit(Int(element.value)..<Int(element.value_end))
      }
    case .object:
      for member in reader.distinctMembers(of: value) { try emit(member) }
    case .null: throw Stop.failed("Cannot iterate over null")
    case let kind: throw Stop.failed("Cannot iterate over \(kind.rawValue) (\(reader.excerpt(of: value)))")
    }
  }

  /// Nil where a condition gives neither true nor false, because an optional step in it gives nothing.
  private func holds(_ condition: PathFilter.Condition, _ value: Value, _ reader: PathReader) throws -> Bool? {
    switch condition {
    case .truth(let path): return try one(path, value, reader).map { reader.isTrue($0) }
    case .comparison(let path, let comparison, let literal):
      return try one(path, value, reader).map { comparison.holds(for: reader.order(of: $0, and: literal)) }
    case .and(let first, let second):
      guard let left = try holds(first, value, reader) else { return nil }
      return left ? try holds(second, value, reader) : false
    case .or(let first, let second):
      guard let left = try holds(first, value, reader) else { return nil }
      return left ? true : try holds(second, value, reader)
    case .not(let inner): return try holds(inner, value, reader).map { !$0 }
    }
  }

  /// The value of a path that gives one at most.
  private func one(_ path: PathFilter, _ value: Value, _ reader: PathReader) throws -> Value? {
    switch path {
    case .key(let key): return try member(key, of: value, reader)
    case .index(let index): return try element(index, of: value, reader)
    case .pipe(let first, let second): return try one(first, value, reader).flatMap { try one(second, $0, reader) }
    case .optional(let step): return try steppable(step, value, reader).flatMap { try one(step, $0, reader) }
    default: return value
    }
  }
}
