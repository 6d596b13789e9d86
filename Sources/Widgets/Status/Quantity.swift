/// Numbers as people read them.
public enum Quantity {
  /// Digits in groups of three: `1,000`.
  public static func grouped(_ number: Int) -> String {
    var result = ""
    let digits = String(number.magnitude)
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return number < 0 ? "-" + result : result
  }

  /// A count with its noun: `1 row`, `1,000 rows`.
  public static func text(_ count: Int, _ one: String, _ many: String) -> String {
    "\(grouped(count)) \(count == 1 ? one : many)"
  }

  /// Seconds as `0.3 s`, `12 s`, `3 min 5 s` or `2 h 10 min`.
  public static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 3_155_760_000 else { return "–" }
    if seconds < 10 {
      let tenths = Int((max(0, seconds) * 10).rounded())
      return "\(tenths / 10).\(tenths % 10) s"
    }
    let whole = Int(seconds.rounded())
    if whole < 60 { return "\(whole) s" }
    if whole < 3_600 { return whole % 60 == 0 ? "\(whole / 60) min" : "\(whole / 60) min \(whole % 60) s" }
    let minutes = whole / 60 % 60
    return minutes == 0 ? "\(whole / 3_600) h" : "\(whole / 3_600) h \(minutes) min"
  }
}
