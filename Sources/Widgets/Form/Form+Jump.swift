import Terminal

/// Where the caret can be put at once: every field, the line that unfolds, and the buttons.
extension Form {
  public struct Place: Hashable, Sendable {
    let focus: Focus
    /// In the form's area; its first row is where the caret will be.
    public let area: Rect
    public let title: String
  }

  /// The places that are in view, from the top.
  public var places: [Place] {
    let layout = FormLayout(self, in: size)
    let top = visibleScroll(layout, in: size)
    var places: [Place] = []
    for item in layout.items where item.row + item.height > top && item.row < top + size.rows {
      let row = max(0, item.row - top)
      switch item.part {
      case .field(let index) where fields[index].isFocusable:
        places.append(
          Place(
            focus: .field(index),
            area: Rect(column: layout.fieldColumn, row: row, columns: layout.fieldColumns, rows: item.height),
            title: fields[index].spec.label))
      case .field: break
      case .disclosure:
        places.append(
          Place(focus: .disclosure, area: Rect(column: 4, row: row, columns: 20, rows: 1), title: "Advanced settings"))
      case .buttons:
        for (index, range) in buttonRanges().enumerated() {
          places.append(
            Place(
              focus: .button(index),
              area: Rect(column: layout.fieldColumn + range.lowerBound + 2, row: row, columns: range.count, rows: 1),
              title: buttons[index].title))
        }
      }
    }
    return places
  }

  /// Puts the caret there, as if it had come by Tab. A button is not pressed by it.
  @discardableResult
  public mutating func jump(to place: Place) -> Outcome { moveFocus(to: place.focus) }
}
