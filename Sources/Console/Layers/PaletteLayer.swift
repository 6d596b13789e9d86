import Terminal
import Widgets

/// Something to choose from, found by a few letters: commands and places, connections, texts to copy, themes.
@MainActor final class PaletteLayer: Layer {
  struct Entry {
    var shown: Widgets.Palette.Entry
    var perform: @MainActor () -> Void

    init(_ shown: Widgets.Palette.Entry, perform: @escaping @MainActor () -> Void) {
      self.shown = shown
      self.perform = perform
    }
  }

  private let shell: any LayerHost
  private let standing: [Entry]
  private var entries: [Entry]
  private var palette: Widgets.Palette
  /// Told the entry at hand as it changes, for what can be previewed; nil when nothing was chosen.
  var onSelect: ((String?) -> Void)?
  /// An entry that what was typed makes by itself, such as a place that is in no list.
  var onType: ((String) -> Entry?)?
  /// What the entries are, for the status line.
  var note = ""

  init(shell: any LayerHost, entries: [Entry], placeholder: String) {
    self.shell = shell
    (standing, self.entries) = (entries, entries)
    palette = Widgets.Palette(entries: entries.map(\.shown), placeholder: placeholder)
  }

  var isTyping: Bool { true }
  var status: StatusLine? { StatusLine(text: note) }

  var actions: [Action] {
    [
      Action(PaletteKeys.choose) { [weak self] in self?.take(.key(.enter)) },
      Action(PaletteKeys.close) { [weak self] in self?.take(.key(.escape)) },
    ]
  }

  func layout(in size: Size) { palette.layout(in: size) }
  func draw(on canvas: inout Canvas) { palette.draw(on: &canvas, focused: true) }

  func handle(_ event: Event) -> Bool { take(event) }

  @discardableResult
  private func take(_ event: Event) -> Bool {
    let before = palette.selected?.id
    let outcome = palette.handle(event)
    switch outcome {
    case .chose(let id):
      onSelect = nil
      shell.close(self)
      entries.first { $0.shown.id == id }?.perform()
    case .refused(let reason): shell.tell(Toast(.warning, reason))
    case .cancelled:
      onSelect?(nil)
      shell.close(self)
    case .changed, .handled, .ignored:
      if case .changed(let text) = outcome, let onType {
        entries = standing + [onType(text)].compactMap { $0 }
        palette.setEntries(entries.map(\.shown))
      }
      if palette.selected?.id != before { onSelect?(palette.selected?.id) }
    }
    return outcome != .ignored
  }
}

extension PaletteLayer {
  /// What can be copied, and all of it plain.
  static func copyMenu(of offers: [CopyOffer], host: any LayerHost) -> PaletteLayer {
    var entries = offers.enumerated().map { index, offer in
      Entry(Widgets.Palette.Entry(id: "\(index)", title: offer.title, detail: offer.firstLine)) { [weak host] in
        host?.copy(offer)
      }
    }
    entries.append(
      Entry(Widgets.Palette.Entry(id: "plain", title: "Show them plain", detail: "for the terminal's own selection")) {
        [weak host] in
        guard let host else { return }
        let texts = offers.map { offer in
          let text = (offer.byteCount ?? 0) > 1 << 20 ? "(\((offer.byteCount ?? 0).byteCount))" : offer.text
          return offers.count > 1 ? "\(offer.title)\n\(text)\n" : text
        }
        host.show(PlainTextLayer(shell: host, text: texts.joined(separator: "\n")))
      })
    let layer = PaletteLayer(shell: host, entries: entries, placeholder: "Copy what?")
    layer.note = "Copied texts are the originals, whatever the screen shows in their place."
    return layer
  }
}

/// The keys of a palette that stand in the hint bar.
enum PaletteKeys {
  static let choose = Command("palette.choose", "Choose", hint: "Choose", keys: .enter)
  static let close = Command("palette.close", "Close", hint: "Close", keys: .escape)
}
