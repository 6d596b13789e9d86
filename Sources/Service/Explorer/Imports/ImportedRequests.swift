import CustomerIO
import Foundation

/// What an import understood: requests to be saved, and what had to be left out.
public struct ImportedRequests: Sendable {
  /// Of the collection or document; empty where it has none.
  public var title = ""
  /// With unique names.
  public var requests: [SavedRequest] = []
  /// Values of variables that came along.
  public var variables: [String: String] = [:]
  /// Routes that a document describes, for the catalogue.
  public var endpoints: [Endpoint] = []
  /// What was dropped or changed, a sentence each.
  public var notes: [String] = []

  /// The collection that they go into where no other was asked for: the title, without what no name can hold.
  public var collectionName: String {
    let plain = title.map { "/\\:*?\"<>|".contains($0) ? "-" : $0 }
    let name = String(plain.prefix(60)).trimmingCharacters(in: .whitespacesAndNewlines)
    return RequestCollection.problem(withName: name) == nil ? name : "Imported"
  }

  static let limit = 5_000

  /// Adds a request under its name, or under that name with a number.
  mutating func add(_ request: SavedRequest) throws(ImportError) {
    guard requests.count < Self.limit else {
      throw ImportError("More than \(Self.limit.formatted()) requests: import a part of them.")
    }
    var request = request
    let name = Self.cleaned(request.name)
    request.name = name
    var number = 1
    while names.contains(request.name) {
      number += 1
      request.name = "\(name) (\(number))"
    }
    names.insert(request.name)
    requests.append(request)
  }

  mutating func note(_ text: String) {
    if !notes.contains(text), notes.count < 200 { notes.append(text) }
  }

  private var names: Set<String> = []

  init() {}

  /// One line that can be a request's name.
  private static func cleaned(_ name: String) -> String {
    var text = name.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : String($0) }.joined()
    while text.utf8.count > 180 { text.removeLast() }
    text = text.split(separator: " ").joined(separator: " ")
    return text.isEmpty ? "Request" : text
  }
}

/// Why something could not be imported, in words.
public struct ImportError: Error, Hashable, Sendable, CustomStringConvertible {
  public let reason: String

  init(_ reason: String) { self.reason = reason }

  public var description: String { reason }
}
