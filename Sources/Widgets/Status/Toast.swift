import Terminal

/// What just happened, in one line: a sign, words, and never colour alone.
public struct Toast: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case info, success, warning, failure

    public var sign: String {
      switch self {
      case .info: "·"
      case .success: "✓"
      case .warning: "!"
      case .failure: "✗"
      }
    }

    public var role: Role {
      switch self {
      case .info: .info
      case .success: .success
      case .warning: .warning
      case .failure: .danger
      }
    }
  }

  public var kind: Kind
  public var text: String

  public init(_ kind: Kind = .info, _ text: String) {
    self.kind = kind
    self.text = text
  }

  /// How long it should stand: longer for longer texts, and until the next key for a failure.
  public var seconds: Double? {
    kind == .failure ? nil : min(10, 3 + Double(text.count) / 20)
  }

  /// Draws it into the first row of the area.
  public func draw(on canvas: inout Canvas) {
    canvas.put(kind.sign, at: Point(column: 1, row: 0), role: kind.role)
    canvas.put(
      text, at: Point(column: 3, row: 0), role: kind == .info ? .status : kind.role,
      columns: max(0, canvas.size.columns - 4))
  }
}
