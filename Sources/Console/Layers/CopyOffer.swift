/// Something that the copy menu can put on the clipboard. Its text is made when it is asked for, however long it is.
struct CopyOffer: Sendable {
  /// What it is: "value", "ID", "curl".
  var title: String
  /// Bytes that its text has, about, where making it only to find that out would cost something.
  var byteCount: Int?
  private let preview: String?
  private let make: @Sendable () -> String

  /// No terminal takes a text that is longer, in bytes; it is not even made.
  static let limit = 16 << 20

  init(title: String, text: String) {
    self.title = title
    preview = nil
    make = { text }
  }

  /// A text that is made when it is asked for: offers are gathered with every frame.
  ///
  /// - Parameter byteCount: of what it is made of. The menu shows nothing of a long text.
  init(title: String, byteCount: Int = 0, making text: @escaping @Sendable () -> String) {
    self.title = title
    self.byteCount = byteCount
    preview = byteCount > 1 << 16 ? "" : nil
    make = text
  }

  init(title: String, byteCount: Int, preview: String, text: @escaping @Sendable () -> String) {
    self.title = title
    self.byteCount = byteCount
    self.preview = preview
    make = text
  }

  /// The original text, never the one made harmless for the screen.
  var text: String { make() }

  var isTooLong: Bool { (byteCount ?? 0) > Self.limit }

  /// The beginning of its first line.
  var firstLine: String {
    let line = (preview ?? text).split(whereSeparator: \.isNewline).first ?? ""
    return String(line.prefix(200))
  }
}
