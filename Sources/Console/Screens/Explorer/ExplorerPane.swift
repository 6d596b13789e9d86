import CustomerIO
import JSONText
import Service
import Store
import Terminal
import Widgets

/// What a call takes, in lines: its path's variable parts, its query parameters, its body, its credential and its rate.
@MainActor enum ExplorerPane {
  typealias Line = [StyledLines.Piece]

  static func lines(about entry: ExplorerEntry, _ clock: Clock) -> [Line] {
    switch entry {
    case .saved(let request, let collection):
      return CollectionsView.lines(about: request) + [[], fact("Saved in", collection.name)]
    case .made(let exchange):
      var lines = [
        head(exchange.method, exchange.target, isChange: exchange.changes),
        fact("Status", exchange.statusText, exchange.statusRole),
        fact("When", "\(clock.exact(exchange.time)), \(clock.relative(exchange.time))"),
        fact("Who", exchange.actor), fact("Connection", exchange.connection),
      ]
      if let size = exchange.responseSize { lines.append(fact("Answer", size.byteCount)) }
      return lines
    case .route(let endpoint): return lines(about: endpoint)
    case .draft(let values):
      return lines(about: values) + [[], [.init(text: "Typed before and not sent.", role: .muted)]]
    }
  }

  static func lines(about endpoint: Endpoint) -> [Line] {
    var lines: [Line] = [
      head(endpoint.method.name, endpoint.path, isChange: !endpoint.reads),
      [.init(text: endpoint.summary, role: .text)],
      fact("Answered by", endpoint.domain.title),
      fact("Signed with", endpoint.credential.title),
      fact("Rate", endpoint.rate.isEmpty ? "not known" : endpoint.rateTitle),
      fact(
        "It", endpoint.reads ? "reads, and changes nothing" : "◆ changes something", endpoint.reads ? .text : .warning),
    ]
    if !endpoint.pathParameters.isEmpty {
      lines += [[], title("Path")]
      lines += endpoint.pathParameters.flatMap { parameter("{\($0)}", endpoint.note(onPath: $0), isMandatory: true) }
    }
    if !endpoint.query.isEmpty {
      lines += [[], title("Query String")]
      lines += endpoint.query.flatMap {
        parameter($0.name, endpoint.note(onQuery: $0.name), isMandatory: $0.isMandatory)
      }
    }
    if endpoint.takesBody {
      lines += [[], title("Body")]
      if let skeleton = endpoint.prettySkeleton {
        lines += json(skeleton)
      } else {
        lines.append([.init(text: "It takes one; its shape is not in the catalogue.", role: .muted)])
      }
    }
    return lines
  }

  /// A call with its values: what was typed, kept or sent.
  static func lines(about values: ModuleValues) -> [Line] {
    let domain = Domain(rawValue: values.text(.domain))
    var lines: [Line] = [head(values.text(.method), values.text(.url), isChange: false)]
    if let domain { lines.append(fact("Answered by", domain.title)) }
    for (key, name) in [(FieldKey.headers, "Headers"), (.query, "Query String")] where !values.pairs(key).isEmpty {
      lines += [[], title(name)]
      lines += values.pairs(key).map { pair in
        [.init(text: "  \(pair.name)  ", role: .label), .init(text: pair.value, role: .text)]
      }
    }
    if !values.isEmpty(.body) {
      lines += [[], title("Body")]
      lines += json(String(values.text(.body).prefix(16_000)))
    }
    return lines
  }

  static func head(_ method: String, _ path: String, isChange: Bool) -> Line {
    [
      .init(text: method, role: method == "DELETE" ? .danger : isChange ? .warning : .info),
      .init(text: " " + path, role: .text),
    ]
  }

  static func title(_ text: String) -> Line { [.init(text: text, role: .columnTitle)] }

  static func fact(_ label: String, _ value: String, _ role: Role = .text) -> Line {
    [
      .init(text: label.padding(toLength: 13, withPad: " ", startingAt: 0), role: .label),
      .init(text: value, role: role),
    ]
  }

  static func json(_ text: String) -> [Line] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      [.init(text: "  ", role: .text)] + JSONLine.pieces(of: String(line))
    }
  }

  private static func parameter(_ name: String, _ note: ParameterNote, isMandatory: Bool) -> [Line] {
    var lines: [Line] = [
      [
        .init(text: isMandatory ? "  *" : "   ", role: .muted), .init(text: name, role: .label),
        .init(text: note.text.isEmpty ? "" : "  " + note.text, role: .text),
      ]
    ]
    if !note.values.isEmpty {
      lines.append([.init(text: "      " + note.values.joined(separator: ", "), role: .muted)])
    }
    return lines
  }
}
