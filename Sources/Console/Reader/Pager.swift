import Foundation
import JSONText
import Terminal
import Widgets

/// The reader as a pager: shows a text that may still be arriving until it is quit. Keys, views and menus are those of the console.
@MainActor public final class Pager {
  private let screen: any Screen
  private let title: String
  private let reader: Reader
  private let keyTable = KeyTable()
  private var overlays: [any Layer] = []
  private var toast: Toast?
  private(set) var needsFrame = false
  private var ticker: Task<Void, Never>?
  private var ending: CheckedContinuation<Void, Never>?
  private var hasEnded = false
  /// Called after each frame, so that a test can wait for what it shows.
  var onFrame: (() -> Void)?

  /// - Parameters:
  ///   - title: the file's name.
  ///   - document: filled by the caller, who tells by ``documentGrew(_:)``.
  public init(screen: any Screen, title: String, document: JSONDocument) {
    self.screen = screen
    self.title = title
    reader = Reader(document: document)
    let name = title.split(separator: "/").last.map(String.init) ?? title
    reader.suggestedName = name.hasSuffix(".json") ? "copy-of-" + name : "answer.json"
    reader.host = self
  }

  /// Comes back when it is quit.
  public func run() async {
    screen.onEvent = { [weak self] in self?.handle($0) }
    screen.onPause = { [weak self] in self?.drawIfNeeded() }
    drawFrame()
    await withCheckedContinuation { continuation in
      if hasEnded { continuation.resume() } else { ending = continuation }
    }
    (screen.onEvent, screen.onPause) = (nil, nil)
    reader.close()
    ticker?.cancel()
  }

  public func end() {
    hasEnded = true
    ending?.resume()
    ending = nil
  }

  /// Shows what a filter in jq's language makes of the document; one key shows the whole.
  public func filter(by text: String) {
    reader.filterChanged(text, after: .zero)
    reader.filter.remember(text)
  }

  /// More bytes have come, or the last ones; a problem is told beside what came before it.
  public func documentGrew(_ problem: String? = nil) { reader.documentGrew(problem: problem) }

  // MARK: Events

  private var everywhere: [Action] {
    [
      Action(
        .copy,
        refuse: { [weak self] in self?.reader.copies.isEmpty == false ? nil : "There is nothing to copy here." },
        perform: { [weak self] in
          guard let self else { return }
          show(PaletteLayer.copyMenu(of: reader.copies, host: self))
        }),
      Action(PagerKeys.quit) { [weak self] in self?.end() },
      Action(.help) { [weak self] in self?.showHelp() },
      Action(.palette) { [weak self] in self?.showPalette() },
      Action(.switchTimeZone) { [weak self] in
        guard let self else { return }
        reader.clock.zone = reader.clock.zone == .utc ? .local : .utc
      },
      Action(.plain) { [weak self] in self?.showPlain() },
      Action(.redraw) { [weak self] in self?.screen.redraw() },
      Action(.suspend) { [weak self] in self?.screen.suspend() },
    ]
  }

  private func handle(_ event: Event) {
    defer { setNeedsFrame() }
    guard case .key(let key) = event else {
      if case .mouse(let mouse) = event, mouse.action == .press { toast = nil }
      if let top = overlays.last { _ = top.handle(event) } else { _ = reader.handle(event) }
      return
    }
    toast = nil
    if let top = overlays.last { return handle(key, top) }
    if key == .control("c") {
      guard reader.waiting == nil else { return reader.cancel() }
      if !reader.isTyping { toast = Toast(.info, "q quits.") }
    }
    if key == .escape, reader.waiting != nil, !reader.isTyping { return reader.cancel() }
    let isTyping = reader.isTyping
    if isTyping, reader.handle(event) { return }
    if let action = keyTable.action(for: key, among: reader.actions, isTyping: isTyping) { return run(action) }
    if !isTyping, reader.handle(event) { return }
    if let action = keyTable.action(for: key, among: everywhere, isTyping: isTyping) { run(action) }
  }

  private func handle(_ key: Key, _ top: any Layer) {
    if key == .control("c") { return close(top) }
    if top.isTyping, top.handle(.key(key)) { return }
    if let action = keyTable.action(for: key, among: top.actions, isTyping: top.isTyping) { return run(action) }
    _ = top.handle(.key(key))
  }

  private func run(_ action: Action) {
    if let refusal = action.refusal { toast = Toast(.warning, refusal) } else { action.perform() }
  }

  private func showHelp() {
    show(
      HelpLayer(
        shell: self, title: title,
        introduction: "A reader of JSON and other text, of any size, which may still be arriving.",
        here: reader.actions, movement: reader.movement, everywhere: everywhere, keys: keyTable, isTyping: false))
  }

  /// What the screen shows, for the terminal's own selection.
  private func showPlain() {
    var canvas = Canvas(size: content.size)
    reader.draw(on: &canvas, focused: false)
    show(PlainTextLayer(shell: self, text: canvas.plainText))
  }

  private func showPalette() {
    let entries = (reader.actions + everywhere).map { action in
      let key = keyTable.shownKey(for: action.command, isTyping: false)
      return PaletteLayer.Entry(
        Widgets.Palette.Entry(
          id: action.command.id.rawValue, title: action.command.title, keyHint: key.map(KeyLabel.text(for:)) ?? "",
          disabledReason: action.refusal)
      ) { [weak self] in self?.run(action) }
    }
    show(PaletteLayer(shell: self, entries: entries, placeholder: "What to do?"))
  }

  // MARK: Drawing

  private var size: Size { screen.size }
  private var content: Rect { Rect(column: 0, row: 0, columns: size.columns, rows: max(1, size.rows - 2)) }

  private func drawFrame() {
    needsFrame = false
    guard !hasEnded else { return }
    var canvas = Canvas(size: size)
    for overlay in overlays { overlay.layout(in: content.size) }
    canvas.within(content) { area in
      reader.draw(on: &area, focused: overlays.isEmpty)
      for overlay in overlays {
        area.hideCaret()
        overlay.draw(on: &area)
      }
    }
    canvas.within(Rect(column: 0, row: content.endRow, columns: size.columns, rows: 1)) { drawStatus(on: &$0) }
    canvas.within(Rect(column: 0, row: content.endRow + 1, columns: size.columns, rows: 1)) {
      var bar = hintBar
      bar.layout(in: $0.size)
      bar.draw(on: &$0, focused: false)
    }
    screen.present(canvas)
    onFrame?()
    scheduleTick()
  }

  private func drawStatus(on canvas: inout Canvas) {
    var status = overlays.last?.status ?? reader.status
    if let toast {
      status = StatusLine(text: "\(toast.kind.sign) \(toast.text)", role: toast.kind.role)
    } else if let text = reader.waiting?.text(at: .now), !text.isEmpty {
      status = StatusLine(text: text, role: .info, trailing: "Esc stops it")
    } else if overlays.isEmpty {
      status.text = "\(title)  \(status.text)"
    }
    let width = SafeText.width(of: status.trailing)
    canvas.put(
      status.text, at: Point(column: 1, row: 0), role: status.role, columns: max(0, canvas.size.columns - width - 3))
    canvas.put(
      status.trailing, at: Point(column: max(0, canvas.size.columns - width - 1), row: 0), role: status.trailingRole)
  }

  private var hintBar: HintBar {
    let isTyping = overlays.last?.isTyping ?? reader.isTyping
    let actions = overlays.last?.actions ?? reader.actions + everywhere
    return HintBar(
      actions.filter { $0.command.hint != nil && $0.isAvailable }.compactMap { action in
        guard let key = keyTable.shownKey(for: action.command, isTyping: isTyping), let word = action.command.hint
        else { return nil }
        return Hint(id: action.command.id.rawValue, key: key, text: word, priority: action.command.hintPriority)
      })
  }

  /// While a filter runs, frames follow the spinner; otherwise nothing ticks.
  private func scheduleTick() {
    guard ticker == nil, reader.waiting != nil else { return }
    ticker = Task { [weak self] in
      try? await Task.sleep(for: Waiting.frameLength)
      guard let self, !Task.isCancelled else { return }
      ticker = nil
      drawFrame()
    }
  }
}

extension Pager: LayerHost {
  func edit(_ text: String, fileExtension: String) async -> EditorResult {
    defer { setNeedsFrame() }
    return await screen.edit(text, fileExtension: fileExtension)
  }

  func setNeedsFrame() {
    guard !needsFrame else { return }
    needsFrame = true
    Task { [weak self] in self?.drawIfNeeded() }
  }

  private func drawIfNeeded() {
    if needsFrame { drawFrame() }
  }

  func show(_ layer: any Layer) {
    overlays.append(layer)
    setNeedsFrame()
  }

  func close(_ layer: any Layer) {
    overlays.removeAll { $0 === layer }
    setNeedsFrame()
  }

  func tell(_ toast: Toast) {
    self.toast = toast
    setNeedsFrame()
  }

  func copy(_ offer: CopyOffer) {
    switch offer.isTooLong ? .tooLong(limit: CopyOffer.limit) : screen.copy(offer.text) {
    case .sentToTerminal, .sentToTmux: tell(Toast(.success, "Copied the \(offer.title)."))
    case .tooLong(let limit):
      tell(Toast(.warning, "Too long for the clipboard: terminals take \(limit.byteCount). S saves it to a file."))
    case .failed(let reason): tell(Toast(.failure, reason))
    }
  }
}

/// The keys that only the pager has.
enum PagerKeys {
  static let quit = Command("pager.quit", "Quit", hint: "Quit", priority: 190, keys: Key("q"), .control("q"))
}
