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
      let type = state.headers.first { $0.name.lowercased() == "content-type" }?.value
      let reader = Reader(document: state.document, mediaType: type, host: shell)
      arriving = AnswerView(arriving: reader, heading: heading + " so far")
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

  /// The whole of it is there, or no more will come: the reader goes over into the outcome, its place and folds with it.
  func takeArrived(_ answer: ArrivingAnswer, _ run: Run?) -> AnswerView? {
    answer.state.document.finish()
    defer { arriving = nil }
    guard let arriving else { return nil }
    let problem = run?.error.map { $0.status == nil ? "The answer broke off: \($0.summary)" : nil } ?? nil
    arriving.reader.documentGrew(problem: problem)
    arriving.reader.isEmbedded = true
    openedAnswer?.answerEnded(run?.bundle.map { AnswerFacts($0) }, problem: problem)
    let state = answer.state
    return AnswerView(
      arriving: arriving.reader,
      heading: AnswerView.heading(status: state.status, headers: state.headers, size: state.document.byteCount))
  }
}
