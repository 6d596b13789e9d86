import CustomerIO
import Foundation
import JSONText
import Service

/// The saved request of `--collection`, and the variables that are replaced in it and in what is given beside it.
struct SavedCall {
  private let request: SavedRequest?
  /// Nil where nothing was said of variables: then every value is literal.
  private let variables: VariableValues?

  init(_ context: Context, collection: String?, variables given: [String], set: String?) async throws {
    let found: (collection: RequestCollection, request: SavedRequest)?
    if let collection {
      found = try await context.services.collections.request(collection)
    } else {
      found = nil
    }
    request = found?.request
    guard collection != nil || set != nil || !given.isEmpty else {
      variables = nil
      return
    }
    var overrides: [String: String] = [:]
    for text in given {
      guard let (name, value) = text.parts(around: "="), !name.isEmpty else {
        throw Failure.option("--variable", "Write NAME=VALUE.")
      }
      overrides[name] = value
    }
    if let set {
      let (sets, problems) = await context.services.variables.sets()
      guard sets.contains(where: { $0.name == set }) else {
        let known = Set(sets.map(\.name)).sorted().joined(separator: ", ")
        throw Failure.option(
          "--variable-set",
          problems.first?.description ?? "There is no set \(set).\(known.isEmpty ? "" : " There are: \(known).")")
      }
    }
    // The connection only chooses the set; where there is none, the call will say so.
    let connection = try? await context.connection()
    variables = await context.services.variables.values(
      for: connection, collection: found?.collection, set: set, overrides: overrides)
  }

  /// What is sent: the saved request with what was given in its place, variables replaced.
  func values(overriddenBy given: FieldInputs) throws -> FieldInputs {
    var values = request?.values ?? ModuleValues()
    for key in given.values.keys {
      guard key == .headers || key == .query else {
        values[key] = given.values[key]
        continue
      }
      let pairs = given.values.pairs(key)
      let names = Set(pairs.map { Self.folded($0.name, key) })
      values[key] = .pairs(values.pairs(key).filter { !names.contains(Self.folded($0.name, key)) } + pairs)
    }
    guard let variables else { return FieldInputs(given.definition, startingFrom: values) }
    let (replaced, problems) = variables.substituted(values)
    guard problems.isEmpty else { throw ValidationError(problems) }
    return FieldInputs(given.definition, startingFrom: replaced)
  }

  /// The saved request with the variables replaced that have a value.
  var replaced: ModuleValues {
    let values = request?.values ?? ModuleValues()
    return variables?.substituted(values).values ?? values
  }

  private static func folded(_ name: String, _ key: FieldKey) -> String {
    key == .headers ? name.lowercased() : name
  }
}
