import CustomerIO
import Foundation
import Service
import Terminal
import Widgets

/// The catalogue of Customer.io's routes, for an API call: what the URL's route needs is offered, and choosing a route
/// fills in what is known of it.
extension ModuleFormScreen {
  /// Reads the catalogue with what was imported into it.
  func loadRoutes() {
    guard definition.id == .apiCall, shell.session.isOpen else { return }
    work.start("routes") { [weak self] in
      guard let self else { return }
      let read = await shell.session.services.catalogue.endpoints()
      guard !Task.isCancelled, read != routes else { return }
      routes = read
      followURL()
    }
  }

  func chooseEndpoint() {
    let entries = routes.enumerated().map { index, endpoint in
      PaletteLayer.Entry(
        Widgets.Palette.Entry(
          id: "\(index)", title: "\(endpoint.method.name) \(endpoint.path)", detail: endpoint.summary,
          keyHint: endpoint.domain.rawValue)
      ) { [weak self] in self?.fill(endpoint) }
    }
    let layer = PaletteLayer(shell: shell, entries: entries, placeholder: "Which route? A few letters will do")
    layer.note = "Parts in braces get fields of their own."
    shell.show(layer)
  }

  private func fill(_ endpoint: Endpoint) {
    let known = ModuleValues(endpoint)
    showsPathFields = true
    for key in known.keys where !(known.isEmpty(key) && [.headers, .query].contains(key)) {
      if let value = known[key] { form.setValue(FormValue(value), for: key.rawValue) }
    }
    followURL()
    focusFirstEmpty()
    updatePreview(after: .zero)
    keepDraft()
  }

  /// Something of an API call changed: its path fields and its URL go along with each other.
  func callChanged(_ key: FieldKey?) {
    guard let key else { return followURL() }
    if let name = PathField.name(ofKey: key.rawValue) { return pathFieldChanged(name) }
    if key == .url || key == .method || key == .domain {
      // While a path is being typed, its route is looked for after a pause.
      work.start("route", after: .milliseconds(150)) { [weak self] in self?.followURL() }
    }
  }

  /// The route that the call goes to now, what is said about it, and its path's parts in their fields.
  func followURL() {
    guard definition.id == .apiCall else { return }
    let values = values
    let found = Domain(rawValue: text(of: .domain)).flatMap { domain in
      HTTPMethod(rawValue: text(of: .method)).flatMap { method in
        EndpointCatalogue.match(domain: domain, method: method, path: text(of: .url), in: routes)
      }
    }
    if found != endpoint {
      endpoint = found
      refreshSpecs()
    }
    form.setNote(found.map { "\($0.summary) · \($0.facts)" } ?? betaNote, for: FieldKey.url.rawValue)
    form.setNote(bodyNote, for: FieldKey.body.rawValue)
    guard showsPathFields, let parts = found?.pathValues(in: text(of: .url)) else { return }
    for (name, value) in parts where form.value(for: PathField.key(of: name)) != .text(value) {
      form.setValue(.text(value), for: PathField.key(of: name))
    }
  }

  private var bodyNote: String? {
    guard let endpoint, endpoint.takesBody, endpoint.bodySkeleton == nil else { return nil }
    return "No shape is known of this route's body: Customer.io's documentation has it."
  }

  /// The two names of one API are told apart by their paths.
  private var betaNote: String? {
    let url = text(of: .url)
    switch text(of: .domain) {
    case "beta" where url.hasPrefix("/v1/") && !url.hasPrefix("/v1/api/"):
      return "Paths of the Beta API begin with /v1/api; without it they are the App API's."
    case "app" where url.hasPrefix("/v1/api/"):
      return "Paths that begin with /v1/api are the Beta API's; the App API has them without it."
    default: return nil
    }
  }

  private func pathFieldChanged(_ name: String) {
    guard let endpoint, case .text(let value)? = form.value(for: PathField.key(of: name)) else { return }
    let url = text(of: .url)
    let changed = endpoint.path(url, setting: name, to: value)
    if changed != url { form.setValue(.text(changed), for: FieldKey.url.rawValue) }
  }

  /// The variable parts of the path that have nothing in them yet.
  var openPathFields: [String] {
    guard showsPathFields, definition.id == .apiCall else { return [] }
    return endpoint?.openParameters(in: text(of: .url)) ?? []
  }

  /// Goes to what a chosen call still needs: a part of its path, a parameter, the body it was begun with; else to the
  /// button that sends it. False where no call was chosen.
  func focusOpenPart(of values: ModuleValues) -> Bool {
    if let open = openPathFields.first {
      form.focus(on: PathField.key(of: open))
    } else if !showsPathFields || values.isEmpty(.url) {
      return false
    } else if values.pairs(.query).contains(where: \.value.isEmpty) {
      form.focus(on: FieldKey.query.rawValue)
    } else if let skeleton = endpoint?.prettySkeleton, values.text(.body) == skeleton {
      form.focus(on: FieldKey.body.rawValue)
      form.moveCaretToStart()
    } else {
      form.focusSubmit()
    }
    return true
  }

  /// The dialog's fields with those of the path beside its URL, and known headers and the route's parameters offered.
  func withPathFields(_ specs: [FormFieldSpec]) -> [FormFieldSpec] {
    guard definition.id == .apiCall else { return specs }
    var specs = specs
    if let headers = specs.firstIndex(where: { $0.key == FieldKey.headers.rawValue }) {
      specs[headers].offersChoices = true
      specs[headers].help += " F2 offers known ones."
    }
    guard let endpoint else { return specs }
    if let query = specs.firstIndex(where: { $0.key == FieldKey.query.rawValue }), !endpoint.query.isEmpty {
      specs[query].offersChoices = true
      specs[query].help += " F2 offers those of this route."
    }
    if showsPathFields, let url = specs.firstIndex(where: { $0.key == FieldKey.url.rawValue }) {
      specs.insert(contentsOf: endpoint.pathParameters.map { PathField.spec($0, of: endpoint) }, at: url + 1)
    }
    return specs
  }

  /// Offers what is known for the field at hand: the route's parameters, the values that one takes, what the workspace
  /// and this console have seen.
  func loadKnownValues(_ key: FieldKey) {
    if key == .headers { return offerHeaders() }
    guard let endpoint else { return form.setOptions([], for: key.rawValue) }
    if let name = PathField.name(ofKey: key.rawValue) {
      return offerValues(of: name, endpoint.note(onPath: name), of: endpoint, for: key)
    }
    switch form.focusedPair {
    case .name(let taken)?:
      form.setOptions(
        endpoint.query.filter { !taken.contains($0.name) }.map { parameter in
          let note = endpoint.note(onQuery: parameter.name)
          return FormOption(parameter.name, detail: (parameter.isMandatory ? "needed · " : "") + note.text)
        }, for: key.rawValue)
    case .value(let name)?: offerValues(of: name, endpoint.note(onQuery: name), of: endpoint, for: key)
    case nil: form.setOptions([], for: key.rawValue)
    }
  }

  private func offerHeaders() {
    let key = FieldKey.headers.rawValue
    switch form.focusedPair {
    case .name(let taken)?:
      let taken = Set(taken.map { $0.lowercased() })
      form.setOptions(
        RequestHeaders.known.filter { !taken.contains($0.name.lowercased()) }
          .map { FormOption($0.name, detail: $0.note.text) }, for: key)
    case .value(let name)?:
      form.setOptions(RequestHeaders.note(on: name).values.map { FormOption($0) }, for: key)
    case nil: form.setOptions([], for: key)
    }
  }

  private func offerValues(of name: String, _ note: ParameterNote, of endpoint: Endpoint, for key: FieldKey) {
    guard note.values.isEmpty else { return form.setOptions(note.values.map { FormOption($0) }, for: key.rawValue) }
    form.setOptions([], status: .loading, for: key.rawValue)
    shell.whenOpen("choices", for: self) { [weak self] in self?.readValues(of: name, of: endpoint, for: key) }
  }

  private func readValues(of name: String, of endpoint: Endpoint, for key: FieldKey) {
    let (path, routes) = (text(of: .url), routes)
    work.start("known") { [weak self] in
      guard let self else { return }
      do throws(ServiceError) {
        let known = try await openWorkspace().knownValues(
          of: name, in: endpoint, path: path, routes: routes)
        guard !Task.isCancelled else { return }
        form.setOptions(known.map { FormOption($0.value, title: $0.title, detail: $0.detail) }, for: key.rawValue)
      } catch {
        guard !Task.isCancelled else { return }
        form.setOptions([], status: .failed(error.text), for: key.rawValue)
      }
    }
  }
}
