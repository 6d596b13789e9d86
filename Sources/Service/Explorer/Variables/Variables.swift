import Foundation
import JSONText
import Store

/// A named set of values for variables.
public struct VariableSet: Hashable, Sendable {
  public let name: String
  public let values: [String: String]
  public let file: String
}

/// The values of variables: sets in `variables.toml`, in the configuration folder and in shared folders of collections.
///
/// ```toml
/// [sets.default]                  # for every connection
/// customer_id = "ada"
///
/// [sets.shop]
/// customer_id = "42"
///
/// [connections]
/// "Acme production" = "shop"      # else the set of the connection's own name, where there is one
/// ```
public struct Variables: Sendable {
  let location: StoreLocation
  let environment: [String: String]

  /// The set that every connection's own stands on.
  public static let defaultSet = "default"

  /// What a request on a connection is sent with. From the strongest: `overrides`, the connection's set, the default
  /// set, the collection's own values; the person's own file goes before a shared one.
  ///
  /// - Parameter set: in place of the connection's own set.
  public func values(
    for connection: Connection?, collection: RequestCollection? = nil, set: String? = nil,
    overrides: [String: String] = [:]
  ) async -> VariableValues {
    var values = collection?.variables ?? [:]
    let files = files().files
    let name = set ?? connection.flatMap { Self.setName(of: $0.name, in: files) }
    for file in files.reversed() { values.merge(file.sets[Self.defaultSet] ?? [:]) { $1 } }
    if let name { for file in files.reversed() { values.merge(file.sets[name] ?? [:]) { $1 } } }
    return VariableValues(values.merging(overrides) { $1 }, set: name)
  }

  /// Every set, the person's own first, and what is wrong in the files.
  public func sets() async -> (sets: [VariableSet], problems: [FileProblem]) {
    let (files, problems) = files()
    let sets = files.flatMap { file in
      file.sets.sorted { $0.key < $1.key }.map { VariableSet(name: $0.key, values: $0.value, file: file.path) }
    }
    return (sets, problems)
  }

  /// Gives a variable a value in a set of the person's own file, or takes it away. Everything else in the file stays.
  public func set(_ value: String?, for name: String, in set: String) async throws(ServiceError) {
    try Self.check(name, in: set)
    try change(["sets", set], name, value) { $0.sets[set]?[name] == value }
  }

  /// Has a connection use a set, by the person's own file. Everything else in the file stays.
  public func use(_ set: String, for connection: String) async throws(ServiceError) {
    if let problem = SavedRequest.problem(withName: set) {
      throw ServiceError("\(set): \(problem)", exitStatus: .usage)
    }
    try change(["connections"], connection, set) { $0.connections[connection] == set }
  }

  /// Writes a text under a key of a section, or takes it away.
  ///
  /// - Parameter isMade: whether the file says now what it was to say.
  private func change(
    _ section: [String], _ key: String, _ value: String?, isMade: (VariablesFile) -> Bool
  ) throws(ServiceError) {
    let path = location.variablesFile.path(percentEncoded: false)
    do throws(FileProblem) {
      let file = try TOMLFile.readOrNew(location.variablesFile)
      let text = Self.edited(file, section, key, value)
      let made = try TOMLFile(path: path, text: text)
      guard isMade(VariablesFile(made)) else {
        throw FileProblem(file: path, reason: "It is written in a way that is read but not changed. Edit it by hand.")
      }
      do throws(StoreError) { try PrivateFolder.prepare(location.configuration) } catch {
        throw Self.problem(path, error)
      }
      do throws(PlainFile.Failure) {
        try PlainFile(location.variablesFile).write(Data(text.utf8), replaces: true, keepsMode: true)
      } catch { throw Self.problem(path, error) }
    } catch { throw ServiceError("\(error)", exitStatus: .failed) }
  }

  /// Refuses names that neither a variable nor a set can have.
  public static func check(_ name: String, in set: String) throws(ServiceError) {
    guard VariableText.isName(name) else { throw ServiceError(VariableText.explanation(of: name), exitStatus: .usage) }
    if let problem = SavedRequest.problem(withName: set) {
      throw ServiceError("\(set): \(problem)", exitStatus: .usage)
    }
  }

  /// Refuses a variable that the set has not in the person's own file, and says where it stands else.
  public func checkOwn(_ name: String, in set: String) async throws(ServiceError) {
    try Self.check(name, in: set)
    let path = location.variablesFile.path(percentEncoded: false)
    let (sets, problems) = await sets()
    let found = sets.filter { $0.values[name] != nil }
    if found.contains(where: { $0.name == set && $0.file == path }) { return }
    if let problem = problems.first(where: { $0.file == path }) {
      throw ServiceError("\(problem)", exitStatus: .failed)
    }
    if let shared = found.first(where: { $0.name == set }) {
      throw ServiceError(
        "The variable \(name) of the set \(set) stands in \(shared.file), not in your own file.",
        advice: "Edit it there.", exitStatus: .usage)
    }
    let others = found.map(\.name)
    let known = sets.filter { $0.name == set }.flatMap(\.values.keys).sorted()
    let advice =
      others.isEmpty
      ? NearestName.of(name, among: known).map { "Did you mean \($0)?" } ?? ""
      : "It is in: \(others.joined(separator: ", "))."
    throw ServiceError("There is no variable \(name) in the set \(set).", advice: advice, exitStatus: .usage)
  }

  private static func problem(_ path: String, _ error: any Error) -> FileProblem {
    FileProblem(file: path, reason: "\(error)")
  }

  private static func edited(_ file: TOMLFile, _ place: [String], _ name: String, _ value: String?) -> String {
    let outline = TOMLOutline(file.text)
    let line = value.map { "\(TOMLText.key(name)) = \(TOMLText.string($0))\n" } ?? ""
    var section: [String] = []
    var last: Int?
    for (index, statement) in outline.statements.enumerated() {
      switch statement.kind {
      case .table(let path), .arrayTable(let path): section = path
      case .pair(let path) where section == place && path == [name]:
        return text(outline, replacing: index, by: line)
      default: break
      }
      if section == place, statement.kind != .trivia { last = index }
    }
    if let last { return text(outline, after: last, adding: line) }
    guard value != nil else { return file.text }
    let start = file.text.isEmpty ? "" : file.text + (file.text.hasSuffix("\n") ? "\n" : "\n\n")
    return start + "[\(place.map(TOMLText.key).joined(separator: "."))]\n" + line
  }

  private static func text(_ outline: TOMLOutline, replacing index: Int, by line: String) -> String {
    outline.statements.indices.map {
      $0 == index ? line : String(decoding: outline.bytes[outline.statements[$0].range], as: UTF8.self)
    }
    .joined()
  }

  private static func text(_ outline: TOMLOutline, after index: Int, adding line: String) -> String {
    outline.statements.indices.map { current in
      let own = String(decoding: outline.bytes[outline.statements[current].range], as: UTF8.self)
      guard current == index else { return own }
      return own + (own.hasSuffix("\n") ? "" : "\n") + line
    }.joined()
  }

  private static func setName(of connection: String, in files: [VariablesFile]) -> String? {
    for file in files { if let name = file.connections[connection] { return name } }
    return files.contains { $0.sets[connection] != nil } ? connection : nil
  }

  /// The person's own file and those of the shared folders, in order.
  private func files() -> (files: [VariablesFile], problems: [FileProblem]) {
    let shared = ExplorerSettings.read(location, environment: environment).settings.collectionFolders
    let urls = [location.variablesFile] + shared.map { $0.appending(path: "variables.toml") }
    var files: [VariablesFile] = []
    var problems: [FileProblem] = []
    for url in urls {
      do throws(FileProblem) {
        guard let file = try TOMLFile.read(url) else { continue }
        let read = VariablesFile(file)
        files.append(read)
        problems += read.problems
      } catch { problems.append(error) }
    }
    return (files, problems)
  }
}
