import CustomerIO
import Service
import Terminal
import Widgets

/// The catalogue of Customer.io's routes, for an API call: choosing one fills in domain, method and URL.
extension ModuleFormScreen {
  func chooseEndpoint() {
    let entries = EndpointCatalogue.all.enumerated().map { index, endpoint in
      PaletteLayer.Entry(
        Widgets.Palette.Entry(
          id: "\(index)", title: "\(endpoint.method.name) \(endpoint.path)", detail: endpoint.summary,
          keyHint: endpoint.domain.rawValue)
      ) { [weak self] in self?.fill(endpoint) }
    }
    let layer = PaletteLayer(shell: shell, entries: entries, placeholder: "Which route? A few letters will do")
    layer.note = "Parts in braces are yours to fill in."
    shell.show(layer)
  }

  private func fill(_ endpoint: Endpoint) {
    form.setValue(.text(endpoint.domain.rawValue), for: FieldKey.domain.rawValue)
    form.setValue(.text(endpoint.method.name), for: FieldKey.method.rawValue)
    form.setValue(.text(endpoint.path), for: FieldKey.url.rawValue)
    let mandatory = endpoint.query.filter(\.isMandatory).map { FormPair(name: $0.name, value: "") }
    if !mandatory.isEmpty { form.setValue(.pairs(mandatory), for: FieldKey.query.rawValue) }
    form.focus(on: mandatory.isEmpty ? FieldKey.url.rawValue : FieldKey.query.rawValue)
    updatePreview(after: .zero)
    keepDraft()
  }
}
