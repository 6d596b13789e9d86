/// A terminal without a terminal: the cells that a real one would show, for tests.
@MainActor public final class MemoryScreen: Screen {
  public private(set) var size: Size
  public var theme = Theme(name: "memory")
  public var reportsMouse = true
  public var onEvent: ((Event) -> Void)?
  public private(set) var frame: Canvas
  public private(set) var presentedFrames = 0
  public private(set) var copied: [String] = []
  public private(set) var bells = 0

  public init(size: Size = Size(columns: 80, rows: 24)) {
    self.size = size
    frame = Canvas(size: size)
  }

  public func present(_ frame: Canvas) {
    self.frame = frame
    presentedFrames += 1
  }

  public func redraw() {}
  public func handOver<Result>(_ body: () async throws -> Result) async rethrows -> Result {
    try await body()
  }
  public func suspend() {}
  @discardableResult public func copy(_ text: String) -> CopyResult {
    copied.append(text)
    return .sentToTerminal
  }
  public func bell() { bells += 1 }

  public func send(_ event: Event) {
    if case .resize(let size) = event { self.size = size }
    onEvent?(event)
  }

  public func press(_ keys: Key...) {
    for key in keys { send(.key(key)) }
  }

  /// Types text as single keys.
  public func type(_ text: String) {
    for character in text { send(.key(Key(character))) }
  }

  /// The rows as text, without trailing spaces.
  public var lines: [String] {
    (0..<frame.fullSize.rows).map { row in
      let start = row * frame.fullSize.columns
      let line = frame.cells[start..<start + frame.fullSize.columns].map(\.glyph).joined()
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  public var text: String { lines.joined(separator: "\n") }

  public func role(at point: Point) -> Role {
    frame.cells[point.row * frame.fullSize.columns + point.column].role
  }
}
