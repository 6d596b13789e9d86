import Foundation
import JSONText

extension APIRequest {
  /// How large one action may be, in bytes.
  public static let entityLimit = 32 * 1024
  /// How large a whole batch may be, in bytes.
  public static let batchLimit = 500_000

  /// One action of the Track API's version 2.
  public static func entity(_ entity: TrackEntity) throws(RequestError) -> APIRequest {
    let text = entity.json.compactText
    guard text.utf8.count <= entityLimit else {
      throw .tooLarge("action", size: text.utf8.count, limit: entityLimit)
    }
    return APIRequest(
      domain: .track, method: .post, path: "/api/v2/entity", headers: [.json], body: Data(text.utf8),
      repeatable: entity.repeatable, changes: true)
  }

  /// Many actions in one request; throws where they don't fit, see ``TrackBatch/pack(_:)``.
  public static func batch(_ entities: [TrackEntity]) throws(RequestError) -> APIRequest {
    let packed = TrackBatch.pack(entities)
    if let refused = packed.oversized.first {
      throw .tooLarge("action \(refused.index + 1)", size: refused.size, limit: entityLimit)
    }
    guard let batch = packed.batches.first else { throw .emptyList("actions") }
    guard packed.batches.count == 1 else { throw .tooLarge("batch", size: packed.size, limit: batchLimit) }
    return batch.request
  }
}

/// Actions packed into requests that Customer.io accepts.
public struct TrackBatch: Hashable, Sendable {
  /// The request that sends them.
  public let request: APIRequest
  /// Where each of its actions stood in the list that was packed.
  public let indices: [Int]

  /// What packing makes of a list.
  public struct Packing: Sendable {
    public var batches: [TrackBatch] = []
    /// Actions that no request can carry, by their place in the list, with their size in bytes.
    public var oversized: [(index: Int, size: Int)] = []
    var size = 0
  }

  /// Fills requests up to 500 KB in the order given; none holds an action above 32 KB.
  public static func pack(_ entities: [TrackEntity]) -> Packing {
    var packing = Packing()
    var writer = Writer()
    for (index, entity) in entities.enumerated() {
      let text = entity.json.compactText
      let size = text.utf8.count
      packing.size += size + 1
      guard size <= APIRequest.entityLimit else {
        packing.oversized.append((index, size))
        continue
      }
      if !writer.fits(size) { packing.batches.append(writer.finish()) }
      writer.append(text, index: index, repeatable: entity.repeatable)
    }
    if !writer.indices.isEmpty { packing.batches.append(writer.finish()) }
    return packing
  }

  private struct Writer {
    static let head = Array(#"{"batch":["#.utf8)
    static let tail = Array("]}".utf8)
    var body = head
    var indices: [Int] = []
    var repeatable = true

    func fits(_ size: Int) -> Bool {
      body.count + (indices.isEmpty ? 0 : 1) + size + Self.tail.count <= APIRequest.batchLimit
    }

    mutating func append(_ text: String, index: Int, repeatable: Bool) {
      if !indices.isEmpty { body.append(0x2C) }
      body.append(contentsOf: text.utf8)
      indices.append(index)
      self.repeatable = self.repeatable && repeatable
    }

    mutating func finish() -> TrackBatch {
      let request = APIRequest(
        domain: .track, method: .post, path: "/api/v2/batch", headers: [.json], body: Data(body + Self.tail),
        repeatable: repeatable, changes: true)
      defer { self = Writer() }
      return TrackBatch(request: request, indices: indices)
    }
  }
}

/// What Customer.io said of one action of a batch that it refused.
public struct BatchItemError: Hashable, Sendable, CustomStringConvertible {
  /// Its place in the batch, from 0; nil where the answer gives none.
  public let index: Int?
  public let reason: String?
  /// A dotted path, e.g. "attributes.plan".
  public let field: String?
  public let message: String?

  public var description: String {
    let what = message ?? reason ?? "refused"
    return field.map { "\($0): \(what)" } ?? what
  }

  /// The refusals in an answer to a batch; none where everything was accepted. Looked for whatever the status.
  public static func items(in exchange: Exchange) -> [BatchItemError] {
    guard let data = try? exchange.body.data(), let json = try? JSONValue(parsing: data),
      let errors = json["errors"]?.arrayValue
    else { return [] }
    return errors.map { error in
      BatchItemError(
        index: error["batch_index"]?.intValue, reason: error["reason"]?.stringValue,
        field: error["field"]?.stringValue, message: error["message"]?.stringValue ?? error.stringValue)
    }
  }
}
