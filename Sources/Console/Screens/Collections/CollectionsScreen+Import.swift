import CustomerIO
import Foundation
import Service
import Store
import Terminal
import Widgets

/// Importing from what other programs use: a curl command, a Postman collection, an OpenAPI document.
extension CollectionsScreen {
  func askForFile() {
    let layer = FormLayer(
      shell: shell, title: "Import calls",
      note: "A curl command, a Postman collection, or an OpenAPI document in JSON or YAML.",
      specs: [
        FormFieldSpec(
          key: "file", label: "File", help: "Its path. ~ is your home folder.", isMandatory: true,
          placeholder: "~/customerio.postman_collection.json")
      ], submitTitle: "Read",
      validate: { ($0["file"]?.isEmpty ?? true) ? ["file": "Which file?"] : [:] }
    ) { [weak self] values, layer in
      guard case .text(let path)? = values["file"] else { return }
      self?.read(path, layer)
    }
    shell.show(layer)
  }

  private func read(_ path: String, _ layer: FormLayer) {
    let addresses = shell.session.connection?.addresses
    layer.work.start("read", "Reading the file") { [weak self, weak layer] in
      let result = await Self.calls(ofFile: path, addresses)
      guard let self, let layer, !Task.isCancelled else { return }
      switch result {
      case .success(let imported):
        shell.close(layer)
        offer(imported)
      case .failure(let problem): layer.show(errors: ["file": problem.message])
      }
    }
  }

  private struct Unreadable: Error {
    let message: String
  }

  private nonisolated static func calls(
    ofFile path: String, _ addresses: Addresses?
  ) async -> Result<ImportedRequests, Unreadable> {
    switch await text(ofFile: path) {
    case .failure(let problem): .failure(problem)
    case .success(let text):
      await ImportedText.read(text, addresses: addresses).mapError { Unreadable(message: "\($0)") }
    }
  }

  private nonisolated static func text(ofFile path: String) async -> Result<String, Unreadable> {
    let data: Data
    do throws(PlainFile.Failure) {
      data = try PlainFile(URL(filePath: (path as NSString).expandingTildeInPath)).read(limit: RequestImport.sizeLimit)
    } catch { return .failure(Unreadable(message: "\(path): \(error).")) }
    guard let text = String(data: data, encoding: .utf8) else {
      return .failure(Unreadable(message: "\(path) is no text."))
    }
    return .success(text)
  }

  /// Takes a text apart. One call opens in its form; several are kept in a collection once that was agreed to.
  func importText(_ text: String) {
    let addresses = shell.session.connection?.addresses
    work.start("import", "Taking it apart") { [weak self] in
      let result = await ImportedText.read(text, addresses: addresses)
      guard let self, !Task.isCancelled else { return }
      switch result {
      case .success(let imported): offer(imported)
      case .failure(let error): shell.tell(Toast(.failure, "\(error)"))
      }
    }
  }

  private func offer(_ imported: ImportedRequests) {
    if imported.requests.count == 1, imported.endpoints.isEmpty, let only = imported.requests.first {
      CallOpening.open(only.values, in: shell)
      return shell.tell(Toast(.info, (["Taken apart. Nothing was sent."] + imported.notes).joined(separator: " ")))
    }
    let name = imported.collectionName
    var lines = ["\(Quantity.text(imported.requests.count, "call", "calls")), into the collection \(name)."]
    if !imported.endpoints.isEmpty {
      lines.append("\(Quantity.text(imported.endpoints.count, "route", "routes")), into the explorer's list.")
    }
    lines += imported.notes.prefix(6)
    shell.show(
      ConfirmLayer(
        shell: shell, title: "Import \(imported.title.isEmpty ? "calls" : imported.title)", lines: lines,
        confirmTitle: "Import", cancelTitle: "Don't"
      ) { [weak self] in self?.keep(imported) })
  }

  private func keep(_ imported: ImportedRequests) {
    work.start("import", "Importing") { [weak self] in
      guard let self else { return }
      let services = shell.session.services
      do throws(ServiceError) {
        if !imported.endpoints.isEmpty { try await services.catalogue.add(imported.endpoints) }
        var words = Quantity.text(imported.requests.count, "call", "calls")
        if !imported.requests.isEmpty {
          let collection = try await services.collections.save(
            imported.requests, variables: imported.variables, in: imported.collectionName)
          words += " into \(collection.name)"
        }
        if !imported.endpoints.isEmpty {
          words += ", and \(Quantity.text(imported.endpoints.count, "route", "routes")) into the explorer's list"
        }
        shell.tell(Toast(.success, "Imported \(words)."))
      } catch { shell.tell(Toast(.failure, error.text)) }
      load()
    }
  }
}

/// A text of another program's, read off the main actor.
enum ImportedText {
  static func read(_ text: String, addresses: Addresses?) async -> Result<ImportedRequests, ImportError> {
    do throws(ImportError) { return .success(try RequestImport.read(text, addresses: addresses)) } catch {
      return .failure(error)
    }
  }
}
