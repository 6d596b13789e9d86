import JSONText
import Service
import Store
import Terminal
import Widgets

/// A comparison as lines in roles, as many as anyone reads.
struct CompareText: Sendable {
  typealias Line = [StyledLines.Piece]

  /// Differences that are shown of each body; more are counted no further.
  static let limit = 2_000

  private(set) var lines: [Line] = []
  private(set) var count = 0
  private(set) var isCut = false

  /// In words for the status line.
  var summary: String {
    if count == 0 { return "The two are the same." }
    return (isCut ? "More than " : "") + Quantity.text(count, "difference", "differences") + ", the newer on the right."
  }

  /// As plain text, for copying.
  var text: String { lines.map { $0.map(\.text).joined() }.joined(separator: "\n") }

  /// Takes the differences one after another, off the main actor.
  static func make(_ comparison: ExchangeComparison) async -> CompareText {
    var text = CompareText()
    for note in comparison.notes { text.lines.append([.init(text: "! " + note, role: .warning)]) }
    text.add("Request and status", comparison.properties)
    text.add("Body sent", comparison.requestBody)
    // The time of an answer always differs, and says nothing.
    text.add("Headers of the answer", comparison.headers.filter { $0.name != "date" })
    text.add("Body of the answer", comparison.responseBody)
    if text.count == 0 {
      text.lines.append([.init(text: "Nothing differs, but the time.", role: .muted)])
    }
    return text
  }

  @MainActor static func heads(_ old: ExchangeSummary, _ new: ExchangeSummary, _ clock: Clock) -> [Line] {
    [("- older", old, Role.danger), ("+ newer", new, Role.success)].map { sign, summary, role in
      [
        .init(text: sign + "  ", role: role),
        .init(text: "\(summary.method) \(summary.target)", role: .text),
        .init(
          text: "  \(summary.statusText) · \(clock.relative(summary.time)), \(clock.time(summary.time))", role: .muted),
      ]
    } + [[]]
  }

  private mutating func add(_ title: String, _ differences: [ExchangeComparison.Difference]) {
    guard !differences.isEmpty else { return }
    begin(title)
    for difference in differences {
      count += 1
      switch (difference.old, difference.new) {
      case (let old?, let new?): changed(difference.name, old, new)
      case (let old?, nil): put("-", difference.name, old, .danger)
      case (nil, let new): put("+", difference.name, new ?? "", .success)
      }
    }
  }

  private mutating func add(_ title: String, _ body: ExchangeComparison.Body) {
    switch body {
    case .same: return
    case .json(let changes):
      begin(title)
      for (index, change) in changes.enumerated() {
        if index == Self.limit {
          isCut = true
          lines.append([.init(text: "… and more, which are not shown.", role: .muted)])
          break
        }
        count += 1
        add(change)
      }
    case .text(let comparison):
      begin(title)
      for change in comparison.changes.prefix(Self.limit) {
        count += 1
        let isAdded = change.kind == .added
        put(isAdded ? "+" : "-", "line \(change.line)", change.text, isAdded ? .success : .danger)
      }
      isCut = isCut || comparison.changes.count > Self.limit
    case .binary(let old, let new):
      begin(title)
      count += 1
      changed("bytes", "\(old)", "\(new)")
    }
  }

  private mutating func add(_ change: JSONChange) {
    let path = "\(change.path)"
    switch change.kind {
    case .added: put("+", path, Self.shown(change.new), .success)
    case .removed: put("-", path, Self.shown(change.old), .danger)
    case .changed: changed(path, Self.shown(change.old), Self.shown(change.new))
    case .reordered: put("↕", path, "in another order", .info)
    }
  }

  private mutating func begin(_ title: String) {
    if !lines.isEmpty { lines.append([]) }
    lines.append([.init(text: title, role: .columnTitle)])
  }

  private mutating func put(_ sign: String, _ name: String, _ value: String, _ role: Role) {
    lines.append([
      .init(text: sign + " ", role: role), .init(text: name + "  ", role: .label), .init(text: value, role: role),
    ])
  }

  private mutating func changed(_ name: String, _ old: String, _ new: String) {
    lines.append([
      .init(text: "~ ", role: .warning), .init(text: name + "  ", role: .label), .init(text: old, role: .danger),
      .init(text: " → ", role: .muted), .init(text: new, role: .success),
    ])
  }

  private static func shown(_ value: JSONValue?) -> String {
    let text = value?.compactText ?? ""
    return text.count > 400 ? text.prefix(400) + "…" : text
  }
}
