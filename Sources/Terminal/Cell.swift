/// One column of one row: what is drawn there and in which role.
public struct Cell: Hashable, Sendable {
  /// What the terminal prints: one base character with at most four marks. Empty in the second column of a wide one.
  public var glyph: String
  /// Columns taken: 1 or 2, and 0 for the second column of a wide character.
  public var width: UInt8
  public var role: Role
  /// A role laid over the cell, whose background and attributes win: a selected row, a search match.
  public var overlay: Role?

  public init(glyph: String = " ", width: UInt8 = 1, role: Role = .text, overlay: Role? = nil) {
    self.glyph = glyph
    self.width = width
    self.role = role
    self.overlay = overlay
  }
}
