extension Theme {
  static let monochrome = Theme(name: "monochrome")
  static let terminal16 = Theme(name: "terminal-16")
  var usesColors: Bool { true }
  var usesOnlyTerminalColors: Bool { true }
}
