/// One column of one row: what is drawn there and in which role.
///
/// Flat, without references: a frame is copied and compared as plain memory.
public struct Cell: Hashable, Sendable {
  var content: Glyph
  private var roleID: UInt16
  private var overlayID: UInt16

  private static let noOverlay = UInt16.max

  /// What the terminal prints: one base character with at most four marks. Empty in the second column of a wide one.
  public var glyph: String { content.string }
  /// Columns taken: 1 or 2, and 0 for the second column of a wide character.
  public var width: UInt8 { UInt8(truncatingIfNeeded: content.width) }
  public var role: Role {
    get { Role(id: roleID) }
    set { roleID = newValue.id }
  }
  /// A role laid over the cell, whose background and attributes win: a selected row, a search match.
  public var overlay: Role? {
    get { overlayID == Self.noOverlay ? nil : Role(id: overlayID) }
    set { overlayID = newValue?.id ?? Self.noOverlay }
  }

  @inline(__always)
  init(_ content: Glyph, role: Role, overlay: Role? = nil) {
    self.content = content
    roleID = role.id
    overlayID = overlay?.id ?? Self.noOverlay
  }

  /// A cell with the first drawable piece of `glyph`, made safe as all text is.
  public init(glyph: String = " ", role: Role = .text, overlay: Role? = nil) {
    self.init(SafeText.firstGlyph(of: glyph), role: role, overlay: overlay)
  }

  /// Role and overlay as one number, for finding the style.
  @inline(__always) var styleID: UInt32 { UInt32(roleID) << 16 | UInt32(overlayID) }

  @inline(__always)
  public static func == (left: Cell, right: Cell) -> Bool {
    left.roleID == right.roleID && left.overlayID == right.overlayID && left.content == right.content
  }
}
