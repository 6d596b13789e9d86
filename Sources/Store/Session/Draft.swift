import Foundation

/// What a person had typed into a form, and where the cursor stood.
public struct Draft: Hashable, Sendable {
  public let module: String
  public let connectionID: String?
  /// JSON text of the form's values, secrets left out.
  public let values: String
  /// Where in the form: the caller's own text.
  public let place: String
  public let savedAt: Date
}
