import CustomerIO
import Foundation
import Service
import Terminal
import Widgets

/// One screen for all dialogs: the definition says what it asks, the runner does it.
///
/// On the left the form, on the right the request that it makes and, once sent, what came of it. In a narrow terminal
/// the right pane takes the form's place while it is looked at.
@MainActor final class ModuleFormScreen: ConsoleScreen {
  /// What the form is for, beside sending it.
  enum Purpose {
    case run
    /// Edits a saved connection in the dialog that made it.
    case edit(Connection)
    /// Makes a connection for a form that waits for it.
    case add(then: (Connection) -> Void)

    /// What was typed and not sent is kept for the next time. An edit begins with what is saved.
    var keepsDrafts: Bool {
      if case .edit = self { return false }
      return true
    }

    /// A key that is left empty stays what it was.
    var keepsSecrets: Bool {
      if case .edit = self { return true }
      return false
    }
  }

  enum Focus: Hashable { case form, pane }

  let shell: any Shell
  let route: Route
  /// With what the settings demand beyond it.
  private(set) var definition: ModuleDefinition
  let purpose: Purpose
  let bringsDraft: Bool
  /// The fields that its caller filled in.
  let given: Set<FieldKey>
  var form: Form
  var focus = Focus.form
  var request = RequestPane()
  var outcome: OutcomePane?
  /// An answer that is still arriving, where it is a large one.
  var arriving: AnswerView?
  /// Pages of the answer's list that came before the loading ended early.
  var unfinished: GatheredPages?
  /// The whole screen that it was opened on.
  weak var openedAnswer: AnswerScreen?
  /// The request is looked at although there is an outcome.
  var showsRequest = false
  /// What was known of the person when their identifier was last looked up.
  var person: PersonNote?
  /// Lines of the list that may hold several IDs each, as they were when typing paused.
  var packed: PackedLines?
  /// What a submission found out that the form itself can't know.
  var failure: ServiceError?
  /// It did its work, and nothing of what stands in it is kept.
  var isSettled = false
  var size = Size(columns: 80, rows: 20)
  /// The catalogue, with what was imported once that is read.
  var routes: [Endpoint]
  /// The route of the catalogue that an API call goes to, as far as it is known.
  var endpoint: Endpoint?
  /// Its path's variable parts have fields of their own.
  var showsPathFields: Bool
  /// What `{{name}}` stands for in an API call.
  var variables = VariableValues.none
  /// The collection that the call was opened from: its own variables count.
  var collection: RequestCollection?
  /// Where the call is kept: what it was opened from, or saved as.
  var savedAs: SavedPlace?
  /// It is the screen that is looked at: what ends after it was left opens nothing.
  private(set) var isShown = false
  /// The pinned connection that the form took over by itself: where that changes, the form goes along.
  var followed: String?
  /// The values as they were last sent, or as the form was opened: the rest is unsent.
  var sentValues: ModuleValues
  private(set) lazy var work = Work { [weak self] in self?.shell.setNeedsFrame() }

  /// - Parameters:
  ///   - values: what is filled in already.
  ///   - place: where it stands in the console; nil for its place among the modules.
  ///   - bringsDraft: whether what was typed before fills the other fields.
  ///   - routes: the catalogue as far as it was read.
  init(
    shell: any Shell, definition: ModuleDefinition, values: ModuleValues?, purpose: Purpose = .run,
    place: Route? = nil, bringsDraft: Bool = true, routes: [Endpoint] = EndpointCatalogue.all
  ) {
    self.shell = shell
    self.bringsDraft = bringsDraft
    self.routes = routes
    route = place ?? .module(definition.id)
    let definition = shell.session.services.policy.applied(to: definition)
    self.definition = definition
    self.purpose = purpose
    given = values?.keys ?? []
    showsPathFields = place == .explorer
    let start = Self.startValues(
      of: definition, given: values, draft: bringsDraft ? shell.session.drafts[definition.id] : nil, purpose: purpose,
      in: shell.session)
    if !given.contains(.connection) { followed = shell.session.connection?.name }
    form = Form(
      specs: Self.specs(of: definition, start, keepsSecrets: purpose.keepsSecrets), submitTitle: definition.submitTitle,
      values: start.formValues)
    sentValues = Self.baseline(of: definition, given: values, purpose: purpose, in: shell.session)
    setValidation()
    form.isDangerous = definition.effect == .deletes
    setUpTimes()
    offerConnections()
    if definition.id == .apiCall { refreshSpecs() }
    followURL()
    focusFirstEmpty()
  }

  /// The settings were read, after the form was opened.
  private func takePolicy() {
    let demanded = shell.session.services.policy.applied(to: .definition(definition.id))
    definition = demanded
    setValidation()
    refreshSpecs()
    updatePreview(after: .zero)
  }

  var breadcrumb: [String] {
    if case .edit(let connection) = purpose { return ["Connections", connection.name] }
    guard route == .explorer else { return ["Modules", definition.title] }
    let url = text(of: .url)
    return ["Explorer"] + (url.isEmpty ? [] : ["\(text(of: .method)) \(url)"])
  }

  var values: ModuleValues { FormReading.values(of: form) }

  /// Two panes stand side by side.
  var isWide: Bool { size.columns >= 120 }
  /// In a narrow terminal, whether the pane stands in the form's place.
  var showsPane: Bool { isWide || focus == .pane }
  var paneTitle: String { outcome != nil && !showsRequest ? "Outcome" : "Request" }

  var isTyping: Bool {
    if focus == .form { return form.isTyping }
    return arriving?.isTyping ?? (showsOutcome && outcome?.isTyping == true)
  }
  var waiting: Waiting? { work.waiting ?? outcome?.answer?.waiting }

  var running: String? { work.isRunning("send") ? work.waiting?.title : nil }

  /// The help of the field with the caret and its counter; in the answer, where one is.
  var status: StatusLine? {
    if focus == .pane, let arriving { return arriving.status }
    if focus == .pane { return showsOutcome ? outcome?.answer?.status : nil }
    let counter = form.focusedCounter
    let help = form.focusedHelp.isEmpty ? definition.summary : form.focusedHelp
    return StatusLine(text: help, trailing: counter?.text ?? "", trailingRole: counter?.role ?? .muted)
  }

  var unsent: String? {
    guard hasUnsentValues else { return nil }
    return definition.title
  }

  /// Whether something was typed that has not been sent.
  var hasUnsentValues: Bool {
    FormReading.isUnsent(values, beside: sentValues, of: definition)
  }

  func appear() {
    isShown = true
    openedAnswer = nil
    loadVariables()
    loadRoutes()
    offerConnections()
    loadDraft()
    updatePreview(after: .zero)
    lookUpPersonSoon()
  }

  func disappear() {
    isShown = false
    keepDraft(isLeaving: true)
    if let unfinished, work.isRunning("pages") {
      shell.tell(Toast(.warning, "Loading ended with this screen: \(unfinished.progress). L goes on."))
    }
    work.cancelAll(except: openedAnswer == nil ? nil : "send")
    outcome?.answer?.close()
  }

  func cancel() {
    // What is typed or filtered in the answer is ended before the call is.
    if focus == .pane, let answer = arriving ?? outcome?.answer, answer.isTyping || answer.waiting != nil {
      if answer.isTyping { _ = answer.handle(.key(.escape)) } else { answer.cancel() }
      return
    }
    work.cancelWaiting()
  }

  func sessionChanged(_ change: SessionChange) {
    switch change {
    case .opened, .connection, .connections:
      followPinnedConnection()
      offerConnections()
      loadVariables()
      loadRoutes()
      loadDraft()
      updatePreview(after: .zero)
    case .settings: takePolicy()
    case .journal, .timeZone: break
    }
  }

  var copies: [CopyOffer] {
    var offers: [CopyOffer] = []
    if let outcome, focus == .pane, !showsRequest { offers += outcome.copies }
    if definition.id == .apiCall {
      offers += request.copies.filter { $0.title != "curl" } + exports
    } else {
      offers += request.copies
      let (reading, connection) = (reading, connection?.name)
      offers.append(
        CopyOffer(title: "command", byteCount: form.byteCount) {
          CommandLineText(reading.definition, reading.values, connection: connection).text
        })
    }
    offers.append(CopyOffer(title: "route", text: route.text))
    return offers
  }

  /// The call for other programs. Whether there are any is told by its short fields; a body may be long.
  private var exports: [CopyOffer] {
    let reading = reading
    let short = [FieldKey.domain, .method, .headers].map(\.rawValue)
    let head = ModuleValues(
      Dictionary(short.compactMap { key in form.value(for: key).map { (key, $0) } }, uniquingKeysWith: { $1 }))
    guard (try? SavedRequest(name: "call", values: head)) != nil else { return [] }
    // Beside an outcome they are of what was sent, whatever became of the form since.
    let sent = focus == .pane && !showsRequest ? outcome?.run.values : nil
    let variables = variables
    return CallOpening.exports(byteCount: form.byteCount, in: shell) {
      try? SavedRequest(name: "call", values: sent ?? variables.substituted(reading.values).values)
    }
  }
}
