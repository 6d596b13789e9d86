import CustomerIO

/// What deleting somebody takes away, for the dialog that asks whether to.
public struct Losses: Sendable {
  /// Everybody who answers to the identifier; more than one means that it must be said which.
  public let holders: [PersonSummary]
  public let attributeCount: Int
  public let deviceCount: Int
  public let segmentCount: Int
  public let messageCount: Count
  /// Nothing could be read, and why.
  public let couldNotCheck: String?

  /// A count of one page at most.
  public struct Count: Hashable, Sendable, CustomStringConvertible {
    public let value: Int
    public let isMore: Bool
    public var description: String { isMore ? "\(value)+" : "\(value)" }
  }

  /// `12 attributes, 3 devices, 4 segments, 50+ messages`
  public var text: String {
    func counted(_ count: String, _ one: String) -> String { count == "1" ? "1 \(one)" : "\(count) \(one)s" }
    return [
      counted("\(attributeCount)", "attribute"), counted("\(deviceCount)", "device"),
      counted("\(segmentCount)", "segment"), counted("\(messageCount)", "message"),
    ].joined(separator: ", ")
  }
}

extension PeopleFinder {
  /// What would be lost with a person. Where that can't be read, it says so instead of failing.
  public func losses(of customer: String) async -> Losses {
    let reference = PersonReference.customerID(customer).resolved
    do throws(ServiceError) {
      if reference.idType == .email {
        let holders = try await holders(ofEmail: reference.text)
        if holders.count > 1 { return Losses(holders: await withNames(holders)) }
      }
      let page = try await person(reference)
      let segments = try await segments(of: reference)
      let messages = try await messages(of: reference)
      return Losses(
        holders: [page.summary], attributeCount: page.attributes.count, deviceCount: page.devices.count,
        segmentCount: segments.count,
        messageCount: Losses.Count(value: messages.items.count, isMore: messages.next != nil), couldNotCheck: nil)
    } catch {
      // Nobody of that name is an answer, not a failure to look.
      if error.apiError?.kind == .notFound { return Losses(holders: []) }
      return Losses(holders: [], couldNotCheck: error.message)
    }
  }
}

extension Losses {
  init(holders: [PersonSummary], couldNotCheck: String? = nil) {
    self.init(
      holders: holders, attributeCount: 0, deviceCount: 0, segmentCount: 0,
      messageCount: Count(value: 0, isMore: false), couldNotCheck: couldNotCheck)
  }
}
