import Terminal
import Widgets

/// Where an event goes: the top layer, the command bound to the key, the commands that work everywhere.
extension ConsoleApp {
  func handle(_ event: Event) {
    noteThatSomebodyIsThere()
    switch event {
    case .key(let key):
      delayFooter()
      route(key)
    case .paste:
      toast = nil
      if !frame.isTooSmall { _ = topLayer.handle(event) }
    case .mouse(let mouse): route(mouse)
    case .resize:
      if !frame.isTooSmall { layOut() }
    case .focus: return
    }
    setNeedsFrame()
  }

  private func route(_ key: Key) {
    if key == .control("c") { return interrupt() }
    let isTyping = topLayer.isTyping
    guard !frame.isTooSmall else {
      if keyTable.keys(for: .quit, isTyping: false).contains(key) { quit() }
      return
    }
    (toast, notice) = (nil, nil)
    let top = topLayer
    if key == .escape, top.waiting != nil { return top.cancel() }
    if keyTable.isRebound {
      if let action = keyTable.reboundAction(for: key, among: boundActions(of: top), isTyping: isTyping) {
        return run(action)
      }
      if keyTable.isTakenAway(key, among: top.actions, isTyping: isTyping) { return }
    }
    if isTyping, top.handle(.key(key)) { return }
    if let action = keyTable.action(for: key, among: top.actions, isTyping: isTyping) { return run(action) }
    if !isTyping, top.handle(.key(key)) { return }
    let everywhere = actionsEverywhere
    if let action = keyTable.action(for: key, among: everywhere, isTyping: isTyping) { return run(action) }
    // A sign that nobody took for text, as on a picker, is the command that it is elsewhere.
    if isTyping, key.isText, let action = keyTable.action(for: key, among: top.actions + everywhere, isTyping: false) {
      run(action)
    }
  }

  /// Over a question only what touches nothing below it.
  private var actionsEverywhere: [Action] {
    overlays.isEmpty ? globalActions : globalActions.filter { $0.command.worksOverDialogs }
  }

  private func boundActions(of layer: any Layer) -> [Action] { layer.actions + actionsEverywhere }

  private func route(_ mouse: Mouse) {
    guard !frame.isTooSmall else { return }
    if mouse.action == .press { toast = nil }
    if let event = Event.mouse(mouse).relative(to: frame.hints), frame.hints.contains(mouse.place) {
      var bar = hintBar
      if case .clicked(let id) = bar.handle(event),
        let action = hintedActions.first(where: { $0.command.id.rawValue == id })
      {
        run(action)
      }
      return
    }
    guard let event = Event.mouse(mouse).relative(to: frame.content) else { return }
    _ = topLayer.handle(event)
  }

  /// Does what was asked, or says why it can't be done.
  func run(_ action: Action) {
    if let refusal = action.refusal {
      toast = Toast(.warning, refusal)
    } else {
      action.perform()
    }
    setNeedsFrame()
  }

  /// Ctrl-C cancels what is running, then what is asked; it never sends and never quits.
  private func interrupt() {
    if topLayer.waiting != nil {
      topLayer.cancel()
      toast = Toast(.warning, "Cancelled.")
    } else if let top = overlays.last {
      close(top)
    } else if current.waiting != nil {
      current.cancel()
      toast = Toast(.warning, "Cancelled.")
    } else {
      toast = Toast(.info, "Nothing is running. Ctrl-Q quits the console.")
    }
  }
}
