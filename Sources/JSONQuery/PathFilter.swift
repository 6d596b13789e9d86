/// The part of jq's language that a document answers by itself: paths, iteration, pipes, commas, and `select` with comparisons
/// to a string, number, literal or null.
indirect enum PathFilter: Hashable, Sendable {
  case identity
  case key([UInt8])
  case index(Int)
  case iterate
  /// `?` behind a key, position or iteration: where the step fails, it gives nothing.
  case optional(PathFilter)
  case pipe(PathFilter, PathFilter)
  case comma(PathFilter, PathFilter)
  case select(Condition)

  indirect enum Condition: Hashable, Sendable {
    case truth(PathFilter)
    case comparison(PathFilter, Comparison, Literal)
    case and(Condition, Condition)
    case or(Condition, Condition)
    case not(Condition)
  }

  enum Comparison: Hashable, Sendable {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual

    /// With its sides changed.
    var mirrored: Comparison {
      switch self {
      case .less: .greater
      case .lessOrEqual: .greaterOrEqual
      case .greater: .less
      case .greaterOrEqual: .lessOrEqual
      case .equal, .notEqual: self
      }
    }

    /// Whether it holds for values of which the left is less (-1), equal (0) or greater (1).
    func holds(for order: Int) -> Bool {
      switch self {
      case .equal: order == 0
      case .notEqual: order != 0
      case .less: order < 0
      case .lessOrEqual: order <= 0
      case .greater: order > 0
      case .greaterOrEqual: order >= 0
      }
    }
  }

  enum Literal: Hashable, Sendable {
    case null
    case boolean(Bool)
    case number(Double)
    case string([UInt8])
  }

  /// Nil for anything that is not of this part, mistakes included: those are libjq's to explain.
  init?(parsing text: String) {
    var parser = PathFilterParser(text)
    guard let filter = parser.parse() else { return nil }
    self = filter
  }
}
