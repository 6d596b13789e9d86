import Glibc

/// The description of a terminal with 24-bit colour made from its ordinary one.
///
/// Curses sends colours by the description's `setaf` and `setab`, and descriptions of terminals that can do 24 bits mostly tell of 256
/// colours only. Curses also takes a compiled description from the variable TERMINFO itself, so we give it one in which numbers below
/// 256 mean the palette as before and numbers with ``rgbFlag`` carry red, green and blue.
enum TrueColorTerminfo {
  static let rgbFlag = 0x100_0000

  private static let colorsIndex = 13
  private static let pairsIndex = 14
  private static let foregroundIndex = 359
  private static let backgroundIndex = 360

  private static func setter(_ base: Int, bright: Int) -> String {
    "\u{1B}[%?%p1%{8}%<%t\(base)%p1%d%e%p1%{16}%<%t\(bright)%p1%{8}%-%d%e%p1%{256}%<%t\(base)8;5;%p1%d"
      + "%e\(base)8;2;%p1%{65536}%/%{255}%&%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m"
  }

  /// What to set TERMINFO to; nil where there is no description of that name, or none that is understood.
  static func variable(for term: String, environment: [String: String]) -> String? {
    for path in paths(for: term, environment: environment) {
      if let entry = FileBytes.read(path, limit: 65_536), let own = transform(entry) {
        return "b64:" + Base64.urlSafe(own)
      }
    }
    return nil
  }

  static func paths(for term: String, environment: [String: String]) -> [String] {
    guard let first = term.utf8.first, !term.contains("/") else { return [] }
    var folders: [String] = []
    if let own = environment["TERMINFO"], own.hasPrefix("/") { folders.append(own) }
    if let home = environment["HOME"] { folders.append(home + "/.terminfo") }
    folders += (environment["TERMINFO_DIRS"] ?? "").split(separator: ":").map(String.init)
    folders += [
      "/etc/terminfo", "/lib/terminfo", "/usr/lib/terminfo", "/usr/share/terminfo", "/usr/local/share/terminfo",
    ]
    return folders.flatMap {
      ["\($0)/\(Character(Unicode.Scalar(first)))/\(term)", "\($0)/\(String(first, radix: 16))/\(term)"]
    }
  }

  /// Rewrites a compiled description; nil where it is not one.
  static func transform(_ entry: [UInt8]) -> [UInt8]? {
    func short(_ offset: Int) -> Int? {
      guard offset >= 0, offset + 1 < entry.count else { return nil }
      return Int(Int16(bitPattern: UInt16(entry[offset]) | UInt16(entry[offset + 1]) << 8))
    }
    guard let magic = short(0), magic == 0o432 || magic == 0o1036, let nameSize = short(2), let booleanCount = short(4),
      let numberCount = short(6), let stringCount = short(8), let tableSize = short(10),
      nameSize >= 0, booleanCount >= 0, numberCount >= 0, stringCount >= 0, tableSize >= 0
    else { return nil }
    let numberWidth = magic == 0o432 ? 2 : 4
    let numbersStart = (12 + nameSize + booleanCount + 1) & ~1
    let stringsStart = numbersStart + numberCount * numberWidth
    let tableStart = stringsStart + stringCount * 2
    guard tableStart + tableSize <= entry.count else { return nil }

    var numbers = (0..<numberCount).map { index -> Int32 in
      let offset = numbersStart + index * numberWidth
      if numberWidth == 2 { return Int32(short(offset) ?? -1) }
      return (0..<4).reduce(Int32(0)) { $0 | Int32(truncatingIfNeeded: UInt32(entry[offset + $1]) << (8 * UInt32($1))) }
    }
    var strings = (0..<stringCount).map { short(stringsStart + $0 * 2) ?? -1 }
    var table = Array(entry[tableStart..<tableStart + tableSize])
    while numbers.count <= pairsIndex { numbers.append(-1) }
    while strings.count <= backgroundIndex { strings.append(-1) }
    numbers[colorsIndex] = Int32(rgbFlag * 2)
    numbers[pairsIndex] = 32_767
    for (index, text) in [(foregroundIndex, setter(3, bright: 9)), (backgroundIndex, setter(4, bright: 10))] {
      strings[index] = table.count
      table += Array(text.utf8) + [0]
    }
    guard table.count <= Int(Int16.max) else { return nil }

    var result: [UInt8] = []
    func append(short value: Int) {
      result += [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
    }
    for value in [0o1036, nameSize, booleanCount, numbers.count, strings.count, table.count] { append(short: value) }
    result += entry[12..<12 + nameSize + booleanCount]
    if result.count % 2 == 1 { result.append(0) }
    for number in numbers {
      for byte in 0..<4 { result.append(UInt8(truncatingIfNeeded: number >> (8 * Int32(byte)))) }
    }
    for offset in strings { append(short: offset) }
    result += table
    if result.count % 2 == 1 { result.append(0) }
    // One more capability, by its name: RGB says that numbers are colours themselves.
    for value in [1, 0, 0, 1, 4] { append(short: value) }
    result += [1, 0, 0, 0] + Array("RGB".utf8) + [0]
    return result
  }
}
