import Terminal

/// What can be done in the reader of an answer. How it moves and folds is told by ``Movement/tree``.
enum ReaderKeys {
  static let filter = Command(
    "reader.filter", "Filter with jq's language, live", hint: "jq", priority: 95, keys: Key("|"))
  static let suspend = Command(
    "reader.suspend", "The whole or the filtered", hint: "Whole", priority: 110, keys: Key("s"))
  static let path = Command(
    "reader.path", "Go to a path: .results[0].email", hint: "Path", priority: 88, keys: Key("."))
  static let table = Command("reader.table", "As a table of rows and columns", hint: "Table", keys: Key("t"))
  static let tree = Command("reader.tree", "As a tree", hint: "Tree", priority: 110, keys: Key("t"))
  static let raw = Command("reader.raw", "The text as it was received", hint: "Raw", priority: 90, keys: Key("r"))
  static let formatted = Command("reader.formatted", "Back from the bytes", hint: "Back", priority: 110, keys: Key("r"))
  static let hex = Command("reader.hex", "The bytes in hexadecimal", hint: "Hex", priority: 80, keys: Key("x"))
  static let flaw = Command(
    "reader.flaw", "Go to where it is not valid JSON", hint: "Flaw", priority: 120, keys: Key("!"))
  static let editor = Command(
    "reader.editor", "Open what is selected in your editor", keys: Key("e"))
  static let save = Command("reader.save", "Save what is shown to a file", hint: "Save", priority: 85, keys: Key("S"))

  static let order = Command(
    "table.order", "In order of this column; again: the other way", hint: "Order", keys: Key("o"))
  static let columns = Command("table.columns", "Choose the columns", hint: "Columns", keys: Key("c"))
  static let hide = Command("table.hide", "Hide this column", keys: Key("-"))
  static let same = Command("table.same", "Only rows with this value here", hint: "Same", priority: 90, keys: Key(","))
  static let count = Command(
    "table.count", "Count this column's values, filter by one", hint: "Count", priority: 92, keys: Key("#"))
  static let open = Command("table.open", "Open the row in the tree", hint: "Open", keys: .enter)

  static let keep = Command("line.keep", "Keep it", hint: "Keep", keys: .enter)
  static let leave = Command("line.leave", "Leave it", hint: "Leave", keys: .escape)
  static let complete = Command("line.complete", "Complete the path", hint: "Complete", keys: .tab)
  static let stop = Command("line.stop", "Stop the filter", hint: "Stop", keys: .escape)
}
