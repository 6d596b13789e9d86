import JSONText
import Terminal
import Widgets

/// What is selected, in the person's own editor: to look at it there. What is read stays as it came.
extension Reader {
  /// What an editor is given at most, in bytes.
  private static let editorLimit = 256 << 20

  var editorAction: Action {
    Action(ReaderKeys.editor, unless: shown.byteCount == 0 ? "There is nothing to open here." : nil) { [weak self] in
      self?.openEditor()
    }
  }

  private func openEditor() {
    guard let host, let offer = edited else { return }
    guard (offer.byteCount ?? 0) <= Self.editorLimit else {
      host.tell(Toast(.warning, "Too long for an editor: S saves it to a file."))
      return
    }
    let isJSON = offer.title != "value" && form == .json
    Task {
      let text = await Self.text(of: offer)
      switch await host.edit(text, fileExtension: isJSON ? "json" : "txt") {
      case .unchanged: break
      case .saved: host.tell(Toast(.info, "What was read stays as it came. S saves it to a file of your own."))
      case .failed(let reason): host.tell(Toast(.failure, reason))
      }
    }
  }

  /// The value at hand: a text as it is meant, anything else as received; of tables the row, of bytes the whole.
  private var edited: CopyOffer? {
    let offers = copies
    switch mode {
    case .tree: return offers.first
    case .table: return offers.first { $0.title == "row as JSON" }
    case .text, .hexadecimal: return offers.last
    }
  }

  @concurrent private static func text(of offer: CopyOffer) async -> String { offer.text }
}
