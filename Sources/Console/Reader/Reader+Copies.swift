import JSONText

/// What can be copied: made when it is chosen, however large it is.
extension Reader {
  var copies: [CopyOffer] {
    if let table { return table.copies }
    guard mode == .tree else { return [whole] }
    var offers: [CopyOffer] = []
    let lines = tree.lines
    if let node = tree.selected.node {
      let range = lines.range(of: node)
      let isContainer = tree.selected.kind != .scalar || tree.selected.isFoldable
      offers.append(
        CopyOffer(title: isContainer ? "subtree" : "value", byteCount: range.count, preview: preview(range)) {
          lines.valueText(of: node)
        })
      offers.append(CopyOffer(title: "path", text: "\(lines.path(of: node))"))
      if let key = tree.selectedKey { offers.append(CopyOffer(title: "key", text: key)) }
      if !isContainer, lines.snapshot.bytes(range.prefix(1).lowerBound..<range.lowerBound + 1) == [0x22] {
        offers.append(
          CopyOffer(title: "value as received", byteCount: range.count, preview: preview(range)) {
            String(decoding: lines.rawText(of: node), as: UTF8.self)
          })
      }
    }
    return offers + [whole]
  }

  private var whole: CopyOffer {
    let snapshot = shown.snapshot
    let title = shown === document ? (mediaType == nil ? "whole text" : "whole answer") : "all results"
    return CopyOffer(title: title, byteCount: snapshot.byteCount, preview: preview(0..<snapshot.byteCount)) {
      String(decoding: snapshot.bytes(), as: UTF8.self)
    }
  }

  private func preview(_ range: Range<Int>) -> String {
    String(
      decoding: shown.snapshot.bytes(range.lowerBound..<min(range.upperBound, range.lowerBound + 200)), as: UTF8.self)
  }
}
