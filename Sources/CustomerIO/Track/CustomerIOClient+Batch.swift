/// What became of a batch.
public struct BatchOutcome: Sendable {
  /// Places, in the list that was packed, of the actions that were accepted.
  public let accepted: [Int]
  /// Those that were refused, with the reason.
  public let refused: [(index: Int, error: BatchItemError)]
  public let exchange: Exchange
}

extension CustomerIOClient {
  /// Sends a packed batch and takes its answer apart, action by action. Throws where the batch as a whole failed.
  public func send(
    _ batch: TrackBatch, priority: Priority = .background, progress: (@Sendable (CallProgress) -> Void)? = nil
  ) async throws(APIError) -> BatchOutcome {
    let exchange = try await send(batch.request, priority: priority, progress: progress)
    let errors = BatchItemError.items(in: exchange)
    guard exchange.isSuccess, !WebPage.isOne(exchange), errors.allSatisfy({ batch.indices.indices ~= $0.index ?? -1 })
    else { throw APIError(exchange, domain: .track) ?? .unreadable(exchange, domain: .track, "it names no action") }
    let refused = errors.compactMap { error in error.index.map { (index: batch.indices[$0], error: error) } }
    let places = Set(refused.map(\.index))
    return BatchOutcome(accepted: batch.indices.filter { !places.contains($0) }, refused: refused, exchange: exchange)
  }
}
