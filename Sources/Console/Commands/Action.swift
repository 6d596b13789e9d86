/// A command joined to what it does here and now.
///
/// One that can do nothing at the moment keeps its place in menus, dimmed, and says why when it is chosen.
@MainActor struct Action {
  let command: Command
  /// Why it can't be done now, in words; nil where it can.
  let refusal: String?
  let perform: () -> Void

  init(_ command: Command, unless refusal: String? = nil, perform: @escaping () -> Void) {
    self.command = command
    self.refusal = refusal
    self.perform = perform
  }

  var isAvailable: Bool { refusal == nil }
}
