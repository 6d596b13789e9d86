import Foundation
import Service
import Terminal
import Widgets

/// A list about a person that is read page by page.
struct PersonLog<Row: Sendable>: Sendable {
  var rows: [Row]
  /// The token for what comes next; nil at the end.
  var next: String?
  var asOf: Date
}

/// What is read, and when: the person at once, the rest when its tab is looked at.
extension PersonScreen {
  func load() {
    guard shell.session.isOpen, shell.session.connection != nil else { return }
    work.start("load", "Reading \(page?.summary.title ?? reference)") { [weak self] in
      guard let self else { return }
      changesKnown = shell.session.changeCount
      do throws(ServiceError) {
        let people = try await shell.session.openWorkspace().people
        let read = try await people.person(personReference)
        guard !Task.isCancelled else { return }
        before = page.map { page in
          Dictionary(page.attributes.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        }
        (page, failure) = (read, nil)
        (segments, activities, messages) = (nil, nil, nil)
        refreshRows()
        shell.setNeedsFrame()
        // Their count stands in the header.
        let found = try await people.segments(of: personReference)
        guard !Task.isCancelled else { return }
        segments = PersonLog(rows: found, next: nil, asOf: shell.session.clock.now)
        refreshRows()
        loadTab()
      } catch {
        guard !Task.isCancelled else { return }
        if error.apiError?.kind == .notFound { page = nil }
        failure = error
      }
    }
  }

  /// Reads what the tab shows, where it was not read yet.
  func loadTab() {
    guard page != nil else { return }
    switch tab {
    case .activity where activities == nil: loadMore()
    case .messages where messages == nil: loadMore()
    case .segments where segments?.rows.contains { $0.type == nil } == true: describeSegments()
    default: break
    }
  }

  /// A person's segments come without their kind and description: the workspace's list has them.
  private func describeSegments() {
    work.start("kinds") { [weak self] in
      guard let self, let rows = segments?.rows,
        let described = try? await shell.session.openWorkspace().segments.described(rows), !Task.isCancelled
      else { return }
      segments?.rows = described
      refreshRows()
    }
  }

  var hasMore: Bool {
    switch tab {
    case .activity: activities?.next != nil
    case .messages: messages?.next != nil
    case .attributes, .segments, .devices: false
    }
  }

  /// The next page of the tab's list.
  func loadMore() {
    let tab = tab
    work.start("log", tab == .messages ? "Reading the messages" : "Reading the activity") { [weak self] in
      guard let self else { return }
      do throws(ServiceError) {
        let people = try await shell.session.openWorkspace().people
        if tab == .messages {
          let page = try await people.messages(of: personReference, start: messages?.next)
          guard !Task.isCancelled else { return }
          messages = PersonLog(
            rows: (messages?.rows ?? []) + page.items, next: page.next, asOf: shell.session.clock.now)
        } else {
          let page = try await people.activities(of: personReference, start: activities?.next)
          guard !Task.isCancelled else { return }
          activities = PersonLog(
            rows: (activities?.rows ?? []) + page.items, next: page.next, asOf: shell.session.clock.now)
        }
        failure = nil
      } catch {
        guard !Task.isCancelled else { return }
        failure = error
      }
      refreshRows()
    }
  }

  func refreshRows() {
    for tab in PersonTab.allCases { tables[tab]?.setRows(PersonView.rows(of: tab, in: self)) }
    tabs.tabs = PersonTab.allCases.map { Tabs.Tab(id: $0.rawValue, title: $0.title, count: count(of: $0)) }
  }

  private func count(of tab: PersonTab) -> String {
    func text(_ count: Int?, isCut: Bool = false) -> String { count.map { "\($0)\(isCut ? "+" : "")" } ?? "" }
    switch tab {
    case .attributes: return text(page?.attributes.count)
    case .segments: return text(segments?.rows.count)
    case .activity: return text(activities?.rows.count, isCut: activities?.next != nil)
    case .messages: return text(messages?.rows.count, isCut: messages?.next != nil)
    case .devices: return text(page?.devices.count)
    }
  }

  var status: StatusLine? {
    if let failure, page != nil { return StatusLine(text: "✗ " + failure.text, role: .danger) }
    if !table.filter.isEmpty { return StatusLine(text: "Filter: " + table.filterSummary) }
    guard let page else { return nil }
    let clock = shell.session.clock
    func logLine(_ asOf: Date, _ isCut: Bool) -> StatusLine {
      StatusLine(text: "Newest first, as of \(clock.time(asOf)).", trailing: isCut ? "m reads more" : "")
    }
    switch tab {
    case .attributes: return attributeStatus(page)
    case .devices: return StatusLine(text: "As of \(clock.time(page.asOf)).")
    case .segments: return segments.map { StatusLine(text: "As of \(clock.time($0.asOf)).") }
    case .activity: return activities.map { logLine($0.asOf, $0.next != nil) }
    case .messages: return messages.map { logLine($0.asOf, $0.next != nil) }
    }
  }

  private func attributeStatus(_ page: PersonPage) -> StatusLine {
    var text = "As of \(shell.session.clock.time(page.asOf))."
    if let before {
      let changed = PersonView.changes(in: page, since: before)
      text += changed == 0 ? " Nothing changed since the last reading." : " \(changed) changed since the last reading."
    }
    return StatusLine(text: text, trailing: "type?: a guess")
  }

  var copies: [CopyOffer] {
    var offers: [CopyOffer] = []
    if let row = table.selectedRow {
      offers.append(CopyOffer(title: "value", text: selectedText))
      offers.append(CopyOffer(title: "row", text: row.cells.map(\.text).joined(separator: "\t")))
    }
    if let page {
      offers += page.summary.copies
      offers.append(CopyOffer(title: "JSON") { page.raw.prettyText() })
    }
    return offers + [
      CopyOffer(title: "command", text: "cio-console customer show \(ShellText.quoted(reference))"),
      CopyOffer(title: "route", text: route.text),
    ]
  }
}
