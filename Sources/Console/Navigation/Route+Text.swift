import Foundation
import Service

/// Why a text names no place in the console.
public struct RouteError: Error, Hashable, Sendable {
  public let message: String
}

extension Route {
  /// Reads a route such as `people/email:ada%40example.com/activity`; its parts are percent-encoded.
  public init(parsing text: String) throws(RouteError) {
    var parts: [String] = []
    let trimmed = text.hasPrefix("/") ? text.dropFirst() : text[...]
    for part in trimmed.split(separator: "/", omittingEmptySubsequences: false) {
      guard let decoded = part.removingPercentEncoding else {
        throw RouteError(message: "\(text) is no route: a % must be followed by two hexadecimal digits.")
      }
      parts.append(decoded)
    }
    if parts.last == "" { parts.removeLast() }
    guard let route = Self.route(parts) else {
      throw RouteError(message: "There is no screen \(text). Routes: \(Self.examples.joined(separator: ", ")).")
    }
    self = route
  }

  private static let examples = [
    "people", "people/ada", "people/ada/activity", "segments", "segments/1", "activity", "explorer", "history",
    "collections", "modules",
    "modules/track-event", "connections", "journal", "settings",
  ]

  private static func route(_ parts: [String]) -> Route? {
    switch parts.count {
    case 1:
      switch parts[0] {
      case "welcome": .welcome
      case "people": .people
      case "segments": .segments
      case "activity": .activity
      case "explorer": .explorer
      case "history": .history
      case "collections": .collections
      case "modules": .modules
      case "connections": .connections
      case "journal": .journal
      case "settings": .settings
      default: nil
      }
    case 2:
      switch parts[0] {
      case "people" where !parts[1].isEmpty: .person(parts[1])
      case "segments": Int(parts[1]).flatMap { $0 > 0 ? .segment($0) : nil }
      case "modules": ModuleID(rawValue: parts[1]).map(Route.module)
      case "history" where !parts[1].isEmpty: .exchange(parts[1])
      case "journal" where !parts[1].isEmpty: .run(parts[1])
      default: nil
      }
    case 3 where parts[0] == "history" && !parts[1].isEmpty && !parts[2].isEmpty: .compare(parts[1], parts[2])
    case 3 where parts[0] == "people" && !parts[1].isEmpty:
      PersonTab(rawValue: parts[2]).map { .person(parts[1], $0) }
    default: nil
    }
  }

  /// The route as it is typed and shared; reading it back gives the same route.
  public var text: String {
    switch self {
    case .welcome: "welcome"
    case .people: "people"
    case .person(let reference, .attributes): "people/\(Self.encode(reference))"
    case .person(let reference, let tab): "people/\(Self.encode(reference))/\(tab.rawValue)"
    case .segments: "segments"
    case .segment(let id): "segments/\(id)"
    case .activity: "activity"
    case .explorer: "explorer"
    case .history: "history"
    case .exchange(let id): "history/\(Self.encode(id))"
    case .compare(let old, let new): "history/\(Self.encode(old))/\(Self.encode(new))"
    case .collections: "collections"
    case .modules: "modules"
    case .module(let id): "modules/\(id.rawValue)"
    case .connections: "connections"
    case .journal: "journal"
    case .run(let id): "journal/\(Self.encode(id))"
    case .settings: "settings"
    }
  }

  private static let unreserved = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:@")

  private static func encode(_ part: String) -> String {
    part.addingPercentEncoding(withAllowedCharacters: unreserved) ?? part
  }
}
