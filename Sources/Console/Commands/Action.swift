/// A command joined to what it does here and now.
///
/// One that can do nothing at the moment keeps its place in menus, dimmed, and says why when it is chosen.
@MainActor struct Action {
  let command: Command
  let perform: () -> Void
  private let refuse: () -> String?

  init(_ command: Command, unless refusal: String? = nil, perform: @escaping () -> Void) {
    self.init(command, refuse: { refusal }, perform: perform)
  }

  /// - Parameter refuse: asked only when it matters, which for most keys it does not.
  init(_ command: Command, refuse: @escaping () -> String?, perform: @escaping () -> Void) {
    self.command = command
    self.refuse = refuse
    self.perform = perform
  }

  /// Why it can't be done now, in words; nil where it can.
  var refusal: String? { refuse() }

  var isAvailable: Bool { refusal == nil }
}
