import Foundation
import Store
import Synchronization

/// One folder of collection files. A file is parsed anew only when it changed.
final class CollectionFolder: Sendable {
  let url: URL
  let isOwn: Bool
  private let parsed = Mutex<[String: Parsed]>([:])

  private struct Parsed {
    let date: Date?
    let size: Int
    let collection: RequestCollection
  }

  /// Files beyond this many are not looked at.
  private static let fileLimit = 1_000

  init(_ url: URL, isOwn: Bool) {
    self.url = url
    self.isOwn = isOwn
  }

  /// Every collection in it, by name. A folder that is not there has none.
  func collections() -> [RequestCollection] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path(percentEncoded: false))) ?? []
    return names.filter { $0.hasSuffix(".toml") }.map { String($0.dropLast(5)) }
      .filter { RequestCollection.problem(withName: $0) == nil }.sorted().prefix(Self.fileLimit)
      .compactMap { collection($0) }
  }

  /// Nil where there is no such file.
  func collection(_ name: String) -> RequestCollection? {
    let file = file(of: name)
    let path = file.path(percentEncoded: false)
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else { return nil }
    let date = attributes[.modificationDate] as? Date
    let size = (attributes[.size] as? Int) ?? 0
    if let known = parsed.withLock({ $0[path] }), known.date == date, known.size == size { return known.collection }
    guard let collection = read(name, file) else { return nil }
    parsed.withLock { $0[path] = Parsed(date: date, size: size, collection: collection) }
    return collection
  }

  func file(of name: String) -> URL { url.appending(path: name + ".toml", directoryHint: .notDirectory) }

  private func read(_ name: String, _ file: URL) -> RequestCollection? {
    do throws(FileProblem) {
      guard let text = try TOMLFile.read(file) else { return nil }
      let reader = CollectionReader(text)
      return RequestCollection(
        name: name, file: file, isOwn: isOwn, requests: reader.requests, variables: reader.variables,
        problems: reader.problems)
    } catch {
      return RequestCollection(name: name, file: file, isOwn: isOwn, requests: [], variables: [:], problems: [error])
    }
  }

  /// Changes a collection's file, or makes it.
  func change(
    _ name: String, _ change: (inout CollectionEditor) throws(CollectionEditor.Refusal) -> Void
  ) throws(ServiceError) -> RequestCollection {
    if let problem = RequestCollection.problem(withName: name) {
      throw ServiceError("\(name.isEmpty ? "The collection" : name): \(problem)", exitStatus: .usage)
    }
    let file = file(of: name)
    let path = file.path(percentEncoded: false)
    let made: TOMLFile
    do throws(FileProblem) {
      made = try TOMLFile.readOrNew(file)
    } catch {
      throw ServiceError("\(error)", advice: "Mend the file first; nothing was changed.", exitStatus: .failed)
    }
    var editor = CollectionEditor(made)
    do throws(CollectionEditor.Refusal) { try change(&editor) } catch {
      throw ServiceError("\(path): \(error.reason)", exitStatus: .failed)
    }
    if isOwn {
      do throws(StoreError) { try PrivateFolder.prepare(url) } catch { throw ServiceError(error) }
    }
    do throws(PlainFile.Failure) {
      try PlainFile(file).write(Data(editor.file.text.utf8), replaces: true, keepsMode: true)
    } catch { throw ServiceError("\(path) can't be written: \(error).", exitStatus: .failed) }
    parsed.withLock { $0[path] = nil }
    guard let collection = collection(name) else { throw ServiceError("\(path) is gone.", exitStatus: .failed) }
    return collection
  }

  func remove(_ name: String) throws(ServiceError) {
    let path = file(of: name).path(percentEncoded: false)
    guard unlink(path) == 0 else {
      throw ServiceError("\(path) can't be removed: \(String(cString: strerror(errno))).", exitStatus: .failed)
    }
    parsed.withLock { $0[path] = nil }
  }
}
