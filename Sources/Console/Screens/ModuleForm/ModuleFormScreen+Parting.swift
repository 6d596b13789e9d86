import Service
import Terminal
import Widgets

/// Customer IDs that were pasted in one line: asked about under the field, parted with F2, never unasked.
extension ModuleFormScreen {
  /// What F2 does in the field at hand.
  var chooseTitle: String? { canPart ? "Part" : form.chooseTitle }

  private var canPart: Bool { packed != nil && form.focusedKey == FieldKey.customerIDs.rawValue }

  func choose() {
    if canPart { partLines() } else { take(.key(.function(2))) }
  }

  /// Puts the question under the field; there may be a hundred thousand lines, so they are read apart from here.
  func askAboutPackedLines(_ values: ModuleValues) async {
    guard definition[.customerIDs] != nil else { return }
    let found = await Self.packed(values)
    guard !Task.isCancelled else { return }
    packed = found
    form.setNote(found.map { "\($0.question) F2 parts them." }, for: FieldKey.customerIDs.rawValue)
  }

  private nonisolated static func packed(_ values: ModuleValues) async -> PackedLines? {
    PackedLines(values.lines(.customerIDs))
  }

  private func partLines() {
    guard let packed = PackedLines(values.lines(.customerIDs)) else { return }
    form.setValue(.list(packed.parts), for: FieldKey.customerIDs.rawValue)
    self.packed = nil
    form.setNote(nil, for: FieldKey.customerIDs.rawValue)
    changed(.customerIDs)
    shell.tell(
      Toast(.info, "Parted into \(Quantity.text(packed.parts.count, "ID", "IDs")). Alt-u brings the lines back."))
  }
}
