/// Watches an answer while it arrives, so that the first page of a large one can be read before its last byte is there.
///
/// Called on the client's own thread, which carries all calls: it has to come back at once.
public protocol AnswerObserver: Sendable {
  /// An answer begins. What came of an earlier attempt, or of a redirect, is void.
  func answerBegan(status: Int, headers: [NameValue])
  /// The next bytes of its body, with any content encoding undone. They are gone when the call returns.
  func answerReceived(_ bytes: UnsafeRawBufferPointer)
}
