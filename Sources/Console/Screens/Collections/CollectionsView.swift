import CustomerIO
import JSONText
import Service
import Terminal
import Widgets

/// What the screen of the collections says: of a call, of a collection, of there being none.
@MainActor enum CollectionsView {
  static let emptyText = EmptyView.Text(
    title: "Nothing is saved yet.",
    lines: [
      "F7 in a call's form saves it here, w in the history too.",
      "i imports a Postman collection or an OpenAPI document; a curl command can be pasted.",
    ])

  static func group(_ collection: RequestCollection) -> Outline.Group {
    Outline.Group(
      id: collection.id, title: collection.name,
      items: collection.requests.map { request in
        .call(
          id: CollectionsScreen.id(request, in: collection), method: request.method.name, title: request.name,
          detail: request.path, isChange: request.changes)
      },
      emptyText: collection.problems.first.map { "✗ " + $0.shortText } ?? "It holds no call yet.")
  }

  static func lines(about request: SavedRequest) -> [[StyledLines.Piece]] {
    var lines: [[StyledLines.Piece]] = []
    if !request.note.isEmpty { lines += [[.init(text: request.note, role: .text)], []] }
    return lines + ExplorerPane.lines(about: request.values)
  }

  static func lines(about collection: RequestCollection) -> [[StyledLines.Piece]] {
    var lines: [[StyledLines.Piece]] = [
      ExplorerPane.title(collection.name), ExplorerPane.fact("File", collection.id),
      ExplorerPane.fact("Calls", "\(collection.requests.count)"),
    ]
    if !collection.variables.isEmpty {
      lines += [[], ExplorerPane.title("Variables")]
      lines += collection.variables.sorted { $0.key < $1.key }.map { name, value in
        [.init(text: "  {{\(name)}}  ", role: .label), .init(text: value, role: .text)]
      }
    }
    lines += collection.problems.map { [.init(text: "✗ \($0)", role: .danger)] }
    return lines
  }
}

extension SavedRequest {
  /// Whether sending it changes something, as far as that is known.
  var changes: Bool {
    EndpointCatalogue.match(domain: domain, method: method, path: path).map { !$0.reads } ?? (method != .get)
  }
}

extension FileProblem {
  /// The file's name without its folders, the line, the reason.
  var shortText: String {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    return "\(name)\(line.map { ":\($0)" } ?? ""): \(reason)"
  }
}
