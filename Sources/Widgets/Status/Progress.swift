import Terminal

/// How far long work has come: a bar, the count, the rate, the time left, and what went wrong so far.
public struct Progress: Hashable, Sendable {
  public var title: String
  public var done: Int
  /// Nil while it isn't known how much there is.
  public var total: Int?
  public var errors: Int
  /// Seconds of work, pauses not counted.
  public var elapsed: Double
  public var isPaused: Bool

  public init(
    title: String, done: Int, total: Int?, errors: Int = 0, elapsed: Double = 0, isPaused: Bool = false
  ) {
    self.title = title
    self.done = done
    self.total = total
    self.errors = errors
    self.elapsed = elapsed
    self.isPaused = isPaused
  }

  /// From 0 to 1; nil while the total isn't known.
  public var fraction: Double? {
    guard let total, total > 0 else { return total == 0 ? 1 : nil }
    return min(1, max(0, Double(done) / Double(total)))
  }

  /// Things done in a second; nil until there is something to tell from.
  public var rate: Double? { elapsed >= 0.5 && done > 0 ? Double(done) / elapsed : nil }

  /// Seconds that the rest will take at the rate so far.
  public var timeLeft: Double? {
    guard let rate, let total, total > done else { return nil }
    return Double(total - done) / rate
  }

  /// The figures in words: `420 of 1,000 · 42/s · 14 s left · 3 errors`.
  public var summary: String {
    var parts = [total.map { "\(Quantity.grouped(done)) of \(Quantity.grouped($0))" } ?? Quantity.grouped(done)]
    if isPaused {
      parts.append("paused")
    } else {
      if let rate { parts.append(rate >= 10 ? "\(Int(rate.rounded()))/s" : "\(Self.tenths(rate))/s") }
      if let timeLeft { parts.append("\(Quantity.duration(timeLeft.rounded(.up))) left") }
    }
    if errors > 0 { parts.append(Quantity.text(errors, "error", "errors")) }
    return parts.joined(separator: " · ")
  }

  private static func tenths(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// Draws title and figures, and the bar in a second row where there is one.
  public func draw(on canvas: inout Canvas) {
    let width = canvas.size.columns
    let figures = summary
    let figureColumns = min(SafeText.width(of: figures), width)
    canvas.put(
      title, at: Point(column: 1, row: 0), role: .text, columns: max(0, width - figureColumns - 4))
    canvas.put(
      figures, at: Point(column: max(1, width - figureColumns - 1), row: 0), role: errors > 0 ? .warning : .muted)
    guard canvas.size.rows > 1 else { return }
    drawBar(on: &canvas, columns: width - 2)
  }

  private func drawBar(on canvas: inout Canvas, columns: Int) {
    guard columns > 0 else { return }
    let filled: Range<Int>
    if let fraction {
      filled = 0..<Int((fraction * Double(columns)).rounded(.down))
    } else {
      // No total: a piece that moves with the count says that something goes on.
      let piece = max(1, columns / 6)
      let start = done % max(1, columns - piece)
      filled = start..<start + piece
    }
    canvas.fill(Rect(column: 1, row: 1, columns: columns, rows: 1), with: "─", role: .rule)
    canvas.fill(
      Rect(column: 1 + filled.lowerBound, row: 1, columns: filled.count, rows: 1), with: "█",
      role: isPaused ? .muted : .accent)
  }
}
