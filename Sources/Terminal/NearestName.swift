/// The name that someone may have meant.
public enum NearestName {
  /// The nearest by changed, missing and added letters; nil where none is near.
  public static func of(_ name: String, among names: [String]) -> String? {
    let letters = Array(name.lowercased().prefix(64))
    let nearest = names.map { ($0, distance(letters, Array($0.lowercased()))) }.min { $0.1 < $1.1 }
    guard let nearest, nearest.1 <= max(2, letters.count / 3) else { return nil }
    return nearest.0
  }

  /// `; did you mean dark?`, or nothing where no name is near.
  public static func suggestion(for name: String, among names: [String]) -> String {
    of(name, among: names).map { "; did you mean \($0)?" } ?? ""
  }

  private static func distance(_ one: [Character], _ two: [Character]) -> Int {
    var row = Array(0...two.count)
    for (i, a) in one.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in two.enumerated() {
        let substituted = diagonal + (a == b ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[two.count]
  }
}
