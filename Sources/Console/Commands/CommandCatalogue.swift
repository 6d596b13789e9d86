import Terminal

/// Every command that the settings file can bind, by where it works: two that work in one place can't share a key.
///
/// Boxes over the screen (questions, palettes) keep Enter, Tab and Esc: they are not among them.
struct CommandGroup: Sendable {
  let title: String
  let commands: [Command]
  /// Keys that move about there, which no command stands for.
  var movement: [Key] = []

  private static let inLists: [Key] = [
    .up, .down, .pageUp, .pageDown, .home, .end, Key("j"), Key("k"), Key("g"), Key("G"),
  ]
  private static let inAnswers = inLists + [.left, .right, .enter]
  private static let reading: [Command] = [
    .open, .find, ListKeys.next, ListKeys.previous, SegmentKeys.suspendFilter, ListKeys.order, ListKeys.count,
    ListKeys.follow, .retry, .reload,
  ]

  private static let embedded: [Command] = [.find, ReaderKeys.filter, ReaderKeys.path, ReaderKeys.suspend]
  private static let whole = embedded + [ReaderKeys.hex, ReaderKeys.save, ReaderKeys.flaw]

  static let everywhere = CommandGroup(
    title: "Everywhere",
    commands: [
      .palette, .help, .switchConnection, .copy, .goBack, .historyBack, .historyForward, .switchTimeZone, .vault, .jump,
      .readOnly, .plain, .redraw, .suspend, .quit,
    ])

  /// The groups of the screens.
  static let screens: [CommandGroup] = [
    CommandGroup(
      title: "People",
      commands: [PeopleKeys.track, PeopleKeys.update, PeopleKeys.segment, PeopleKeys.delete] + reading,
      movement: inLists),
    CommandGroup(title: "Find", commands: [PeopleKeys.look, PeopleKeys.leaveFind]),
    CommandGroup(
      title: "A person",
      commands: [
        PersonKeys.more, PersonKeys.raw, PeopleKeys.track, PeopleKeys.update, PeopleKeys.segment, PeopleKeys.delete,
        .nextTab, .previousTab,
      ] + reading, movement: inLists),
    CommandGroup(
      title: "Segments", commands: [SegmentKeys.add, PeopleKeys.track, PeopleKeys.update] + reading,
      movement: inLists),
    CommandGroup(title: "Activity", commands: [ActivityKeys.person, PersonKeys.more] + reading, movement: inLists),
    CommandGroup(
      title: "Run history", commands: [JournalKeys.reopen, JournalKeys.details, JournalKeys.settle] + reading,
      movement: inLists),
    CommandGroup(
      title: "A run", commands: [JournalKeys.again, JournalKeys.target, .retry, .reload] + embedded, movement: inAnswers
    ),
    CommandGroup(
      title: "Connections",
      commands: [
        ConnectionKeys.add, ConnectionKeys.use, ConnectionKeys.edit, ConnectionKeys.test, ConnectionKeys.makeDefault,
        ConnectionKeys.remove, .reload,
      ], movement: inLists),
    CommandGroup(
      title: "A dialog",
      commands: [
        ModuleFormKeys.submit, ModuleFormKeys.nextField, ModuleFormKeys.choose, ModuleFormKeys.type,
        ModuleFormKeys.pane, ModuleFormKeys.editor, ModuleFormKeys.format, ModuleFormKeys.routes, ModuleFormKeys.save,
        ModuleFormKeys.variable, ModuleFormKeys.variableSet,
        ModuleFormKeys.back,
      ]),
    CommandGroup(
      title: "An outcome",
      commands: [
        ModuleFormKeys.showRequest, ModuleFormKeys.whole, ModuleFormKeys.again, ModuleFormKeys.person, .retry,
        ModuleFormKeys.loadAll, ModuleFormKeys.saveSent, ModuleFormKeys.form, ModuleFormKeys.back,
      ] + embedded, movement: inAnswers),
    CommandGroup(
      title: "Explorer",
      commands: [
        .open, .find, ExplorerKeys.blank, ExplorerKeys.pane, ExplorerKeys.unfilter, ExplorerKeys.history,
        ExplorerKeys.collections,
      ], movement: inLists),
    CommandGroup(title: "Explorer, finding", commands: [ExplorerKeys.keep, ExplorerKeys.leave]),
    CommandGroup(title: "Explorer, about a call", commands: [.open, ExplorerKeys.list], movement: inLists),
    CommandGroup(
      title: "Call history",
      commands: [
        .open, HistoryKeys.form, HistoryKeys.again, HistoryKeys.save, HistoryKeys.compare, HistoryKeys.delete,
        HistoryKeys.mark, .find, .retry, .reload,
      ], movement: inLists),
    CommandGroup(
      title: "A call of the history",
      commands: [
        HistoryKeys.request(isShown: false), HistoryKeys.form, HistoryKeys.again, HistoryKeys.save, .retry, .reload,
      ] + embedded,
      movement: inAnswers),
    CommandGroup(title: "Two calls compared", commands: [.retry, .reload], movement: inLists),
    CommandGroup(
      title: "Collections",
      commands: [
        .open, CollectionKeys.send, .find, CollectionKeys.importFile, CollectionKeys.delete, CollectionKeys.pane,
        ExplorerKeys.unfilter, .reload,
      ], movement: inLists),
    CommandGroup(
      title: "An answer", commands: whole + [ReaderKeys.table, ReaderKeys.raw, AnswerKeys.next, AnswerKeys.previous],
      movement: inAnswers),
    CommandGroup(title: "An answer's bytes", commands: whole + [ReaderKeys.table, ReaderKeys.formatted]),
    CommandGroup(
      title: "An answer as a table",
      commands: whole + [
        ReaderKeys.tree, ReaderKeys.raw, ReaderKeys.open, ReaderKeys.order, ReaderKeys.columns, ReaderKeys.hide,
        ReaderKeys.same,
      ], movement: inLists),
    CommandGroup(title: "An answer, filtering", commands: [ReaderKeys.keep, ReaderKeys.leave, ReaderKeys.complete]),
    CommandGroup(title: "Settings", commands: [SettingsKeys.change, .editor, .reload], movement: inLists),
  ]

  static let all = [everywhere] + screens

  /// Each command once.
  static let commands: [Command] = {
    var seen: Set<Command.ID> = []
    return all.flatMap(\.commands).filter { seen.insert($0.id).inserted }
  }()
}
