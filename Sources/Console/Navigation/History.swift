/// The screens that were visited, with all their state: going back or forward finds each as it was left.
@MainActor struct History {
  private(set) var past: [any ConsoleScreen] = []
  private(set) var current: any ConsoleScreen
  private(set) var future: [any ConsoleScreen] = []

  /// Screens kept in each direction.
  private static let limit = 50

  init(_ first: any ConsoleScreen) { current = first }

  var canGoBack: Bool { !past.isEmpty }
  var canGoForward: Bool { !future.isEmpty }

  mutating func push(_ screen: any ConsoleScreen) {
    past.append(current)
    if past.count > Self.limit { past.removeFirst() }
    current = screen
    future.removeAll()
  }

  mutating func replace(with screen: any ConsoleScreen) { current = screen }

  mutating func goBack() {
    guard let last = past.popLast() else { return }
    future.append(current)
    current = last
  }

  mutating func goForward() {
    guard let next = future.popLast() else { return }
    past.append(current)
    current = next
  }

  /// Every screen, current one included, for what concerns them all.
  var all: [any ConsoleScreen] { past + [current] + future }
}
