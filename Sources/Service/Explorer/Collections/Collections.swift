import Foundation
import Store
import Synchronization

/// The collections of saved requests: the person's own, and those of the folders that are shared with a team.
public final class Collections: Sendable {
  private let location: StoreLocation
  private let environment: [String: String]
  private let known = Mutex<[URL: CollectionFolder]>([:])

  init(location: StoreLocation, environment: [String: String]) {
    self.location = location
    self.environment = environment
  }

  /// Every collection, the own ones first. A file that can't be read is among them, without requests and with its
  /// problem.
  public func all() async -> [RequestCollection] { folders().flatMap { $0.collections() } }

  /// The own folder and the shared ones, in order.
  public var folderURLs: [URL] { folders().map(\.url) }

  /// The collection of that name; where several folders have one, the first of them.
  public func collection(_ name: String) async throws(ServiceError) -> RequestCollection {
    guard let folder = folder(of: name), let collection = folder.collection(name) else {
      let names = await all().map(\.name)
      let nearest = NearestName.of(name, among: names).map { "Did you mean \($0)?" }
      throw ServiceError(
        "There is no collection named \(name).",
        advice: nearest ?? (names.isEmpty ? "" : "There are: \(names.joined(separator: ", "))."), exitStatus: .usage)
    }
    return collection
  }

  /// A request by its way, `COLLECTION/REQUEST`.
  public func request(
    _ path: String
  ) async throws(ServiceError) -> (collection: RequestCollection, request: SavedRequest) {
    guard let slash = path.firstIndex(of: "/") else {
      throw ServiceError("Write COLLECTION/REQUEST.", exitStatus: .usage)
    }
    let collection = try await collection(String(path[..<slash]))
    let name = String(path[path.index(after: slash)...])
    if let request = collection[name] { return (collection, request) }
    if let problem = collection.problems.first, collection.requests.isEmpty {
      throw ServiceError("\(problem)", exitStatus: .failed)
    }
    let names = collection.requests.map(\.name)
    let nearest = NearestName.of(name, among: names).map { "Did you mean \($0)?" }
    throw ServiceError(
      "The collection \(collection.name) has no request named \(name).",
      advice: nearest ?? (names.isEmpty ? "" : "It has: \(names.joined(separator: ", "))."), exitStatus: .usage)
  }

  /// Saves a request in the place of the one named `name`, or of the one of its own name, or as a new one. Everything
  /// else in the file stays as it is.
  ///
  /// - Parameter collection: made in the own folder, or in `folder`, where there is none of the name.
  public func save(
    _ request: SavedRequest, in collection: String, replacing name: String? = nil, folder: URL? = nil
  ) async throws(ServiceError) -> RequestCollection {
    try check(request)
    if let name, name != request.name, let there = self.folder(of: collection)?.collection(collection),
      there[request.name] != nil
    {
      throw ServiceError(
        "The collection \(collection) has a request named \(request.name) already.", exitStatus: .usage)
    }
    return try place(of: collection, folder).change(collection) { editor throws(CollectionEditor.Refusal) in
      try editor.put(request, replacing: name ?? request.name)
    }
  }

  /// Saves several at once, as of an import: all or none.
  public func save(
    _ requests: [SavedRequest], variables: [String: String] = [:], in collection: String, folder: URL? = nil
  ) async throws(ServiceError) -> RequestCollection {
    for request in requests { try check(request) }
    return try place(of: collection, folder).change(collection) { editor throws(CollectionEditor.Refusal) in
      try editor.add(variables: variables)
      try editor.put(requests)
    }
  }

  public func remove(_ request: String, from collection: String) async throws(ServiceError) {
    let found = try await self.request("\(collection)/\(request)")
    _ = try place(of: collection, nil).change(collection) { editor throws(CollectionEditor.Refusal) in
      try editor.remove(found.request.name)
    }
  }

  /// Removes the file of a collection.
  public func removeCollection(_ name: String) async throws(ServiceError) {
    _ = try await collection(name)
    try place(of: name, nil).remove(name)
  }

  /// What is wrong in the settings and in every collection.
  public func problems() async -> [FileProblem] {
    ExplorerSettings.read(location, environment: environment).problems + (await all().flatMap(\.problems))
  }

  /// Refuses what ``save(_:in:replacing:folder:)`` would refuse for the names and for what is in the request.
  public func check(_ request: SavedRequest, in collection: String) throws(ServiceError) {
    if let problem = RequestCollection.problem(withName: collection) {
      throw ServiceError("\(collection): \(problem)", exitStatus: .usage)
    }
    try check(request)
  }

  private func check(_ request: SavedRequest) throws(ServiceError) {
    if let problem = SavedRequest.problem(withName: request.name) {
      throw ServiceError("\(request.name): \(problem)", exitStatus: .usage)
    }
    if let secret = request.headers.first(where: { SecretHeaders.contains($0.name) }) {
      throw ServiceError(
        "\(request.name): the header \(secret.name) is a secret, and is never saved.", exitStatus: .usage)
    }
    // A NUL ends the text for many who read such files.
    if [request.body, request.path, request.note].contains(where: { $0.utf8.contains(0) }) {
      throw ServiceError("\(request.name) holds a NUL character, which is not saved.", exitStatus: .usage)
    }
  }

  private func folders() -> [CollectionFolder] {
    let shared = ExplorerSettings.read(location, environment: environment).settings.collectionFolders
    return known.withLock { known in
      ([location.collectionsFolder] + shared).map { url in
        let folder = known[url] ?? CollectionFolder(url, isOwn: url == location.collectionsFolder)
        known[url] = folder
        return folder
      }
    }
  }

  private func folder(of name: String) -> CollectionFolder? {
    guard RequestCollection.problem(withName: name) == nil else { return nil }
    return folders().first { FileManager.default.fileExists(atPath: $0.file(of: name).path(percentEncoded: false)) }
  }

  private func place(of name: String, _ folder: URL?) throws(ServiceError) -> CollectionFolder {
    if let folder {
      guard let found = folders().first(where: { $0.url.standardizedFileURL == folder.standardizedFileURL }) else {
        throw ServiceError("\(folder.path) is no folder of collections.", exitStatus: .usage)
      }
      return found
    }
    if let found = self.folder(of: name) { return found }
    return CollectionFolder(location.collectionsFolder, isOwn: true)
  }
}
