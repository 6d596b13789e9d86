import CustomerIO
import Service
import Terminal
import Widgets

/// Something to choose in the explorer's list: a route of the catalogue, or a call that was made or kept before.
enum ExplorerEntry: Hashable, Sendable {
  /// What stands in the form and was not sent.
  case draft(ModuleValues)
  case route(Endpoint)

  var id: String {
    switch self {
    case .draft: "draft"
    case .route(let endpoint): "route \(endpoint.domain.rawValue) \(endpoint.method.name) \(endpoint.path)"
    }
  }

  /// What the form is filled with.
  var values: ModuleValues {
    switch self {
    case .draft(let values): values
    case .route(let endpoint): ModuleValues(endpoint)
    }
  }

  /// What it needs and what it does, in a few words.
  var facts: String {
    switch self {
    case .draft: "Typed before and not sent."
    case .route(let endpoint): endpoint.facts
    }
  }

  var item: Outline.Item {
    switch self {
    case .draft(let values): .call(id: id, method: values.text(.method), title: values.text(.url), isChange: false)
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
