import Terminal
import Widgets

/// The lines below the content: the status line and the hints.
struct Footer {
  var status: StatusLine
  var hints: HintBar
  /// Whether it says what just happened or what is waited for, and not only what helps here.
  var isNews: Bool
  var layer: ObjectIdentifier
  var isTyping: Bool
  var size: Size
}

/// A key redraws its own field or row at once; help, counters and hints follow after a pause, so that moving costs few bytes.
extension ConsoleApp {
  /// How long keys must rest before the footer follows.
  static let footerPause = Duration.milliseconds(150)

  /// What stands there in this frame: what stood there before while keys still come, unless there is news.
  func footer(for size: Size) -> Footer {
    let layer = ObjectIdentifier(topLayer)
    if let shown = shownFooter, footerRest.isPending, !hasNews, !shown.isNews,
      shown.layer == layer, shown.isTyping == topLayer.isTyping, shown.size == size
    {
      return shown
    }
    let footer = Footer(
      status: status, hints: hintBar, isNews: hasNews, layer: layer, isTyping: topLayer.isTyping, size: size)
    shownFooter = footer
    return footer
  }

  private var hasNews: Bool { toast != nil || topLayer.waiting != nil || !session.isOpen }

  /// Says that a key came.
  func delayFooter() {
    guard let footerPause else { return }
    footerRest.call(after: footerPause) { [weak self] in self?.drawFrame() }
  }
}
