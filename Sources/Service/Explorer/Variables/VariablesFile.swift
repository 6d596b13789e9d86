import JSONText

/// What one file of variables says.
struct VariablesFile {
  let path: String
  private(set) var sets: [String: [String: String]] = [:]
  /// The set that a connection uses, by the connection's name.
  private(set) var connections: [String: String] = [:]
  private(set) var problems: [FileProblem] = []

  init(_ file: TOMLFile) {
    path = file.path
    let outline = TOMLOutline(file.text)
    func report(_ key: String, _ reason: String) {
      let line = outline.statements.first { $0.kind == .pair([key]) }?.line
      problems.append(FileProblem(file: file.path, line: line, reason: reason))
    }
    for set in file.root["sets"]?.objectValue ?? [] {
      var values: [String: String] = [:]
      for member in set.value.objectValue ?? [] {
        guard let text = TOMLFile.scalarText(member.value), VariableText.isName(member.key) else {
          report(member.key, VariableText.explanation(of: member.key))
          continue
        }
        values[member.key] = text
      }
      sets[set.key] = values
    }
    for member in file.root["connections"]?.objectValue ?? [] {
      if let set = member.value.stringValue {
        connections[member.key] = set
      } else {
        report(member.key, "A connection's set is its name in quotes.")
      }
    }
  }
}
