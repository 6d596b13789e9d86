import Terminal

/// What can be done in a dialog. What the form itself does with keys, it tells by ``Movement/form``.
enum ModuleFormKeys {
  static let submit = Command("form.submit", "Send it", hint: "Send", priority: 150, keys: .control("s"), .function(10))
  static let nextField = Command("form.next", "Next field", hint: "Next", priority: 80, keys: .tab)
  static let choose = Command("form.choose", "Choose", hint: "Choose", priority: 90, keys: .function(2))
  static let type = Command(
    "form.type", "The value's type: string, number, boolean, null, JSON", hint: "Type", priority: 95, keys: .alt("t"))
  static let pane = Command("form.pane", "Request and outcome", hint: "Request", priority: 120, keys: .function(3))
  static let outcome = Command("form.outcome", "Outcome", hint: "Outcome", priority: 120, keys: .function(3))
  static let form = Command("form.form", "Back to the form", hint: "Form", priority: 120, keys: .function(3))
  static let editor = Command(
    "form.editor", "Open the text in your editor", hint: "Editor", priority: 70, keys: .function(4))
  static let showRequest = Command("outcome.request", "Request or outcome", hint: "Request", keys: Key("v"))
  static let again = Command("outcome.again", "Again: the form stays as it is", hint: "Again", keys: Key("a"))
  static let person = Command("outcome.person", "Look at the person", hint: "Person", keys: Key("p"))
  static let whole = Command(
    "outcome.whole", "The answer on a whole screen", hint: "Open", priority: 115, keys: Key("o"))
  static let back = Command("form.back", "Back", hint: "Back", priority: 110, keys: .escape)
  static let format = Command(
    "form.format", "Format the JSON: digits and order stay", hint: "Format", priority: 60, keys: .function(8))
  static let variable = Command("form.variable", "Give a variable {{…}} a value")
  static let variableSet = Command("form.variables", "Choose the set of variables of this connection")
  static let save = Command(
    "form.save", "Save the call into a collection", hint: "Save", priority: 65, keys: .function(7))
  static let saveSent = Command(
    "outcome.save", "Save the call into a collection", hint: "Save", priority: 60, keys: Key("w"))
  static let loadAll = Command(
    "outcome.pages", "Load all pages into one list", hint: "Load all", priority: 115, keys: Key("L"))
  /// What is wanted first after a failure.
  static let tryAgain = Command("retry", "Try again", hint: "Try again", priority: 130, keys: Key("r"))
  static let routes = Command(
    "explorer.routes", "Choose a route of the API", hint: "Routes", priority: 75, keys: .function(5))
}
