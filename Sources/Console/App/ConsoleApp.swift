import Service
import Terminal
import Widgets

/// The console on a terminal: a stack of layers, the routing of events to them, and the frames that they make.
///
/// ```swift
/// let app = ConsoleApp(screen: screen, services: services, options: ConsoleOptions(route: .people))
/// let reason = await app.run()
/// ```
@MainActor public final class ConsoleApp {
  let screen: any Screen
  let session: Session
  var keyTable = KeyTable()
  var history: History
  /// What lies over the current screen, top one last.
  var overlays: [any Layer] = []
  var toast: Toast?
  /// What was said about the terminal, until a key shows that somebody has seen it.
  var notice: String?
  /// The screen to open once it is known what there is.
  var pendingRoute: Route?

  /// When a key was last taken for a sign that somebody is there.
  var lastTouch = ContinuousClock.now
  var needsFrame = false
  /// What was asked for before the store was open.
  var waitingForStore: [(screen: any ConsoleScreen, name: String, perform: @MainActor () -> Void)] = []
  /// Follows the settings file and the theme's.
  var settingsWatch: Task<Void, Never>?
  /// The settings were read once; what is said of them later is news.
  private(set) var hasReadSettings = false
  private var isFrameScheduled = false
  private var ticker: Task<Void, Never>?
  private var budgetFrame: Task<Void, Never>?
  /// How long keys rest before the footer follows; nil where it is drawn with them.
  let footerPause: Duration?
  var shownFooter: Footer?
  let footerRest = Debouncer()
  private var ending: CheckedContinuation<ExitReason, Never>?
  private var endedWith: ExitReason?
  /// Called after each frame, so that a test can wait for what it shows.
  var onFrame: (() -> Void)?

  /// Opens nothing: ``run()`` does, after its first frame.
  public convenience init(screen: any Screen, services: ServiceLayer, options: ConsoleOptions = ConsoleOptions()) {
    self.init(
      screen: screen, services: services, options: options, clock: Clock(), footerPause: Self.footerPause)
  }

  init(
    screen: any Screen, services: ServiceLayer, options: ConsoleOptions, clock: Clock, footerPause: Duration? = nil
  ) {
    self.screen = screen
    self.footerPause = footerPause
    session = Session(services: services, options: options, clock: clock)
    history = History(OpeningScreen())
    pendingRoute = options.route
    notice = options.notices.isEmpty ? nil : options.notices.joined(separator: " ")
    toast = notice.map { Toast(.warning, $0) }
  }

  /// Shows the console until it is quit.
  ///
  /// The first frame is drawn before anything is opened; the store and the connection follow.
  public func run() async -> ExitReason {
    screen.onEvent = { [weak self] event in self?.handle(event) }
    screen.onPause = { [weak self] in self?.drawIfNeeded() }
    openFirstScreen()
    drawFrame()
    readSettings()
    hasReadSettings = true
    watchSettings()
    let opening = Task { @MainActor in
      await session.services.secrets.ask(with: ConsoleSecretPrompt(self))
      await session.open()
      sessionOpened()
      await tellWhatIsUnknown()
      await followChanges()
    }
    let reason = await withCheckedContinuation { continuation in
      if let endedWith { continuation.resume(returning: endedWith) } else { ending = continuation }
    }
    opening.cancel()
    ticker?.cancel()
    budgetFrame?.cancel()
    footerRest.cancel()
    settingsWatch?.cancel()
    current.disappear()
    closeAll()
    (screen.onEvent, screen.onPause) = (nil, nil)
    await session.drafts.flush(isFarewell: reason != .ended)
    return reason
  }

  /// Ends the console from outside, as when the terminal went away.
  public func end(_ reason: ExitReason = .ended) {
    endedWith = reason
    ending?.resume(returning: reason)
    ending = nil
  }

  var current: any ConsoleScreen { history.current }
  /// Where keys go.
  var topLayer: any Layer { overlays.last ?? history.current }

  func setNeedsFrame() {
    needsFrame = true
    guard !isFrameScheduled else { return }
    isFrameScheduled = true
    Task { @MainActor [weak self] in
      self?.isFrameScheduled = false
      self?.drawIfNeeded()
    }
  }

  private func drawIfNeeded() {
    if needsFrame { drawFrame() }
  }

  func drawFrame() {
    needsFrame = false
    screen.present(makeFrame())
    onFrame?()
    scheduleTick()
    scheduleBudgetFrame()
  }

  /// Where the budget was not full, one more frame shows it full again; then nothing ticks.
  private func scheduleBudgetFrame() {
    guard budgetFrame == nil, let budget = session.budget, budget.remaining < budget.limit else { return }
    budgetFrame = Task { @MainActor [weak self] in
      try? await Task.sleep(for: .seconds(1))
      guard let self, !Task.isCancelled else { return }
      self.budgetFrame = nil
      self.drawFrame()
    }
  }

  /// While someone waits, frames follow the spinner; otherwise nothing ticks.
  private func scheduleTick() {
    guard ticker == nil, let waiting = topLayer.waiting else { return }
    let elapsed = ContinuousClock.now - waiting.since
    let pause = max(Waiting.spinnerDelay - elapsed, Waiting.frameLength)
    ticker = Task { @MainActor [weak self] in
      try? await Task.sleep(for: pause)
      guard let self, !Task.isCancelled else { return }
      self.ticker = nil
      self.drawFrame()
    }
  }
}
