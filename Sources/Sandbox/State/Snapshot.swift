import Collections
import Foundation

/// All that a workspace holds beyond its seed, in one piece: what a state file begins with once the calls that led
/// there have become many.
struct Snapshot: Codable, Sendable {
  private let people: [Person]
  private let deleted: Set<Int>
  private let nextNumber: Int
  private let suppressed: [ExactText]
  private let segments: [Segment]
  private let nextSegment: Int
  private let activities: [Activity]
  private let anonymousEvents: [ExactText: [Activity]]
  private let seenEventIDs: Set<ExactText>
  private let messages: [Message]
  private let pending: [Int: [PendingState]]
  private let sequence: Int
  private let objects: ObjectStore
  private let forms: OrderedDictionary<String, Int>
  private let content: Content

  init(_ workspace: Workspace) {
    people = workspace.people.values.sorted { $0.number < $1.number }
    deleted = workspace.deleted
    nextNumber = workspace.nextNumber
    suppressed = Array(workspace.suppressed)
    segments = workspace.segments.values.sorted { $0.id < $1.id }
    nextSegment = workspace.nextSegment
    activities = workspace.activities
    anonymousEvents = workspace.anonymousEvents
    seenEventIDs = workspace.seenEventIDs
    messages = Array(workspace.messages.values)
    pending = workspace.pending
    sequence = workspace.sequence
    objects = workspace.objects
    forms = workspace.forms
    content = workspace.content
  }

  /// Brings a freshly seeded workspace to where this was taken.
  func restore(_ workspace: inout Workspace) {
    for person in people { workspace.store(person) }
    workspace.deleted = deleted
    workspace.nextNumber = nextNumber
    workspace.suppressed = OrderedSet(suppressed)
    workspace.segments = Dictionary(segments.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    workspace.nextSegment = nextSegment
    workspace.activities = activities
    for activity in activities { workspace.notePerformed(activity) }
    workspace.anonymousEvents = anonymousEvents
    workspace.seenEventIDs = seenEventIDs
    workspace.messages = OrderedDictionary(messages.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    workspace.pending = pending
    workspace.soonestPending = pending.keys.min() ?? .max
    workspace.sequence = sequence
    workspace.objects = objects
    workspace.forms = forms
    workspace.content = content
  }

  /// One line of JSON.
  func line() throws -> [UInt8] { Array(try JSONEncoder().encode(["snapshot": self])) }

  init?(line: ArraySlice<UInt8>) {
    guard let wrapped = try? JSONDecoder().decode([String: Snapshot].self, from: Data(line)),
      let snapshot = wrapped["snapshot"]
    else { return nil }
    self = snapshot
  }
}
