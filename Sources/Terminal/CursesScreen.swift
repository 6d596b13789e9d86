import CNcurses
import CTerminalRescue
import Dispatch
import Glibc

/// The real terminal: curses draws, we read.
///
/// One for a process, whose main thread runs ``MainLoop``. Everything happens on that thread. After ``start()`` the terminal is in our modes until ``end()``; a crash,
/// a signal or an `exit` in between leaves it as it was before.
@MainActor public final class CursesScreen: Screen {
  public private(set) var size = Size(columns: 80, rows: 24)
  public var theme: Theme {
    didSet {
      guard theme != oldValue else { return }
      painter?.use(theme)
      repaint()
    }
  }
  public var onEvent: ((Event) -> Void)?
  public var onPause: (() -> Void)?
  /// The terminal's background colour, soon after the first frame, where the terminal tells it.
  public var onBackground: ((RGB) -> Void)?
  /// SIGTERM, SIGHUP (a closed line too) or SIGINT: save what must be saved, then call ``end(raising:)``.
  public var onTermination: ((Int32) -> Void)?
  /// What had to be done otherwise than the environment asked, in words, for the person to see once.
  public private(set) var notices: [String] = []
  public private(set) var colorDepth = ColorDepth.none
  /// Whether signs beyond ASCII can be shown.
  public private(set) var isUTF8 = false
  public private(set) var term = ""
  /// The theme that is drawn: `monochrome` or `terminal-16` where the terminal lacks the colors of ``theme``.
  public var drawnTheme: Theme { painter?.theme ?? theme }

  /// Mouse reports; while they are on, the terminal selects only with Shift.
  public var reportsMouse: Bool {
    didSet {
      guard reportsMouse != oldValue, state == .running else { return }
      send(reportsMouse ? TerminalModes.mouseOn : TerminalModes.mouseOff)
    }
  }

  private enum State { case idle, running, lent, ended }

  private let environment: [String: String]
  private var state = State.idle
  private var input: TerminalInput?
  private var signals: Int32?
  private var painter: CellPainter?
  private var output: FrameOutput?
  private var modes: TerminalModes?
  private var shown: Canvas?
  private var hasAsked = false
  private var hasAnswer = false
  private var continuesOwnStop = false
  private var program = ""

  public init(theme: Theme, environment: [String: String], reportsMouse: Bool = true) {
    self.theme = theme
    self.environment = environment
    self.reportsMouse = reportsMouse
  }

  // MARK: Start and end

  /// Takes the terminal.
  ///
  /// - Parameters:
  ///   - crashNote: the path of the note that a crash leaves; nil for none.
  ///   - program: what the program and its version are called in that note.
  /// - Throws: ``ScreenError``; the terminal is then as it was.
  public func start(crashNote: String? = nil, program: String = "cio-console") throws {
    guard state == .idle else { return }
    let wanted = environment["TERM"] ?? ""
    guard isatty(STDOUT_FILENO) == 1 else { throw ScreenError.outputIsNoTerminal }
    guard !wanted.isEmpty, wanted != "dumb" else { throw ScreenError.incapable(term: wanted) }
    let input = try TerminalInput()
    guard terminal_rescue_save(STDOUT_FILENO), let output = FrameOutput(terminal: STDOUT_FILENO) else {
      throw ScreenError.outputIsNoTerminal
    }
    self.output = output
    let locale = TerminalLocale.set(environment: environment)
    isUTF8 = locale.isUTF8
    if let notice = locale.notice { notices.append(notice) }

    self.program = program
    terminal_rescue_set_note(crashNote ?? "", program)
    let signalDescriptor = terminal_rescue_install()
    terminal_rescue_set_state(terminal_rescue_active)
    do {
      try openTerminal(wanted, output)
    } catch {
      terminal_rescue_restore()
      throw error
    }
    cn_prepare()
    let modes = TerminalModes(term: term)
    self.modes = modes
    terminal_rescue_set_reset(modes.reset, modes.reset.utf8.count)
    startColors()
    painter = CellPainter(isUTF8: isUTF8, depth: colorDepth, theme: theme)
    state = .running
    send(modes.on(mouse: reportsMouse))
    measure()
    startInput(input)
    startSignals(signalDescriptor)
  }

  private func openTerminal(_ wanted: String, _ output: FrameOutput) throws {
    let direct = isDirectColor(environment["COLORTERM"])
    for name in TerminalFamily.candidates(for: wanted) {
      guard open(name, direct: direct, output) else { continue }
      guard cn_string("cup") != nil else {
        endwin()
        throw ScreenError.incapable(term: wanted)
      }
      term = name
      if name != wanted {
        notices.append("The terminal \(SafeText.visible(wanted)) is not known here; \(name) is used instead.")
      }
      return
    }
    throw ScreenError.unknownTerminal(term: wanted)
  }

  private func isDirectColor(_ value: String?) -> Bool {
    (environment["NO_COLOR"] ?? "").isEmpty && ["truecolor", "24bit"].contains(value ?? "")
  }

  /// Lets curses load a description. The one for 24-bit colour is our own; should it be refused, the ordinary one is there.
  private func open(_ name: String, direct: Bool, _ output: FrameOutput) -> Bool {
    if direct, let own = TrueColorTerminfo.variable(for: name, environment: environment) {
      let before = getenv("TERMINFO").map { String(cString: $0) }
      setenv("TERMINFO", own, 1)
      let screen = cn_newterm(name, output.stream)
      if let before { setenv("TERMINFO", before, 1) } else { unsetenv("TERMINFO") }
      if screen != nil { return true }
    }
    return cn_newterm(name, output.stream) != nil
  }

  private func startColors() {
    let isDirect = cn_flag("RGB") > 0
    colorDepth = ColorDepth(colors: Int(cn_number("colors")), isDirect: isDirect, environment: environment)
    // Without the description for it, 24 bits can't be sent.
    if colorDepth == .full, !isDirect { colorDepth = .palette }
    guard colorDepth > .none else { return }
    if start_color() != OK || use_default_colors() != OK { colorDepth = .none }
  }

  private func startInput(_ input: TerminalInput) {
    input.onOutput = { [weak self] in self?.take($0) }
    input.onPause = { [weak self] in if self?.state == .running { self?.onPause?() } }
    input.onHangUp = { [weak self] in self?.terminate(SIGHUP) }
    input.start(ownSequences: TerminalModes.ownSequences())
    self.input = input
  }

  private func startSignals(_ descriptor: Int32) {
    guard descriptor >= 0 else { return }
    MainLoop.watch(descriptor) { [weak self] in
      var bytes = [UInt8](repeating: 0, count: 64)
      let count = read(descriptor, &bytes, bytes.count)
      for byte in bytes.prefix(max(0, count)) { self?.take(signal: Int32(byte)) }
    }
    signals = descriptor
  }

  /// Gives the terminal back as it was. May be called twice.
  public func end() {
    guard state == .running || state == .lent else { return }
    if state == .running {
      input?.onHangUp = nil
      if hasAsked { input?.drain(milliseconds: 100) { hasAnswer } }
      leave()
    } else {
      // Whoever had the terminal may have been ended in the middle of a hidden prompt.
      terminal_rescue_restore_modes()
    }
    state = .ended
    terminal_rescue_set_state(terminal_rescue_idle)
    input?.close()
    if let signals { MainLoop.stopWatching(signals) }
  }

  /// Ends, and lets a signal do what it would have done without us.
  public func end(raising signal: Int32) {
    end()
    let name = [SIGTERM: "SIGTERM", SIGHUP: "SIGHUP", SIGINT: "SIGINT"][signal] ?? "signal \(signal)"
    let line = "\(program) ended on \(name).\n"
    _ = line.withCString { write(STDERR_FILENO, $0, strlen($0)) }
    terminal_rescue_raise(signal)
  }

  private func leave() {
    endwin()
    send(modes?.off ?? "")
    terminal_rescue_restore_modes()
  }

  private func enter() {
    state = .running
    terminal_rescue_set_state(terminal_rescue_active)
    reset_prog_mode()
    send(modes?.on(mouse: reportsMouse) ?? "")
    let before = size
    measure()
    redraw()
    if size != before { onEvent?(.resize(size)) }
  }

  // MARK: Drawing

  public func present(_ frame: Canvas) {
    let fits = frame.fullSize == shown?.fullSize
    let before = shown
    shown = frame
    guard state == .running, let painter else { return }
    if !fits { cn_erase() }
    painter.paint(frame, over: fits ? before : nil)
    update()
    if !hasAsked { ask() }
  }

  public func redraw() {
    cn_forget()
    repaint()
  }

  private func repaint() {
    guard state == .running, let shown, let painter else { return }
    cn_erase()
    painter.paint(shown, over: nil)
    update()
  }

  private func update() {
    let caret = shown?.caret
    output?.gather { cn_update(Int32(caret?.row ?? 0), Int32(caret?.column ?? 0), caret == nil ? 0 : 1) }
  }

  private func measure() {
    var (columns, rows) = (Int32(0), Int32(0))
    if cn_size(STDOUT_FILENO, &columns, &rows) != 0 { (columns, rows) = (cn_columns(), cn_lines()) }
    if columns != cn_columns() || rows != cn_lines() { resize_term(rows, columns) }
    size = Size(columns: max(1, Int(columns)), rows: max(1, Int(rows)))
  }

  /// Asks for the background's colour, after the first frame so that nothing waits for the answer.
  private func ask() {
    hasAsked = true
    DispatchQueue.main.async { terminal_rescue_prepare_backtrace() }
    if TerminalFamily.takesCommands(term) { send("\u{1B}]11;?\u{1B}\\\u{1B}[c") } else { hasAnswer = true }
  }

  public func bell() { send("\u{07}") }

  private func send(_ text: String) {
    var text = text
    text.withUTF8 { output?.send(UnsafeRawBufferPointer($0)) }
  }

  // MARK: Events

  private func take(_ output: KeyDecoder.Output) {
    switch output {
    case .event(let event): if state == .running { onEvent?(event) }
    case .background(let red, let green, let blue): onBackground?(RGB(red, green, blue))
    case .attributes: hasAnswer = true
    }
  }

  private func take(signal: Int32) {
    switch signal {
    case SIGWINCH:
      guard state == .running else { return }
      measure()
      shown = nil
      cn_forget()
      onEvent?(.resize(size))
    case SIGCONT:
      if continuesOwnStop { continuesOwnStop = false } else if state == .running { restoreAfterStop() }
    case SIGTSTP: suspend()
    default: terminate(signal)
    }
  }

  private func terminate(_ signal: Int32) {
    guard state == .running || state == .lent else { return }
    if let onTermination { onTermination(signal) } else { end(raising: signal) }
  }

  // MARK: Other programs

  /// Someone stopped us from outside, and the shell has used the terminal since.
  private func restoreAfterStop() {
    endwin()
    enter()
  }

  public func suspend() {
    guard state == .running else { return }
    leave()
    state = .lent
    terminal_rescue_set_state(terminal_rescue_idle)
    continuesOwnStop = true
    terminal_rescue_raise(SIGTSTP)
    enter()
  }

  public func handOver<Result>(_ body: () async throws -> Result) async rethrows -> Result {
    guard state == .running else { return try await body() }
    input?.pause()
    leave()
    state = .lent
    terminal_rescue_set_state(terminal_rescue_lent)
    defer {
      if state == .lent {
        enter()
        input?.resume()
      }
    }
    return try await body()
  }

  @discardableResult public func copy(_ text: String) -> CopyResult {
    if let tmux = environment["TMUX"], !tmux.isEmpty { return Clipboard.loadTmux(text) }
    guard state == .running, TerminalFamily.takesCommands(term) else {
      return .failed("this terminal has no clipboard")
    }
    guard text.utf8.count <= Clipboard.terminalLimit else { return .tooLong(limit: Clipboard.terminalLimit) }
    send(Clipboard.command(text, insideScreen: !(environment["STY"] ?? "").isEmpty))
    return .sentToTerminal
  }
}
