import Terminal

/// The selected row of a list and the first row in view: the movement that tables, lists, trees and popups share.
public struct ListCursor: Hashable, Sendable {
  public private(set) var count = 0
  /// The selected row; 0 in an empty list.
  public private(set) var index = 0
  /// The first row in view.
  public private(set) var top = 0
  /// How many rows are in view.
  public private(set) var page = 1

  public init() {}

  /// Takes note of how many rows there are and how many are in view, and keeps the selection where it is.
  public mutating func layout(count: Int, page: Int) {
    self.count = max(0, count)
    self.page = max(1, page)
    select(index)
  }

  /// Selects a row, as far as there is one, and scrolls as little as it takes to show it.
  public mutating func select(_ row: Int) {
    index = min(max(0, row), max(0, count - 1))
    top = min(max(top, index - page + 1), index)
    top = max(0, min(top, count - page))
  }

  /// Shows the selected row in the middle, as after a jump.
  public mutating func centre() {
    top = max(0, min(index - page / 2, count - page))
  }

  /// Moves for a key; false when the key moves nothing in lists. Letters count only where no text is being typed.
  public mutating func move(_ key: Key, letters: Bool = true) -> Bool {
    switch key {
    case .up: select(index - 1)
    case .down: select(index + 1)
    case .pageUp: movePage(by: -1)
    case .pageDown: movePage(by: 1)
    case .home where letters, Key(.home, .control): select(0)
    case .end where letters, Key(.end, .control): select(count - 1)
    case Key("k") where letters, .control("p"): select(index - 1)
    case Key("j") where letters, .control("n"): select(index + 1)
    case Key("g") where letters: select(0)
    case Key("G") where letters, Key("g", .shift) where letters: select(count - 1)
    default: return false
    }
    return true
  }

  /// The wheel moves the view and takes the selection along only where it would be lost.
  public mutating func scroll(by rows: Int) {
    top = max(0, min(top + rows, count - page))
    index = min(max(index, top), max(0, min(count, top + page) - 1))
  }

  private mutating func movePage(by pages: Int) {
    let distance = pages * max(1, page - 1)
    top = max(0, min(top + distance, count - page))
    select(index + distance)
  }
}
