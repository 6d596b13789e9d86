import JSONText
import Terminal
import Widgets

/// Reads one text of any size that may still be arriving: as a tree, a table, raw or in hexadecimal, searched, filtered with jq's
/// language, copied and saved. The one mechanism behind the answer screens, the outcome of a run and the pager.
///
/// Nothing that it does on the main actor grows with the text: searches, filters, orders and files are made beside it.
@MainActor final class Reader {
  enum Mode: Hashable, Sendable { case tree, table, text, hexadecimal }

  /// The text as received.
  let document: JSONDocument
  /// As the answer's headers have it.
  let mediaType: String?
  /// A reader in a pane leaves views and files to the one that fills a screen.
  var isEmbedded: Bool
  weak var host: (any LayerHost)?
  var clock: Clock { didSet { annotate() } }
  /// What a file is called that the text is saved into.
  var suggestedName = "answer.json"

  /// What filters are run over, where it is not the whole text: the body of a bundle.
  var filterDocument: JSONDocument?
  /// The text, or the results of a filter over it.
  var shown: JSONDocument
  var mode = Mode.tree
  var tree: JSONView
  /// The tree of the whole, while results are shown.
  var wholeTree: JSONView?
  var bytes: ByteView?
  var table: TablePane?
  var line: ReaderLine?
  var find = ReaderFind()
  var filter = ReaderFilter()
  /// What the text is by its looks, once some of it is there.
  var form: ContentForm?
  var verdict: JSONVerdict?
  /// What went wrong while it came.
  var problem: String?
  var size = Size(columns: 80, rows: 20)
  lazy var work = Work { [weak self] in self?.host?.setNeedsFrame() }

  init(
    document: JSONDocument, mediaType: String? = nil, isEmbedded: Bool = false, clock: Clock = Clock(),
    host: (any LayerHost)? = nil
  ) {
    self.document = document
    self.mediaType = mediaType
    self.isEmbedded = isEmbedded
    self.clock = clock
    self.host = host
    shown = document
    tree = JSONView(document: document)
    annotate()
    documentGrew()
  }

  /// Puts lines of the document in view, folded as they are.
  func show(_ lines: JSONLines) {
    tree = JSONView(lines: lines)
    annotate()
  }

  private func annotate() {
    tree.annotation = UnixTime.annotation(clock)
    wholeTree?.annotation = UnixTime.annotation(clock)
  }

  /// More bytes have come, or the last ones.
  func documentGrew(problem: String? = nil) {
    if let problem { self.problem = problem }
    if form == nil, document.byteCount > 0 || document.isComplete { recognise() }
    wholeTree?.refresh()
    if shown === document { shownGrew() }
    if document.isComplete {
      judge()
      if filter.wasPartial { runFilter(after: .zero) }
    }
    host?.setNeedsFrame()
  }

  /// What is shown has grown.
  func shownGrew() {
    tree.refresh()
    bytes?.refresh()
    table?.refresh()
    continueSearch()
  }

  /// Opens each kind of text as what it is.
  private func recognise() {
    // A few bytes tell nothing while more are to come.
    guard document.byteCount >= 64 || document.isComplete else { return }
    let form = ContentForm(of: document.snapshot.bytes(0..<ContentForm.sampleCount))
    self.form = form
    guard mode == .tree else { return }
    switch form {
    case .json, .empty: break
    case .html, .xml, .text: setMode(.text)
    case .binary: setMode(.hexadecimal)
    }
  }

  /// The strict check, once all is there.
  private func judge() {
    guard verdict == nil, form == .json || claimsJSON, !work.isRunning("verdict") else { return }
    let document = document
    work.start("verdict") { [weak self] in
      let verdict = await Self.verdict(of: document)
      guard !Task.isCancelled, let self else { return }
      self.verdict = verdict
      guard case .invalid(let error) = verdict else { return }
      if shown === document { tree.flaw = error.offset } else { wholeTree?.flaw = error.offset }
    }
  }

  @concurrent private static func verdict(of document: JSONDocument) async -> JSONVerdict {
    document.verdict(allowingSequence: true)
  }

  var claimsJSON: Bool { mediaType?.lowercased().contains("json") ?? false }

  /// Puts another document in view, and keeps the place in the whole for coming back.
  func show(_ new: JSONDocument) {
    guard new !== shown else { return shownGrew() }
    if shown === document { wholeTree = tree }
    shown = new
    if new === document, let wholeTree {
      tree = wholeTree
      self.wholeTree = nil
      tree.refresh()
    } else {
      tree = JSONView(document: new)
      tree.wraps = wholeTree?.wraps ?? false
      tree.annotation = UnixTime.annotation(clock)
    }
    tree.layout(in: viewArea.size)
    setMode(mode)
  }

  func setMode(_ new: Mode) {
    let selected = tree.selected.node
    mode = new
    (bytes, table) = (nil, nil)
    switch new {
    case .tree: break
    case .text, .hexadecimal:
      var view = ByteView(document: shown, form: new == .text ? .text : .hexadecimal)
      view.layout(in: viewArea.size)
      if let selected, tree.selectedRow > 0 { view.show(selected.offset) }
      if tree.isWaitingForEnd { _ = view.handle(.key(.end)) }
      bytes = view
    case .table:
      guard let pane = TablePane(shown, near: selected?.offset, work: work, host: host) else {
        mode = .tree
        host?.tell(Toast(.warning, "There is no array of objects here to make a table of."))
        break
      }
      pane.layout(in: viewArea.size)
      table = pane
    }
    work.cancel("search")
    startSearch(find.text, jumps: false)
    host?.setNeedsFrame()
  }

  // MARK: Waiting

  /// A filter that runs is what Esc ends.
  var waiting: Waiting? { filter.runningSince.map { Waiting(title: "Filtering", since: $0) } }

  func cancel() {
    guard filter.runningSince != nil else { return }
    work.cancel("filter")
    filter.runningSince = nil
    filter.error = JSONFilterFault(message: "Stopped.", position: nil)
    host?.setNeedsFrame()
  }

  /// Leaves nothing running.
  func close() { work.cancelAll() }

  // MARK: Events

  var isTyping: Bool { line != nil }

  func handle(_ event: Event) -> Bool {
    if line != nil { return handleLine(event) }
    guard let event = event.relative(to: viewArea) else { return false }
    if let table {
      return table.handle(event)
        ?? {
          openRow(of: table); return true
        }()
    }
    if bytes != nil { return bytes?.handle(event) != .ignored }
    return tree.handle(event) != .ignored
  }

  /// Shows the element that a row of the table stands for.
  func openRow(of table: TablePane) {
    guard let node = table.selectedElement else { return }
    setMode(.tree)
    tree.select(node)
  }
}
