import Service

/// Puts what was typed into the form that the parser takes without guessing.
///
/// A value may begin with a dash, and options of the program may stand before its commands; so each option is joined to
/// its value (`--name=value`) and put behind the words, and a lone `-3d` becomes a plain argument.
struct ArgumentRewriter {
  let arguments: [String]
  /// An option that takes one value and was given several; which of them was meant is not for us to guess.
  let repeated: String?

  init(_ typed: [String]) {
    var given: Set<String> = []
    var repeated: String?
    var words: [String] = []
    var options: [String] = []
    var plain: [String] = []
    var ending: [String] = []
    var rest = typed[...]
    while let next = rest.popFirst() {
      if next == "--" {
        plain += rest
        break
      }
      if next == "--help" || next == "-h" || next == "--version" {
        ending.append(next)
      } else if next.hasPrefix("--") {
        let name = String(next.dropFirst(2).prefix { $0 != "=" })
        let value = next.contains("=") ? String(next.dropFirst(name.count + 3)) : nil
        if Self.valued.contains(name), !Self.repeatable.contains(name), !given.insert(name).inserted {
          repeated = repeated ?? name
        }
        if value == nil, !Self.valued.contains(name) {
          options.append(next)
        } else if let value = value ?? rest.popFirst() {
          // The parser takes no empty value behind an equals sign.
          options += value.isEmpty ? ["--\(name)", ""] : ["--\(name)=\(value)"]
        } else {
          options.append(next)
        }
      } else if next.hasPrefix("-"), next.count > 1 {
        plain.append(next)
      } else {
        words.append(next)
      }
    }
    arguments = words + options + ending + (plain.isEmpty ? [] : ["--"] + plain)
    self.repeated = repeated
  }

  /// The options that may be given several times.
  static let repeatable: Set<String> = ["attribute", "customer-ids", "fault", "header", "query"]

  /// The options that are followed by a value.
  static let valued: Set<String> = {
    var names: Set<String> = [
      "as", "output", "goto", "theme", "attribute", "limit", "port", "people", "seed", "state", "now", "rates",
      "region", "tls", "fault", "generate-completion-script", "jq", "save", "collection", "variable", "variable-set",
      "into", "folder", "to", "search", "status", "set",
    ]
    for definition in ModuleDefinition.all {
      for field in definition.fields {
        if case .toggle = field.kind { continue }
        names.insert(field.option)
      }
    }
    return names
  }()
}
