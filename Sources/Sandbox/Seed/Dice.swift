/// Chance that repeats: every throw is a pure function of the seed, who it is for and what it is about.
struct Dice: Sendable {
  let seed: UInt64

  static func mix(_ value: UInt64) -> UInt64 {
    var mixed = value &+ 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  func roll(_ number: Int, _ topic: UInt64) -> UInt64 {
    Self.mix(seed ^ Self.mix(UInt64(bitPattern: Int64(number)) &* 0x1_0000_0001 &+ topic))
  }

  func pick<Element>(_ list: [Element], _ number: Int, _ topic: UInt64) -> Element {
    list[Int(roll(number, topic) % UInt64(list.count))]
  }

  /// Whether a chance of so many in a hundred falls out.
  func percent(_ chance: Int, _ number: Int, _ topic: UInt64) -> Bool {
    roll(number, topic) % 100 < UInt64(chance)
  }

  func range(_ range: ClosedRange<Int>, _ number: Int, _ topic: UInt64) -> Int {
    range.lowerBound + Int(roll(number, topic) % UInt64(range.count))
  }
}
