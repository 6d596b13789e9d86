/// The members of a JSON object, in the order they came. Names are unique; a repeated one keeps its first place
/// and its last value, as the real server's decoder does.
struct JSONObject: Sendable, Equatable {
  struct Member: Sendable, Equatable {
    let name: String
    var value: JSON

    static func == (left: Member, right: Member) -> Bool {
      sameBytes(left.name, right.name) && left.value == right.value
    }
  }

  private(set) var members: [Member]

  init() { members = [] }

  init(_ members: [Member]) { self.members = members }

  /// Members as read from text, where names may repeat.
  init(repeating members: [Member]) {
    if members.count <= 8 {
      self.members = []
      self.members.reserveCapacity(members.count)
      for member in members {
        if let index = self.members.firstIndex(where: { sameBytes($0.name, member.name) }) {
          self.members[index].value = member.value
        } else {
          self.members.append(member)
        }
      }
      return
    }
    var places: [ExactText: Int] = [:]
    var unique: [Member] = []
    unique.reserveCapacity(members.count)
    for member in members {
      if let index = places[ExactText(member.name)] {
        unique[index].value = member.value
      } else {
        places[ExactText(member.name)] = unique.count
        unique.append(member)
      }
    }
    self.members = unique
  }

  var isEmpty: Bool { members.isEmpty }
  var count: Int { members.count }

  subscript(name: String) -> JSON? {
    get { members.first { sameBytes($0.name, name) }?.value }
    set {
      if let index = members.firstIndex(where: { sameBytes($0.name, name) }) {
        if let newValue { members[index].value = newValue } else { members.remove(at: index) }
      } else if let newValue {
        members.append(Member(name: name, value: newValue))
      }
    }
  }

  /// Adds a member that is known not to be there yet.
  mutating func append(_ name: String, _ value: JSON) {
    members.append(Member(name: name, value: value))
  }
}
