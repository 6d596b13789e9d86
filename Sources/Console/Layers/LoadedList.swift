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
  private let read: Read
  /// The rows' identifiers at the reading before.
  private var before: Set<String>?
  private var size = Size(columns: 80, rows: 20)
  /// How long following waits between two readings.
  var followPause = Duration.seconds(5)
  /// What comes of opening a record.
  var onOpen: ((Record) -> Void)?

  /// - Parameters:
  ///   - title: what the person is told while it is read.
  ///   - needsConnection: whether there is nothing to read without one.
  init(
    shell: any Shell, work: Work, title: String, columns: [TableColumn], filter placeholder: String,
    needsConnection: Bool = true, row: @escaping @MainActor (Record) -> TableRow, read: @escaping Read
  ) {
    (self.shell, self.work, self.title, self.needsConnection) = (shell, work, title, needsConnection)
    (self.row, self.read) = (row, read)
    table = Table(columns: columns)
    filter = ListFilter(placeholder: placeholder)
  }

  var selected: Record? { table.selectedIndex.flatMap { records[safe: $0] } }
  var isTyping: Bool { filter.isOpen }

  // MARK: Reading

  /// Reads it for the first time.
  func loadOnce() { if asOf == nil { load() } }

  func load() { load(from: nil) }

  func loadMore() { if let next { load(from: next) } }

  private func load(from start: String?) {
    guard shell.session.isOpen, !needsConnection || shell.session.connection != nil else { return }
    work.start("load", title) { [weak self] in
      guard let self else { return }
      do throws(ServiceError) {
        let page = try await read(start)
        guard !Task.isCancelled else { return }
        take(page, from: start)
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
    refresh()
  }

  /// Draws the rows anew, as where times are shown in another zone. Those that came with the last reading have a sign.
  func refresh() {
    table.setRows(
      records.map { record in
        var row = row(record)
        if let before, !before.contains(row.id) { row.sign = "+" }
        return row
      })
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
      Action(SegmentKeys.suspendFilter, unless: table.filter.isEmpty ? "There is no filter." : nil) { [weak self] in
        self?.table.toggleFilter()
      },
      Action(ListKeys.count, unless: records.isEmpty ? "There is nothing to count." : nil) { [weak self] in
        self?.showCounts()
      },
      Action(.retry, unless: failure == nil ? "Nothing has failed." : nil) { [weak self] in self?.load() },
      Action(.reload) { [weak self] in self?.load() },
    ]
  }

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
    case .ignored: return false
    default: return true
    }
  }
}

extension Size {
  /// What is left below so many rows.
  func below(_ rows: Int) -> Rect { Rect(column: 0, row: rows, columns: columns, rows: max(0, self.rows - rows)) }
}
