import Collections

/// What the account holds besides people: campaigns, newsletters, collections and so on, in the shapes the App API
/// gives them out in.
struct Content: Sendable, Codable {
  typealias Shelf = OrderedDictionary<Int, JSONObject>

  var campaigns: Shelf = [:]
  var broadcasts: Shelf = [:]
  var newsletters: Shelf = [:]
  var transactional: Shelf = [:]
  /// Actions of campaigns and broadcasts; `campaign_id` or `broadcast_id` says whose.
  var actions: Shelf = [:]
  /// Variants of newsletters and transactional messages; `newsletter_id` or `transactional_id` says whose.
  var contents: Shelf = [:]
  /// By owner, test group and language, e.g. `action/11/de`.
  var translations: OrderedDictionary<String, JSONObject> = [:]
  var testGroups: Shelf = [:]
  var triggers: Shelf = [:]
  var senders: Shelf = [:]
  var webhooks: Shelf = [:]
  var collections: Shelf = [:]
  var collectionRows: [Int: [JSON]] = [:]
  var exports: Shelf = [:]
  var imports: Shelf = [:]
  var snippets: OrderedDictionary<String, JSONObject> = [:]
  var topics: [JSON] = []
  var channels: [JSON] = []
  /// Suppressed addresses at the provider: by kind, then address.
  var suppressions: OrderedDictionary<String, OrderedDictionary<String, JSONObject>> = [:]
  /// Sender opt-outs by person: `channel|from`.
  var optOuts: OrderedDictionary<Int, [String]> = [:]

  static func nextID(_ shelf: Shelf) -> Int { (shelf.keys.max() ?? 0) + 1 }
}
