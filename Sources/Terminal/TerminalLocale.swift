import CNcurses

/// Sets the program's locale, so that curses knows how characters are written.
enum TerminalLocale {
  /// Whether text goes out as UTF-8, and what to tell the person.
  ///
  /// A locale that SSH sent along and that is not installed here is C to the system; UTF-8 is what was meant.
  static func set(environment: [String: String]) -> (isUTF8: Bool, notice: String?) {
    if setlocale(LC_CTYPE, "") != nil { return (cn_has_utf8() != 0, nil) }
    let wanted = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    let charset = wanted.split(separator: ".", maxSplits: 1).dropFirst().first?.lowercased() ?? "utf-8"
    let name = SafeText.visible(wanted)
    if charset.hasPrefix("utf"), setlocale(LC_CTYPE, "C.UTF-8") != nil {
      return (cn_has_utf8() != 0, "The locale \(name) is not installed here; C.UTF-8 is used.")
    }
    setlocale(LC_CTYPE, "C")
    return (false, "The locale \(name) is not installed here; signs are drawn in ASCII.")
  }
}
