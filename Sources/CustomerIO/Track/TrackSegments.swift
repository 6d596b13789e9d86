import JSONText

/// Manual segments of the Track API.
extension APIRequest {
  /// How many people one request can add or remove.
  public static let segmentChunkSize = 1000

  /// Adds people to a manual segment; at most ``segmentChunkSize`` at once, see ``chunks(of:)``. Who isn't known is
  /// ignored by Customer.io.
  /// - Parameter ids: of the kind `idType` says; a `cio_id` with or without its prefix.
  public static func addToSegment(
    id: Int, ids: [String], idType: IDType = .id
  ) throws(RequestError) -> APIRequest {
    try segment("add_customers", id: id, ids: ids, idType: idType)
  }

  /// As ``addToSegment(id:ids:idType:)``, the other way.
  public static func removeFromSegment(
    id: Int, ids: [String], idType: IDType = .id
  ) throws(RequestError) -> APIRequest {
    try segment("remove_customers", id: id, ids: ids, idType: idType)
  }

  /// Identifiers in pieces that fit one request each, in order.
  public static func chunks(of ids: [String]) -> [[String]] {
    stride(from: 0, to: ids.count, by: segmentChunkSize).map { start in
      Array(ids[start..<min(start + segmentChunkSize, ids.count)])
    }
  }

  private static func segment(
    _ action: String, id: Int, ids: [String], idType: IDType
  ) throws(RequestError) -> APIRequest {
    guard !ids.isEmpty else { throw .emptyList("customer IDs") }
    guard ids.count <= segmentChunkSize else { throw .tooMany("customer IDs", limit: segmentChunkSize) }
    guard !ids.contains("") else { throw .emptyIdentifier }
    let values = ids.map { JSONValue.string(idType == .cioID ? $0.after("cio_") ?? $0 : $0) }
    return track(
      .post, "/api/v1/segments/\(id)/\(action)", query: idType == .id ? [] : [NameValue("id_type", idType.rawValue)],
      body: ["ids": .array(values)], repeatable: true)
  }
}
