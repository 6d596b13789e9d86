import CustomerIO
import Service
import Store
import Terminal
import Widgets

/// Something to choose in the explorer's list: a route of the catalogue, or a call that was made or kept before.
enum ExplorerEntry: Hashable, Sendable {
  /// What stands in the form and was not sent.
  case draft(ModuleValues)
  case saved(SavedRequest, in: RequestCollection)
  case made(ExchangeSummary)
  case route(Endpoint)

  var id: String {
    switch self {
    case .draft: "draft"
    case .saved(let request, let collection): "saved \(collection.id) \(request.name)"
    case .made(let exchange): "made \(exchange.id)"
    case .route(let endpoint): "route \(endpoint.domain.rawValue) \(endpoint.method.name) \(endpoint.path)"
    }
  }

  /// What the form is filled with; nil where it must be read first.
  var values: ModuleValues? {
    switch self {
    case .draft(let values): values
    case .saved(let request, _): request.values
    case .made: nil
    case .route(let endpoint): ModuleValues(endpoint)
    }
  }

  /// What it needs and what it does, in a few words.
  var facts: String {
    switch self {
    case .draft: "Typed before and not sent."
    case .saved(let request, let collection):
      request.note.isEmpty ? "Saved in \(collection.name)." : request.note
    case .made(let exchange): "\(exchange.statusText) on \(exchange.connection)"
    case .route(let endpoint): endpoint.facts
    }
  }

  @MainActor func item(_ clock: Clock) -> Outline.Item {
    switch self {
    case .draft(let values): .call(id: id, method: values.text(.method), title: values.text(.url), isChange: false)
    case .saved(let request, _):
      .call(
        id: id, method: request.method.name, title: request.name, detail: request.path, isChange: request.changes)
    case .made(let exchange):
      .call(
        id: id, method: exchange.method, title: exchange.target, detail: exchange.statusText,
        trailing: clock.relative(exchange.time), isChange: exchange.changes)
    case .route(let endpoint):
      .call(
        id: id, method: endpoint.method.name, title: endpoint.path, detail: endpoint.summary,
        isChange: !endpoint.reads)
    }
  }
}

extension Outline.Item {
  /// A call in the list: what changes something has a sign before it.
  static func call(
    id: String, method: String, title: String, detail: String = "", trailing: String = "", isChange: Bool
  ) -> Outline.Item {
    Outline.Item(
      id: id, sign: isChange ? "◆" : "", signRole: method == "DELETE" ? .danger : .warning, lead: method,
      leadRole: method == "DELETE" ? .danger : isChange ? .warning : .info, title: title, detail: detail,
      trailing: trailing)
  }
}
