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
    if let shown = shownFooter, let due = footerDue, due > .now, !hasNews, !shown.isNews,
      shown.layer == layer, shown.isTyping == topLayer.isTyping, shown.size == size
    {
      drawFooterWhenDue()
      return shown
    }
    let footer = Footer(
      status: status, hints: hintBar, isNews: hasNews, layer: layer, isTyping: topLayer.isTyping, size: size)
    shownFooter = footer
    return footer
  }

  private var hasNews: Bool { toast != nil || topLayer.waiting != nil || !session.isOpen }

  /// Says that a key came.
  func delayFooter() { footerDue = footerPause.map { .now + $0 } }

  private func drawFooterWhenDue() {
    guard footerFrame == nil else { return }
    footerFrame = Task { @MainActor [weak self] in
      while let due = self?.footerDue, due > .now {
        guard (try? await Task.sleep(until: due, clock: .continuous)) != nil else { return }
      }
      guard let self else { return }
      self.footerFrame = nil
      self.footerDue = nil
      self.drawFrame()
    }
  }
}
