import CustomerIO
import Foundation
import Service
import Terminal
import Widgets

/// A large answer is read while it still arrives.
extension ModuleFormScreen {
  /// What is shown of an answer before all of it is there.
  func arrivingAnswer() -> ArrivingAnswer {
    arriving = nil
    return ArrivingAnswer { [weak self] state in self?.answerGrew(state) }
  }

  private func answerGrew(_ state: ArrivingAnswer.State) {
    guard work.isRunning("send"), state.document.byteCount > AnswerView.bundleLimit else { return }
    let heading = AnswerView.heading(
      status: state.status, headers: state.headers, size: state.document.byteCount)
    if let arriving, arriving.reader.document === state.document {
      self.arriving = AnswerView(arriving: arriving.reader, heading: heading + " so far")
    } else {
      arriving = AnswerView(arriving: Self.reader(of: state, shell), heading: heading + " so far")
      focus = .pane
    }
    arriving?.reader.documentGrew()
    openedAnswer?.answerGrew(state)
  }

  /// The whole screen is filled while the call goes on; leaving it comes back here.
  func openArriving() {
    guard let document = arriving?.reader.document else { return }
    let screen = AnswerScreen(
      shell: shell, title: "Answer", above: breadcrumb, route: route, document: document,
      facts: AnswerFacts(request: "\(values.text(.method)) \(values.text(.url))"))
    screen.arrival = AnswerArrival(waiting: { [weak self] in self?.work.waiting("send") }) { [weak self] in
      self?.work.cancel("send")
    }
    openedAnswer = screen
    shell.open(screen)
  }

  private static func reader(of state: ArrivingAnswer.State, _ shell: any Shell) -> Reader {
    let type = state.headers.first { $0.name.lowercased() == "content-type" }?.value
    return Reader(document: state.document, mediaType: type, host: shell)
  }

  /// The whole of it is there, or no more will come: the reader goes over into the outcome, its place and folds with it.
  func takeArrived(_ answer: ArrivingAnswer, _ run: Run?) -> AnswerView? {
    let state = answer.state
    state.document.finish()
    defer { arriving = nil }
    let problem = run?.error.map { $0.status == nil ? "The answer broke off: \($0.summary)" : nil } ?? nil
    // Of a small one that broke off, what came is shown too, be it the headers alone.
    let isHalf = definition.id == .apiCall && problem != nil && run?.bundle == nil && state.status != nil
    guard let reader = arriving?.reader ?? (isHalf ? Self.reader(of: state, shell) : nil) else { return nil }
    reader.documentGrew(problem: problem)
    reader.isEmbedded = true
    openedAnswer?.answerEnded(run?.bundle.map { AnswerFacts($0) }, problem: problem)
    return AnswerView(
      arriving: reader,
      heading: AnswerView.heading(status: state.status, headers: state.headers, size: state.document.byteCount))
  }
}
