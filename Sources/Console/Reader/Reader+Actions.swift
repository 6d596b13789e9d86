import Terminal
import Widgets

/// The commands of the reader, as they are here and now.
extension Reader {
  var actions: [Action] {
    if let line { return lineActions(line) }
    let search = Action(
      mode == .table ? Command("find", "Filter the rows", hint: "Filter", keys: Key("/")) : .find
    ) { [weak self] in self?.openFind() }
    let filterAction = Action(ReaderKeys.filter) { [weak self] in self?.openFilter() }
    let path = Action(ReaderKeys.path) { [weak self] in self?.openPath() }
    if isEmbedded, mode == .tree { return [search, filterAction, path] + suspendAction + [editorAction] }
    return [search, filterAction] + suspendAction + [path] + viewActions + tableActions
      + [
        Action(ReaderKeys.save) { [weak self] in self?.openSave() },
        editorAction,
        Action(ReaderKeys.flaw, unless: flawOffset == nil ? "Nothing was found wrong with it." : nil) { [weak self] in
          self?.goToFlaw()
        },
      ]
  }

  private var suspendAction: [Action] {
    if let table, !table.filter.isEmpty {
      return [Action(ReaderKeys.suspend) { [weak self] in self?.table?.toggleFilter() }]
    }
    let command = Command(
      ReaderKeys.suspend.id, ReaderKeys.suspend.title, hint: filter.isSuspended ? "Filtered" : "Whole", priority: 110,
      keys: Key("s"))
    return [
      Action(command, unless: filter.text.isEmpty ? "Nothing is filtered." : nil) { [weak self] in
        self?.toggleFilter()
      }
    ]
  }

  private var viewActions: [Action] {
    [
      Action(mode == .table ? ReaderKeys.tree : ReaderKeys.table) { [weak self] in
        guard let self else { return }
        setMode(mode == .table ? .tree : .table)
      },
      Action(mode == .text ? ReaderKeys.formatted : ReaderKeys.raw) { [weak self] in
        guard let self else { return }
        leaveOrEnter(.text)
      },
      Action(ReaderKeys.hex) { [weak self] in self?.leaveOrEnter(.hexadecimal) },
    ]
  }

  private func leaveOrEnter(_ mode: Mode) {
    guard self.mode == mode else { return setMode(mode) }
    // What lies at the top of the view is selected in the tree.
    let top = bytes?.top ?? 0
    setMode(.tree)
    if top > 0 { tree.select(row: tree.lines.rowIndex(ofOffset: top)) }
  }

  private var tableActions: [Action] {
    guard let table else { return [] }
    return [
      Action(ReaderKeys.open) { [weak self] in self?.openRow(of: table) },
      Action(ReaderKeys.order) { table.orderBySelectedColumn() },
      Action(ReaderKeys.columns) { table.chooseColumns() },
      Action(ReaderKeys.hide) { table.hideSelectedColumn() },
      Action(ReaderKeys.count) { table.countSelectedColumn() },
      Action(ReaderKeys.same) { table.filterBySelectedCell() },
    ]
  }

  var movement: Movement {
    switch mode {
    case .tree: .tree
    case .table: .grid
    case .text, .hexadecimal: .bytes
    }
  }

  /// Where the strict check found the text to be wrong.
  var flawOffset: Int? {
    guard case .invalid(let error)? = verdict else { return nil }
    return error.offset
  }

  func goToFlaw() {
    guard let offset = flawOffset else { return }
    if shown !== document { show(document) }
    switch mode {
    case .text, .hexadecimal: bytes?.show(offset)
    case .table, .tree:
      if mode == .table { setMode(.tree) }
      if offset >= document.byteCount {
        tree.select(row: .max)
      } else {
        tree.select(row: tree.lines.rowIndex(ofOffset: offset))
      }
    }
    host?.setNeedsFrame()
  }
}
