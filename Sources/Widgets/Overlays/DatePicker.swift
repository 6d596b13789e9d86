import Terminal

/// A month to choose a day from, with the time of day below it, in UTC.
///
/// Arrows move by days and weeks, Page keys by months, `<` and `>` by years, `t` goes to today; Tab changes to the time.
public struct DatePicker: Widget {
  public enum Outcome: Hashable, Sendable {
    /// The chosen time as ISO 8601.
    case chose(String)
    case cancelled
    case handled
    case ignored
  }

  enum Part: Int, Sendable { case day, hour, minute, second }

  public static let wantedSize = Size(columns: 28, rows: 13)
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
  private static let weekRow = 1
  private static let timeRow = 9

  public private(set) var time: CivilTime
  private let now: CivilTime
  private var part = Part.day
  /// A first digit was typed and waits for the second.
  private var isHalfTyped = false

  /// - Parameters:
  ///   - seconds: what is chosen at first, in Unix seconds.
  ///   - now: Unix seconds of now, for the mark on today.
  public init(seconds: Int, now: Int) {
    time = CivilTime(seconds: seconds)
    self.now = CivilTime(seconds: now)
  }

  public mutating func layout(in size: Size) {}

  public mutating func handle(_ event: Event) -> Outcome {
    if let turn = event.wheel {
      time.add(months: turn)
      return .handled
    }
    if let place = event.click { return click(at: place) }
    guard case .key(let key) = event else { return .ignored }
    switch key {
    case .enter: return .chose(time.text)
    case .escape: return .cancelled
    case .tab: part = Part(rawValue: (part.rawValue + 1) % 4) ?? .day
    case .backTab: part = Part(rawValue: (part.rawValue + 3) % 4) ?? .day
    case .pageUp: time.add(months: -1)
    case .pageDown: time.add(months: 1)
    case Key("<"): time.add(months: -12)
    case Key(">"): time.add(months: 12)
    case Key("t"): time = now
    default: return part == .day ? moveDay(key) : changeTime(key)
    }
    isHalfTyped = false
    return .handled
  }

  private mutating func moveDay(_ key: Key) -> Outcome {
    switch key {
    case .left, Key("h"): time.add(days: -1)
    case .right, Key("l"): time.add(days: 1)
    case .up, Key("k"): time.add(days: -7)
    case .down, Key("j"): time.add(days: 7)
    case .home: time.set(day: 1)
    case .end: time.set(day: time.daysInMonth)
    default: return .ignored
    }
    return .handled
  }

  private mutating func changeTime(_ key: Key) -> Outcome {
    let limit = part == .hour ? 24 : 60
    switch key {
    case .up, Key("+"): set((value + 1) % limit)
    case .down, Key("-"): set((value + limit - 1) % limit)
    case .left: part = Part(rawValue: part.rawValue - 1) ?? .day
    case .right: part = Part(rawValue: min(3, part.rawValue + 1)) ?? .second
    default:
      guard let digit = key.typed?.wholeNumberValue, digit < 10 else { return .ignored }
      let joined = value * 10 + digit
      set(isHalfTyped && joined < limit ? joined : digit)
      isHalfTyped.toggle()
      if !isHalfTyped, part != .second { part = Part(rawValue: part.rawValue + 1) ?? .second }
      return .handled
    }
    isHalfTyped = false
    return .handled
  }

  private var value: Int {
    switch part {
    case .day: 0
    case .hour: time.hour
    case .minute: time.minute
    case .second: time.second
    }
  }

  private mutating func set(_ value: Int) {
    switch part {
    case .day: break
    case .hour: time.hour = value
    case .minute: time.minute = value
    case .second: time.second = value
    }
  }

  private mutating func click(at place: Point) -> Outcome {
    let week = place.row - 1 - Self.weekRow - 1
    let column = (place.column - 3) / 3
    guard week >= 0, week < 6, place.column >= 3, column < 7 else { return .handled }
    let day = week * 7 + column - time.firstWeekday + 1
    guard day >= 1, day <= time.daysInMonth else { return .handled }
    if part == .day, day == time.day { return .chose(time.text) }
    part = .day
    time.set(day: day)
    return .handled
  }

  public func draw(on canvas: inout Canvas, focused: Bool) {
    canvas.frame(canvas.bounds, title: "\(Self.months[time.month - 1]) \(time.year)")
    canvas.within(canvas.bounds.inset(columns: 2, rows: 1)) { area in
      area.put("Mo Tu We Th Fr Sa Su", at: Point(column: 1, row: Self.weekRow), role: .muted)
      for day in 1...time.daysInMonth {
        let cell = time.firstWeekday + day - 1
        draw(day, at: Point(column: 1 + cell % 7 * 3, row: Self.weekRow + 1 + cell / 7), focused: focused, on: &area)
      }
      drawTime(on: &area, focused: focused)
      area.put("t today  Tab time  Enter", at: Point(column: 0, row: Self.timeRow + 1), role: .muted)
    }
  }

  private func draw(_ day: Int, at place: Point, focused: Bool, on area: inout Canvas) {
    let isToday = day == now.day && time.month == now.month && time.year == now.year
    let text = day < 10 ? " \(day)" : "\(day)"
    area.put(text, at: place, role: isToday ? .accent : .dialog)
    guard day == time.day else { return }
    area.overlay(
      part == .day ? .selection : .selectionInactive,
      on: Rect(column: place.column, row: place.row, columns: 2, rows: 1))
    if focused, part == .day { area.showCaret(at: Point(column: place.column + 1, row: place.row)) }
  }

  private func drawTime(on area: inout Canvas, focused: Bool) {
    let row = Self.timeRow
    area.put(time.dateText, at: Point(column: 0, row: row), role: .dialog)
    area.put(time.timeText + " UTC", at: Point(column: 12, row: row), role: .dialog)
    guard part != .day else { return }
    let column = 12 + (part.rawValue - 1) * 3
    area.overlay(.selection, on: Rect(column: column, row: row, columns: 2, rows: 1))
    if focused { area.showCaret(at: Point(column: column + 1, row: row)) }
  }
}
