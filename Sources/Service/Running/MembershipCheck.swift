import CustomerIO

/// Looks whether people that were added to a segment are in it: all of a few, a few of many.
///
/// Those looked at lie evenly spread over the list, and who was found is not asked for again, so that a list of any
/// length stays well within the App API's ten requests a second.
struct MembershipCheck {
  static let sampleSize = 5

  private let segment: Int
  private let idType: IDType
  private let count: Int
  private let looked: Int
  private var missing: [String]

  init?(_ values: ModuleValues) {
    let lines = values.lines(.customerIDs)
    guard let segment = Int(values.text(.segmentID)), !lines.isEmpty else { return nil }
    self.segment = segment
    idType = IDType(rawValue: values.text(.idType)) ?? .id
    count = lines.count
    looked = min(count, Self.sampleSize)
    let step = looked > 1 ? Double(count - 1) / Double(looked - 1) : 0
    missing = (0..<looked).map { lines[Int((Double($0) * step).rounded())] }
  }

  /// Words for what was found, once everybody who is looked at is in the segment.
  mutating func look(_ people: PeopleFinder) async throws(ServiceError) -> String? {
    var stillMissing: [String] = []
    for line in missing {
      let reference = PersonReference(idType, line)
      let segments = try await people.ifThere { finder throws(ServiceError) in
        try await finder.segments(of: reference)
      }
      if segments?.contains(where: { $0.id == segment }) != true { stillMissing.append(line) }
    }
    missing = stillMissing
    return missing.isEmpty ? words : nil
  }

  private var words: String {
    if count == 1 { return "in the segment" }
    if looked < count { return "\(looked) of \(count.formatted()) looked at, all in the segment" }
    return count == 2 ? "both are in the segment" : "all \(count) are in the segment"
  }

  var whyNot: String {
    let noSegment = missing.count < looked ? "" : "the segment may be no manual one, "
    let why = "Nobody may have such an identifier, \(noSegment)or Customer.io is still at work."
    guard count > 1 else { return why }
    let of = looked < count ? "Of \(looked) looked at (of \(count.formatted()))" : "Of \(count)"
    let found = looked - missing.count
    let named = missing.prefix(3).map { $0.count > 40 ? $0.prefix(40) + "…" : $0[...] }.joined(separator: ", ")
    let more = missing.count > 3 ? " and \(missing.count - 3) more" : ""
    return "\(of), \(found) \(found == 1 ? "is" : "are") in the segment; not \(named)\(more). \(why)"
  }
}
