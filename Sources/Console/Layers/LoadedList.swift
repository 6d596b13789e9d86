import Foundation
import Service
import Terminal
import Widgets

/// A table of records that are read from somewhere, page by page: what was read and as of when, what failed, the filter,
/// and the keys of it all. A screen of such a list says what is read and how a row looks.
@MainActor final class LoadedList<Record: Sendable> {
  /// What one reading gives.
  struct Page {
    var records: [Record]
    /// Where the next page begins; nil at the end.
    var next: String?
  }

  typealias Read = @MainActor (_ start: String?) async throws(ServiceError) -> Page

  private(set) var records: [Record] = []
  private(set) var next: String?
  private(set) var asOf: Date?
  private(set) var failure: ServiceError?
  private(set) var table: Table
  private(set) var filter: ListFilter
  /// How many records of the last reading were not there at the one before; nil until it is read again.
  private(set) var newCount: Int?
  private let shell: any Shell
  private let work: Work
  private let title: String
  private let needsConnection: Bool
  private let row: @MainActor (Record) -> TableRow
  private let sortText: @MainActor (Record, TableColumn.ID) -> String?
  /// The records' indexes as they are shown: in the order of reading, or of a column.
  private var order: [Int] = []
  private let read: Read
  /// The rows' identifiers at the reading before.
  private var before: Set<String>?
  /// Pages that were read, so that as many are read anew.
  private var pageCount = 0
  /// The session's changes when it was read.
  private var changesKnown = 0
  private var size = Size(columns: 80, rows: 20)
  /// How long following waits between two readings.
  var followPause = Duration.seconds(5)
  /// What comes of opening a record.
  var onOpen: ((Record) -> Void)?

  /// - Parameters:
  ///   - title: what the person is told while it is read.
  ///   - needsConnection: whether there is nothing to read without one.
  ///   - sortText: what a record is put in order by in a column, where that is not the cell's text.
  init(
    shell: any Shell, work: Work, title: String, columns: [TableColumn], filter placeholder: String,
    needsConnection: Bool = true, row: @escaping @MainActor (Record) -> TableRow,
    sortText: @escaping @MainActor (Record, TableColumn.ID) -> String? = { _, _ in nil }, read: @escaping Read
  ) {
    (self.shell, self.work, self.title, self.needsConnection) = (shell, work, title, needsConnection)
    (self.row, self.sortText, self.read) = (row, sortText, read)
    table = Table(
      columns: columns.map { column in
        var column = column
        column.isSortable = true
        return column
      })
    filter = ListFilter(placeholder: placeholder)
  }

  var selected: Record? { table.selectedIndex.flatMap { order[safe: $0] }.flatMap { records[safe: $0] } }
  var isTyping: Bool { filter.isOpen }

  // MARK: Reading

  /// Pages that are read anew by themselves at most.
  private static var pageLimit: Int { 5 }

  /// Reads it for the first time, and again once this console has changed something: as far as it was read before, so
  /// that the selection stays.
  func loadWhereOld() {
    guard asOf == nil || changesKnown != shell.session.changeCount else { return }
    load(from: nil, pages: min(max(1, pageCount), Self.pageLimit))
  }

  func load() { load(from: nil) }

  func loadMore() { if let next { load(from: next) } }

  private func load(from start: String?, pages: Int = 1) {
    guard shell.session.isOpen, !needsConnection || shell.session.connection != nil else { return }
    work.start("load", title) { [weak self] in
      guard let self else { return }
      let changes = shell.session.changeCount
      do throws(ServiceError) {
        var page = try await read(start)
        var count = 1
        while count < pages, let next = page.next, !Task.isCancelled {
          let following = try await read(next)
          (page.records, page.next) = (page.records + following.records, following.next)
          count += 1
        }
        guard !Task.isCancelled else { return }
        take(page, from: start)
        pageCount = start == nil ? count : pageCount + 1
        if start == nil { changesKnown = changes }
      } catch {
        guard !Task.isCancelled else { return }
        failure = error
      }
      refresh()
    }
  }

  private func take(_ page: Page, from start: String?) {
    if start == nil {
      before = asOf == nil ? nil : Set(records.map { row($0).id })
      records = page.records
    } else {
      // What lies further back is not news.
      before?.formUnion(page.records.map { row($0).id })
      records += page.records
    }
    (next, asOf, failure) = (page.next, shell.session.clock.now, nil)
    newCount = before.map { before in records.count { !before.contains(row($0).id) } }
  }

  /// Forgets what was read, as where another connection is pinned.
  func reset() {
    (records, next, asOf, failure, before, newCount) = ([], nil, nil, nil, nil, nil)
    pageCount = 0
    refresh()
  }

  /// Draws the rows anew, as where times are shown in another zone. Those that came with the last reading have a sign.
  func refresh() {
    let rows = records.map { record in
      var row = row(record)
      if let before, !before.contains(row.id) { row.sign = "+" }
      return row
    }
    order = orderOfShowing(rows)
    table.setRows(order.map { rows[$0] })
  }

  /// Numbers count as numbers; what is empty stands at the end, whichever way the column is ordered.
  private func orderOfShowing(_ rows: [TableRow]) -> [Int] {
    guard let sorting = table.sorting, let column = table.columns.firstIndex(where: { $0.id == sorting.column }) else {
      return Array(rows.indices)
    }
    let keys = rows.indices.map { sortText(records[$0], sorting.column) ?? rows[$0].cells[safe: column]?.text ?? "" }
    return rows.indices.sorted { one, two in
      if keys[one].isEmpty != keys[two].isEmpty { return keys[two].isEmpty }
      let result = keys[one].compare(keys[two], options: [.caseInsensitive, .numeric])
      if result == .orderedSame { return one < two }
      return (result == .orderedAscending) == sorting.isAscending
    }
  }

  /// Shows it in the order of a column, or the other way round where it is that already; nil is the order of reading.
  func order(by column: TableColumn.ID?) {
    table.sorting = column.map { column in
      Table.Sorting(
        column: column, isAscending: table.sorting?.column == column ? table.sorting?.isAscending == false : true)
    }
    refresh()
  }

  private func chooseOrder() {
    var entries = table.columns.map { column in
      let isNow = table.sorting?.column == column.id
      let detail = isNow ? "the other way round" : ""
      return PaletteLayer.Entry(Palette.Entry(id: column.id, title: column.title, detail: detail)) { [weak self] in
        self?.order(by: column.id)
      }
    }
    if table.sorting != nil {
      entries.append(
        PaletteLayer.Entry(Palette.Entry(id: "\u{0}read", title: "As it was read")) { [weak self] in
          self?.order(by: nil)
        })
    }
    shell.show(PaletteLayer(shell: shell, entries: entries, placeholder: "In the order of which column?"))
  }

  /// What any such list does when the session changes.
  func sessionChanged(_ change: SessionChange) {
    switch change {
    case .opened: load()
    case .connection where needsConnection:
      reset()
      load()
    case .timeZone: refresh()
    case .connection, .connections, .journal, .settings: break
    }
  }

  // MARK: What can be done

  /// Finding, trying again, reading anew: behind what the screen itself offers.
  var actions: [Action] {
    [
      Action(.find) { [weak self] in self.map { $0.filter.open($0.table) } },
      Action(ListKeys.next, unless: nothingSought) { [weak self] in _ = self?.table.findNext() },
      Action(ListKeys.previous, unless: nothingSought) { [weak self] in _ = self?.table.findNext(forward: false) },
      Action(SegmentKeys.suspendFilter, unless: table.filter.isEmpty ? "There is no filter." : nil) { [weak self] in
        self?.table.toggleFilter()
      },
      Action(ListKeys.order, unless: records.isEmpty ? "There is nothing to put in order." : nil) { [weak self] in
        self?.chooseOrder()
      },
      Action(ListKeys.count, unless: records.isEmpty ? "There is nothing to count." : nil) { [weak self] in
        self?.showCounts()
      },
      Action(.retry, unless: failure == nil ? "Nothing has failed." : nil) { [weak self] in self?.load() },
      Action(.reload) { [weak self] in self?.load() },
    ]
  }

  private var nothingSought: String? { table.filter.isEmpty ? "Nothing was looked for yet: / begins." : nil }

  private func showCounts() {
    shell.show(PaletteLayer.counts(of: table, shell: shell) { [weak self] in self?.table.setFilter($0) })
  }

  /// Whether it is read on while it is shown.
  var isFollowing: Bool { work.isRunning("follow") }

  /// Reads the list anew every few seconds, until asked again or the screen is left.
  var followAction: Action {
    let command = ListKeys.follow
    let shown = Command(command.id, command.title, hint: isFollowing ? "Stop" : command.hint, keys: Key("f"))
    return Action(shown) { [weak self] in self?.toggleFollowing() }
  }

  private func toggleFollowing() {
    guard !isFollowing else {
      work.cancel("follow")
      return shell.tell(Toast(.info, "It is no longer followed."))
    }
    load()
    work.start("follow") { [weak self] in
      while let self {
        do { try await Task.sleep(for: followPause) } catch { return }
        await readQuietly()
      }
    }
    shell.tell(Toast(.info, "Followed: read anew every \(Int(followPause / .seconds(1))) s. f again stops."))
  }

  /// As ``load()``, with nobody waiting for it.
  private func readQuietly() async {
    do throws(ServiceError) {
      let page = try await read(nil)
      guard !Task.isCancelled else { return }
      take(page, from: nil)
    } catch {
      guard !Task.isCancelled else { return }
      failure = error
    }
    refresh()
    shell.setNeedsFrame()
  }

  var moreAction: Action {
    Action(PersonKeys.more, unless: next == nil ? "That is all there is." : nil) { [weak self] in self?.loadMore() }
  }

  /// What failed, or what is filtered, else what the screen says of what was read.
  func status(_ words: (Date) -> String) -> StatusLine? {
    if let failure, !records.isEmpty { return StatusLine(text: "✗ " + failure.text, role: .danger) }
    if !table.filter.isEmpty { return StatusLine(text: "Filter: " + table.filterSummary) }
    guard let asOf else { return nil }
    var text = (isFollowing ? "Following. " : "") + words(asOf)
    if let newCount { text += newCount == 0 ? " Nothing new." : " \(Quantity.grouped(newCount)) new (+)." }
    return StatusLine(text: text, trailing: next == nil ? "" : "m reads more")
  }

  // MARK: On the screen

  func layout(in size: Size) {
    self.size = size
    table.layout(in: Size(columns: size.columns, rows: max(0, size.rows - filter.rows)))
    filter.layout(in: size)
  }

  /// Draws it, or what stands in its place where there is nothing.
  func draw(on canvas: inout Canvas, empty: EmptyView.Text) {
    let rows = max(0, canvas.size.rows - filter.rows)
    canvas.within(Rect(column: 0, row: 0, columns: canvas.size.columns, rows: rows)) { area in
      if !records.isEmpty {
        table.draw(on: &area, focused: !filter.isOpen)
      } else if let failure {
        EmptyView.draw(EmptyView.Text(failure: failure), on: &area)
      } else if asOf != nil {
        EmptyView.draw(empty, on: &area)
      }
    }
    filter.draw(on: &canvas)
  }

  /// Takes an event in its own coordinates; false where it had no use for it.
  func handle(_ event: Event) -> Bool {
    if filter.isOpen { return filter.handle(event, filtering: &table) }
    switch table.handle(event) {
    case .opened:
      if let selected { onOpen?(selected) }
      return true
    case .sort(let column):
      order(by: column)
      return true
    case .ignored: return false
    default: return true
    }
  }
}

extension Size {
  /// What is left below so many rows.
  func below(_ rows: Int) -> Rect { Rect(column: 0, row: rows, columns: columns, rows: max(0, self.rows - rows)) }
}
