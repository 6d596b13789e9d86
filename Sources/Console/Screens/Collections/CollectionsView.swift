import CustomerIO
import JSONText
import Service
import Terminal
import Widgets

/// Draws the collections: the list, and beside it or in its place what the selected call sends.
@MainActor enum CollectionsView {
  struct Layout {
    var list: Rect
    var pane: Rect
    var divider: Int?
  }

  static func layout(of screen: CollectionsScreen, in size: Size) -> Layout {
    let rows = max(0, size.rows - 1 - (screen.filter == nil ? 0 : 1))
    let content = Rect(column: 0, row: 1, columns: size.columns, rows: rows)
    guard size.columns >= 120 else { return Layout(list: content, pane: content, divider: nil) }
    let (list, rest) = content.split(left: max(70, size.columns * 58 / 100))
    return Layout(list: list, pane: rest.split(left: 1).rest, divider: list.endColumn)
  }

  static func draw(_ screen: CollectionsScreen, on canvas: inout Canvas) {
    canvas.rule(atRow: 0)
    let layout = layout(of: screen, in: canvas.size)
    if screen.collections.isEmpty {
      if screen.isLoaded { EmptyView.draw(emptyText, on: &canvas) }
    } else {
      if let divider = layout.divider {
        canvas.fill(Rect(column: divider, row: 1, columns: 1, rows: layout.list.rows), with: "│", role: .rule)
        canvas.put("┬", at: Point(column: divider, row: 0), role: .rule)
      }
      if layout.divider != nil || !screen.showsPane {
        canvas.within(layout.list) { screen.outline.draw(on: &$0, focused: screen.filter == nil) }
      }
      if layout.divider != nil || screen.showsPane { canvas.within(layout.pane) { screen.about.draw(on: &$0) } }
    }
    guard let filter = screen.filter else { return }
    canvas.within(Rect(column: 0, row: canvas.size.rows - 1, columns: canvas.size.columns, rows: 1)) {
      filter.draw(on: &$0, focused: true)
    }
  }

  private static let emptyText = EmptyView.Text(
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
