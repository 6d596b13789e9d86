import CustomerIO
import Foundation
import JSONText

/// Whether a change that was accepted has been applied: what was read back, and after how long.
///
/// Track's 200 says that a call was received; what it asks for is done later, or silently dropped.
public struct ReadBack: Sendable {
  public enum Verdict: Hashable, Sendable {
    case applied
    /// Looked for until patience ended, and not there.
    case notSeen
    /// The connection can't read, or reading failed.
    case couldNotLook
  }

  public let verdict: Verdict
  public let after: Duration
  /// One line for the outcome panel.
  public let words: String
}

extension ModuleRunner {
  /// Reads back what a run was to change, several times if need be.
  ///
  /// - Parameter patience: how long it goes on looking.
  public func readBack(_ run: Run, in workspace: Workspace, patience: Duration = .seconds(8)) async -> ReadBack? {
    guard run.outcome == .done, let question = ReadBackQuestion(run) else { return nil }
    let clock = ContinuousClock()
    let start = clock.now
    func since() -> Duration { start.duration(to: clock.now) }
    guard workspace.connection.hasAppAPIKey else {
      return ReadBack(
        verdict: .couldNotLook, after: .zero,
        words: "Accepted. Whether it was applied can't be seen without an App API Key.")
    }
    var wait = Duration.milliseconds(200)
    while true {
      do {
        if let words = try await question.answer(workspace.people) {
          return ReadBack(verdict: .applied, after: since(), words: "\(words) after \(since().shortText)")
        }
      } catch {
        return ReadBack(
          verdict: .couldNotLook, after: since(), words: "Accepted. Reading it back failed: \(error.message)")
      }
      guard since() + wait < patience, (try? await clock.sleep(for: wait)) != nil else { break }
      wait = min(wait * 2, .seconds(2))
    }
    return ReadBack(
      verdict: .notSeen, after: since(), words: "Not seen after \(since().shortText). \(question.whyNot())")
  }
}

/// What to look for after a run, and why it may not be there.
private struct ReadBackQuestion {
  let answer: (PeopleFinder) async throws(ServiceError) -> String?
  let whyNot: () -> String

  init?(_ run: Run) {
    switch run.definition.id {
    case .trackEvent: self.init(event: run)
    case .upsertCustomer: self.init(attributes: run)
    case .deleteCustomer: self.init(deletion: run)
    case .addToSegment: self.init(membership: run)
    case .createConnection, .apiCall: return nil
    }
  }

  private init(event run: Run) {
    let reference = PersonReference.customerID(run.values.text(.customerID)).resolved
    let name = run.values.text(.eventName).trimmingCharacters(in: .whitespaces)
    let times = [
      run.entry.time,
      (try? run.values.unixSeconds(.timestamp, now: run.entry.time)).flatMap { $0 }.map {
        Date(timeIntervalSince1970: Double($0))
      },
    ].compactMap { $0 }
    answer = { people throws(ServiceError) in
      guard
        let page = try await people.ifThere({ finder throws(ServiceError) in
          try await finder.activities(of: reference, limit: 10)
        })
      else { return nil }
      let isThere = page.items.contains { row in
        row.subject == name && times.contains { abs(row.date?.timeIntervalSince($0) ?? .infinity) < 10 }
      }
      return isThere ? "in the person's activity" : nil
    }
    whyNot = { "Customer.io may still be at work, or an event with this Event ID was there before." }
  }

  private init?(attributes run: Run) {
    let reference = PersonReference.customerID(run.values.text(.customerID)).resolved
    guard let object = try? run.values.object(.attributes) else { return nil }
    var wanted = (object.objectValue ?? []).map { ($0.key, $0.value.attributeText) }
    if !run.values.isEmpty(.email) { wanted.append(("email", run.values.text(.email))) }
    let isUpdateOnly = run.values.isOn(.updateOnly)
    answer = { people throws(ServiceError) in
      guard let page = try await people.ifThere({ finder throws(ServiceError) in try await finder.person(reference) })
      else { return nil }
      let now = Dictionary(page.attributes.map { ($0.name, $0.value) }) { first, _ in first }
      let missing = wanted.filter { name, text in
        // What is kept inside an object is rendered by Customer.io in its own way; being there is enough.
        guard let text else { return false }
        return text.isEmpty ? !(now[name] ?? "").isEmpty : now[name] != text
      }
      guard missing.isEmpty else { return nil }
      return wanted.isEmpty ? "the person is there" : "read back from the person"
    }
    whyNot = {
      isUpdateOnly
        ? "Nobody has this identifier, and Update only creates nobody; or Customer.io is still at work."
        : "Another person may hold the email, or Customer.io is still at work: the person's activity tells."
    }
  }

  private init(deletion run: Run) {
    let reference = PersonReference.customerID(run.values.text(.customerID)).resolved
    answer = { people throws(ServiceError) in
      let page = try await people.ifThere { finder throws(ServiceError) in
        try await finder.person(reference, remembers: false)
      }
      return page == nil ? "the person is gone" : nil
    }
    whyNot = { "Customer.io is still at work: look again in a minute." }
  }

  private init?(membership run: Run) {
    guard var check = MembershipCheck(run.values) else { return nil }
    answer = { people throws(ServiceError) in try await check.look(people) }
    whyNot = { check.whyNot }
  }
}

extension JSONValue {
  /// The text that the App API makes of an attribute; nil where its rendering isn't known.
  fileprivate var attributeText: String? {
    switch self {
    case .string(let text): text
    case .number(let number): number.intValue == nil ? nil : number.text
    case .boolean(let isTrue): isTrue ? "true" : "false"
    case .null: ""
    case .object, .array, .unpairedString: nil
    }
  }
}

extension Duration {
  /// `84 ms`, `1.2 s`
  public var shortText: String {
    let milliseconds = self / .milliseconds(1)
    if milliseconds < 1_000 { return "\(Int(milliseconds.rounded())) ms" }
    return "\((milliseconds / 100).rounded() / 10) s"
  }
}
