import CustomerIO
import Foundation
import Service
import Terminal
import Widgets

/// What came beside a body: headers, status, how long each part took.
struct AnswerFacts: Sendable {
  var request: String
  var status: Int?
  var headers: [NameValue] = []
  var timing = Timing()
  var attempts: [Attempt] = []
  var duration: Duration?
  /// As curl would send it.
  var curl: String?

  init(request: String) { self.request = request }

  init(_ exchange: Exchange) {
    request = "\(exchange.request.method.name) \(exchange.request.url)"
    status = exchange.status
    headers = exchange.headers
    timing = exchange.timing
    attempts = exchange.attempts
    duration = exchange.duration
    curl = exchange.request.curl
  }

  func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }

  /// `200 · 212 ms`
  var summary: String {
    [status.map(String.init) ?? "…", duration?.shortText].compactMap { $0 }.joined(separator: " · ")
  }

  var role: Role {
    switch status ?? 0 {
    case 200..<300: .success
    case 300..<400: .info
    case 0: .muted
    default: .danger
    }
  }

  func tabs(bodySize: Int, isComplete: Bool) -> [Tabs.Tab] {
    [
      Tabs.Tab(id: "body", title: "Body", count: bodySize.byteCount + (isComplete ? "" : "…")),
      Tabs.Tab(id: "headers", title: "Headers", count: "\(headers.count)"),
      Tabs.Tab(id: "status", title: "Status", count: status.map(String.init) ?? ""),
      Tabs.Tab(id: "timing", title: "Timing", count: duration?.shortText ?? ""),
    ]
  }

  func lines(of tab: Int, _ clock: Clock) -> [[StyledLines.Piece]] {
    switch tab {
    case 1: headers.map { Self.line($0.name, $0.value, width: min(32, (headers.map(\.name.count).max() ?? 0) + 2)) }
    case 2: statusLines
    case 3: timingLines(clock)
    default: []
    }
  }

  private static func line(_ name: String, _ value: String, width: Int = 20, role: Role = .text) -> [StyledLines.Piece]
  {
    let gap = String(repeating: " ", count: max(1, width - name.count))
    return [.init(text: name + gap, role: .label), .init(text: value, role: role)]
  }

  private var statusLines: [[StyledLines.Piece]] {
    var lines = [
      Self.line("Request", request), Self.line("Status code", status.map(String.init) ?? "no answer", role: role),
    ]
    lines.append(Self.line("Attempts", "\(max(1, attempts.count))"))
    return lines
  }

  private func timingLines(_ clock: Clock) -> [[StyledLines.Piece]] {
    var lines = [
      Self.line("Connect", timing.connect?.shortText ?? "an open connection was used again"),
      Self.line("First byte", timing.firstByte?.shortText ?? "–"),
      Self.line("Whole answer", timing.total?.shortText ?? "–"),
      Self.line("With all tries", duration?.shortText ?? "–"),
    ]
    for attempt in attempts where attempts.count > 1 {
      let end = attempt.status.map(String.init) ?? attempt.failure ?? "no answer"
      let wait = attempt.waitAfter.map { ", then waited \($0.shortText)" } ?? ""
      lines.append(Self.line("Try \(attempt.number)", "\(clock.exact(attempt.startedAt))  \(end)\(wait)"))
    }
    return lines
  }

  var copies: [CopyOffer] {
    var offers = [
      CopyOffer(title: "headers", text: headers.map { "\($0.name): \($0.value)\n" }.joined()),
      CopyOffer(title: "request", text: request),
    ]
    if let curl { offers.append(CopyOffer(title: "curl", text: curl)) }
    return offers
  }
}
