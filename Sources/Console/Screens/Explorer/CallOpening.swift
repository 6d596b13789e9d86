import CustomerIO
import Service
import Terminal
import Widgets

/// What the explorer's screens do with a call: open it in its form, send it again, keep it in a collection, copy it.
@MainActor enum CallOpening {
  /// Opens the form with a call filled in.
  ///
  /// - Parameters:
  ///   - routes: the catalogue as far as it was read.
  ///   - sends: it is sent at once, as if the form had been submitted; what asks before sending asks.
  static func open(
    _ values: ModuleValues, in shell: any Shell, routes: [Endpoint] = EndpointCatalogue.all, sends: Bool = false
  ) {
    show(form(values, in: shell, routes: routes), in: shell, sends: sends)
  }

  /// Opens the form with a saved call: the variables of its collection count, and saving it again goes there.
  static func open(
    _ request: SavedRequest, from collection: RequestCollection, in shell: any Shell,
    routes: [Endpoint] = EndpointCatalogue.all, sends: Bool = false
  ) {
    let screen = form(request.values, in: shell, routes: routes)
    screen.collection = collection
    screen.savedAs = SavedPlace(collection: collection.name, name: request.name, note: request.note)
    show(screen, in: shell, sends: sends)
  }

  private static func form(_ values: ModuleValues, in shell: any Shell, routes: [Endpoint]) -> ModuleFormScreen {
    ModuleFormScreen(
      shell: shell, definition: .definition(.apiCall), values: values, place: .explorer, bringsDraft: false,
      routes: routes)
  }

  private static func show(_ screen: ModuleFormScreen, in shell: any Shell, sends: Bool) {
    shell.open(screen)
    if sends { screen.submitWhenReady() }
  }

  /// Asks for a collection and a name, and keeps the call there. Before another one is replaced, it asks.
  ///
  /// - Parameter place: where the call is kept already.
  static func save(
    _ values: ModuleValues, as place: SavedPlace? = nil, in shell: any Shell,
    then done: @escaping (SavedPlace) -> Void = { _ in }
  ) {
    let place = place ?? SavedPlace(collection: "requests", name: suggestedName(values))
    let layer = FormLayer(
      shell: shell, title: "Save the call",
      note: "A TOML file that can live in a Git repository. Keys are never in it.",
      specs: SaveFields.specs,
      values: [
        SaveFields.collection: .text(place.collection), SaveFields.name: .text(place.name),
        SaveFields.note: .text(place.note),
      ], submitTitle: "Save", validate: SaveFields.problems
    ) { answers, layer in
      let place = SaveFields.place(answers)
      layer.work.start("save", "Saving the call") { [weak layer] in
        let there = try? await shell.session.services.collections.collection(place.collection)
        guard let layer, !Task.isCancelled else { return }
        guard there?[place.name] != nil else { return await keep(values, as: place, in: shell, layer, then: done) }
        askToReplace(place, in: shell) { [weak layer] in
          layer?.work.start("save", "Saving the call") { [weak layer] in
            await keep(values, as: place, in: shell, layer, then: done)
          }
        }
      }
    }
    shell.show(layer)
    layer.work.start("collections") { [weak layer] in
      let names = await shell.session.services.collections.all().map(\.name)
      layer?.setOptions(names.map { FormOption($0) }, for: SaveFields.collection)
    }
  }

  private static func askToReplace(_ place: SavedPlace, in shell: any Shell, then replace: @escaping () -> Void) {
    shell.show(
      ConfirmLayer(
        shell: shell, title: "Replace the saved call",
        lines: [
          "\(place.path) is there already. What is in the form takes its place; nothing else in the file changes."
        ],
        confirmTitle: "Replace it", cancelTitle: "Back", confirm: replace))
  }

  private static func keep(
    _ values: ModuleValues, as place: SavedPlace, in shell: any Shell, _ layer: FormLayer?,
    then done: (SavedPlace) -> Void
  ) async {
    var request: SavedRequest
    do throws(FieldProblem) { request = try SavedRequest(name: place.name, values: values) } catch {
      layer.map { shell.close($0) }
      return shell.tell(Toast(.failure, error.message))
    }
    request.note = place.note
    do throws(ServiceError) {
      _ = try await shell.session.services.collections.save(request, in: place.collection)
      guard !Task.isCancelled else { return }
      layer.map { shell.close($0) }
      shell.tell(Toast(.success, "Saved as \(place.path)."))
      done(place)
    } catch {
      layer?.show(errors: [SaveFields.collection: error.text])
    }
  }

  private static func suggestedName(_ values: ModuleValues) -> String {
    let endpoint = Domain(rawValue: values.text(.domain)).flatMap { domain in
      HTTPMethod(rawValue: values.text(.method)).flatMap { method in
        EndpointCatalogue.match(domain: domain, method: method, path: values.text(.url))
      }
    }
    if let endpoint { return endpoint.summary }
    let words = values.text(.url).split { !$0.isLetter && !$0.isNumber }.suffix(3)
    return ([values.text(.method)] + words.map(String.init)).joined(separator: " ")
  }

  /// The same call for other programs, for the copy menu.
  static func exports(_ values: ModuleValues, in shell: any Shell) -> [CopyOffer] {
    guard let request = try? SavedRequest(name: "call", values: values) else { return [] }
    return exports(byteCount: request.body.utf8.count, in: shell) { request }
  }

  /// A call and the same for other programs, for the copy menu: with the values of its variables. Those that have none
  /// are named.
  static func copies(_ values: ModuleValues, _ variables: VariableValues, in shell: any Shell) -> [CopyOffer] {
    let values = variables.substituted(values).values
    let unknown = VariableValues.names(in: values)
    let path = CopyOffer(title: "path", text: values.text(.url))
    return exports(values, in: shell).map { offer in
      guard !unknown.isEmpty else { return offer }
      var offer = offer
      offer.title += " (\(unknown.joined(separator: ", ")): no value)"
      return offer
    } + [path]
  }

  /// The same of a request that is made when one of them is chosen.
  ///
  /// - Parameter byteCount: about as many as the request has.
  static func exports(
    byteCount: Int, in shell: any Shell, of request: @escaping @Sendable () -> SavedRequest?
  ) -> [CopyOffer] {
    let connection = shell.session.connection
    return RequestExport.allCases.map { export in
      CopyOffer(title: export.title, byteCount: byteCount) {
        request().map { export.text(of: $0, on: connection) } ?? ""
      }
    }
  }
}

/// Where a call is kept, and what stands beside it there.
struct SavedPlace: Hashable {
  var collection: String
  var name: String
  var note = ""

  var path: String { "\(collection)/\(name)" }
}

/// The questions of saving a call.
private enum SaveFields {
  static let collection = "collection"
  static let name = "name"
  static let note = "note"

  static let specs = [
    FormFieldSpec(
      key: collection, label: "Collection", help: "Where it is kept. A new name makes a new collection.",
      isMandatory: true, kind: .choice(allowsOther: true, addTitle: nil)),
    FormFieldSpec(
      key: name, label: "Name", help: "How it is found again. Before one of the same name is replaced, you are asked.",
      isMandatory: true),
    FormFieldSpec(key: note, label: "Note", help: "What it is for, in a few words."),
  ]

  static func place(_ answers: [String: FormValue]) -> SavedPlace {
    SavedPlace(
      collection: answers[collection]?.plainText ?? "", name: answers[name]?.plainText ?? "",
      note: answers[note]?.plainText ?? "")
  }

  @Sendable static func problems(_ values: [String: FormValue]) -> [String: String] {
    var problems: [String: String] = [:]
    problems[collection] = RequestCollection.problem(withName: values[collection]?.plainText ?? "")
    problems[name] = SavedRequest.problem(withName: values[name]?.plainText ?? "")
    return problems
  }
}

extension FormValue {
  /// The text of a field that holds one line.
  var plainText: String {
    if case .text(let text) = self { return text }
    return ""
  }
}
