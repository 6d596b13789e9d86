extension Int {
  /// `812 B`, `1.2 kB`, `84 MB`.
  var byteCount: String {
    switch self {
    case ..<1_000: "\(self) B"
    case ..<10_000: "\(self / 1_000).\(self % 1_000 / 100) kB"
    case ..<1_000_000: "\(self / 1_000) kB"
    case ..<10_000_000: "\(self / 1_000_000).\(self % 1_000_000 / 100_000) MB"
    default: "\(self / 1_000_000) MB"
    }
  }
}
