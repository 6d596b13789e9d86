import Collections

/// Everything the sandbox knows: the seeded population, what has been changed since, and the content of the account.
/// A plain value; all calls to it are made one at a time.
struct Workspace: Sendable {
  var population: Population
  var region: SandboxConfiguration.Region
  let environmentID = 104_729
  /// What the region call answers.
  var trackURL = ""
  /// Where exports are downloaded from.
  var appURL = ""

  /// People that were created or changed. Everyone else is read from the population.
  var people: [Int: Person] = [:]
  /// Seeded people that are gone.
  var deleted: Set<Int> = []
  var nextNumber: Int
  var idIndex: [ExactText: Int] = [:]
  var emailIndex: [ExactText: [Int]] = [:]
  var phoneIndex: [ExactText: Int] = [:]
  var anonymousIndex: [ExactText: Int] = [:]
  var suppressed: OrderedSet<ExactText> = []

  var segments: [Int: Segment] = [:]
  var nextSegment = 1
  /// Activities since the start, in the order they came.
  var activities: [Activity] = []
  /// When each person last performed each event since the start, by the event's name.
  var lastPerformed: [ExactText: [Int: Int]] = [:]
  var anonymousEvents: [ExactText: [Activity]] = [:]
  var seenEventIDs: Set<ExactText> = []
  /// Messages since the start, and seeded ones that changed since.
  var messages: OrderedDictionary<String, Message> = [:]
  var sequence = 0

  var objects = ObjectStore()
  var forms: OrderedDictionary<String, Int> = [:]
  var content: Content
  /// What messages will become, by the time of it.
  var pending: [Int: [PendingState]] = [:]
  var soonestPending = Int.max

  /// Seeded feeds, written when first asked for.
  var seededActivities: [Activity]?
  var seededMessages: [Message]?

  init(population: Population, region: SandboxConfiguration.Region) {
    self.population = population
    self.region = region
    nextNumber = population.count + 1
    content = Content.seeded(now: population.now)
    suppressed = population.count == 0 ? [] : [ExactText("email:spam-trap@example.net")]
    for segment in Segment.seeded(now: population.now, stories: population.stories) {
      segments[segment.id] = segment
      nextSegment = max(nextSegment, segment.id + 1)
    }
    if population.count > 0 { objects = ObjectStore.seeded(now: population.now) }
  }

  /// A number that was never given before.
  mutating func nextSequence() -> Int {
    sequence += 1
    return sequence
  }
}
