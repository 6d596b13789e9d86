extension CustomerIOClient {
  /// Makes the call and reads its answer; an answer that reports a failure, or can't be read, is thrown.
  public func fetch<Answer>(
    _ query: AppQuery<Answer>, priority: Priority = .interactive, progress: (@Sendable (CallProgress) -> Void)? = nil
  ) async throws(APIError) -> Answer {
    try query.decode(try await perform(query.request, priority: priority, progress: progress))
  }

  /// All pages of a list, one call each, from the place that the query says.
  public func pages<Item>(of query: AppQuery<Page<Item>>, priority: Priority = .interactive) -> Pages<Item> {
    Pages(client: self, query: query, priority: priority)
  }
}

/// The pages of a list, asked for one by one as they are needed. Leaving the loop ends the asking.
public struct Pages<Item: APIRecord>: AsyncSequence, Sendable {
  public typealias Element = Page<Item>
  public typealias Failure = APIError

  let client: CustomerIOClient
  let query: AppQuery<Page<Item>>
  let priority: Priority

  public func makeAsyncIterator() -> Iterator {
    Iterator(client: client, query: query, priority: priority)
  }

  public struct Iterator: AsyncIteratorProtocol {
    public typealias Element = Page<Item>
    public typealias Failure = APIError

    let client: CustomerIOClient
    var query: AppQuery<Page<Item>>?
    let priority: Priority
    /// A token that was used once must not come again, or a list would never end.
    private var used: Set<String> = []

    init(client: CustomerIOClient, query: AppQuery<Page<Item>>, priority: Priority) {
      self.client = client
      self.query = query
      self.priority = priority
    }

    public mutating func next(isolation actor: isolated (any Actor)? = #isolation) async throws(APIError) -> Page<Item>?
    {
      guard let current = query else { return nil }
      query = nil
      let page = try await client.fetch(current, priority: priority)
      if let token = page.next, used.insert(token).inserted { query = current.starting(at: token) }
      return page
    }
  }

  /// Every item of every page.
  public func collect(limit: Int = .max) async throws(APIError) -> [Item] {
    var items: [Item] = []
    var iterator = makeAsyncIterator()
    while items.count < limit, let page = try await iterator.next(isolation: nil) { items += page.items }
    return Array(items.prefix(limit))
  }
}
