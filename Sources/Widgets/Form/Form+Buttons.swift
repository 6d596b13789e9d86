/// The row of buttons at the form's end.
extension Form {
  enum ButtonID {
    static let submit = "\u{0}submit"
    static let clear = "\u{0}clear"
  }

  var buttons: [Button] {
    [Button(id: ButtonID.submit, title: submitTitle)] + extraButtons
      + (offersClear ? [Button(id: ButtonID.clear, title: cleared == nil ? "Clear" : "Bring back")] : [])
  }

  /// Where each button stands, counted from the first one's start.
  func buttonRanges() -> [Range<Int>] {
    var start = 0
    return buttons.map { button in
      let width = button.title.count + 4
      defer { start += width + 3 }
      return start..<start + width
    }
  }
}
