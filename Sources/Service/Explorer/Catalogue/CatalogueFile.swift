import CustomerIO
import Foundation
import Store

/// The catalogue of routes: the built-in one, with the person's own table over it. An OpenAPI document that is imported
/// writes that table.
///
/// The own table adds and corrects what is shown. Whether a call changes something is decided by the built-in catalogue
/// alone, so that no file can open a read-only console.
public struct CatalogueFile: Sendable {
  let location: StoreLocation

  private static let sizeLimit = 32_000_000

  /// Every route, corrected ones in their built-in place, added ones behind.
  public func endpoints() async -> [Endpoint] { await read().endpoints }

  /// The routes that hold every word, or all of them.
  public func search(_ words: String) async -> [Endpoint] {
    EndpointCatalogue.search(words, in: await endpoints())
  }

  /// With what is wrong in the own table.
  public func read() async -> (endpoints: [Endpoint], problems: [FileProblem]) {
    let (own, problems) = own()
    guard !own.isEmpty else { return (EndpointCatalogue.all, problems) }
    var places: [String: Int] = [:]
    for (index, endpoint) in own.enumerated() { places[Self.key(endpoint)] = index }
    var used: Set<Int> = []
    var endpoints = EndpointCatalogue.all.map { endpoint in
      guard let index = places[Self.key(endpoint)] else { return endpoint }
      used.insert(index)
      return own[index]
    }
    endpoints += own.indices.filter { !used.contains($0) && places[Self.key(own[$0])] == $0 }.map { own[$0] }
    return (endpoints, problems)
  }

  /// Writes the own table: these routes, and those of the former table that are not among them.
  public func add(_ endpoints: [Endpoint]) async throws(ServiceError) {
    let keys = Set(endpoints.map(Self.key))
    let kept = own().endpoints.filter { !keys.contains(Self.key($0)) }
    let text = ([Endpoint.heading] + (kept + endpoints).map(\.line)).joined(separator: "\n") + "\n"
    let path = location.endpointsFile.path(percentEncoded: false)
    do throws(StoreError) { try PrivateFolder.prepare(location.configuration) } catch { throw ServiceError(error) }
    do throws(PlainFile.Failure) {
      try PlainFile(location.endpointsFile).write(Data(text.utf8), replaces: true, keepsMode: true)
    } catch { throw ServiceError("\(path) can't be written: \(error).", exitStatus: .failed) }
  }

  private func own() -> (endpoints: [Endpoint], problems: [FileProblem]) {
    let path = location.endpointsFile.path(percentEncoded: false)
    let data: Data
    do throws(PlainFile.Failure) { data = try PlainFile(location.endpointsFile).read(limit: Self.sizeLimit) } catch {
      return ([], error == .missing ? [] : [FileProblem(file: path, reason: "\(error).")])
    }
    var endpoints: [Endpoint] = []
    var problems: [FileProblem] = []
    let lines = String(decoding: data, as: UTF8.self).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") && !Endpoint.isHeading(line) {
      guard let read = Endpoint(line: line) else {
        problems.append(
          FileProblem(
            file: path, line: index + 1,
            reason: "A route has ten columns, parted by tabs, as in the heading, and maybe details in JSON."))
        continue
      }
      endpoints.append(Self.safe(read))
    }
    return (endpoints, problems)
  }

  /// What only the built-in catalogue may say stays as it says it.
  private static func safe(_ endpoint: Endpoint) -> Endpoint {
    let known = EndpointCatalogue.match(domain: endpoint.domain, method: endpoint.method, path: endpoint.path)
    var safe = Endpoint(
      domain: endpoint.domain, group: endpoint.group, method: endpoint.method, path: endpoint.path,
      summary: endpoint.summary, query: endpoint.query, takesBody: endpoint.takesBody, rate: endpoint.rate,
      credential: endpoint.credential, reads: known?.reads ?? (endpoint.method == .get))
    safe.isOverride = true
    safe.details = endpoint.details
    return safe
  }

  private static func key(_ endpoint: Endpoint) -> String {
    let path = endpoint.path.split(separator: "/", omittingEmptySubsequences: false)
      .map { $0.hasPrefix("{") ? "{}" : $0 }.joined(separator: "/")
    return "\(endpoint.domain.rawValue) \(endpoint.method.name) \(path)"
  }
}
