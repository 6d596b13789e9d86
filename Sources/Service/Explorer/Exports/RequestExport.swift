import CustomerIO
import Foundation

/// A request in the words of another program. Keys stand in it as environment variables, never as themselves.
public enum RequestExport: String, CaseIterable, Sendable {
  case curl, httpie, python, swift
  /// `cio-console api`
  case command

  public var title: String {
    switch self {
    case .curl: "curl"
    case .httpie: "HTTPie"
    case .python: "Python, with requests"
    case .swift: "Swift, with URLSession"
    case .command: "cio-console api"
    }
  }

  /// The request as text to be pasted. A request that could not be sent is written as it stands.
  ///
  /// - Parameter connection: whose addresses are called; nil takes those of the US region.
  public func text(of request: SavedRequest, on connection: Connection? = nil) -> String {
    let call = ExportedCall(request, connection)
    switch self {
    case .curl: return call.curl
    case .httpie: return call.httpie
    case .python: return call.python
    case .swift: return call.swift
    case .command: return call.command
    }
  }
}

/// What all forms of an export are made of.
struct ExportedCall {
  let request: SavedRequest
  let connection: Connection?
  let url: String
  /// With the content type that the program would add.
  let headers: [NameValue]
  let key: Key

  /// The environment variables that sign the call.
  enum Key {
    case basic(user: String, password: String?)
    case bearer(String)
    case none
  }

  init(_ request: SavedRequest, _ connection: Connection?) {
    self.request = request
    self.connection = connection
    let addresses = connection?.addresses ?? Addresses(region: .us)
    let made = try? APIRequest.raw(
      domain: request.domain, method: request.method, path: request.path, query: request.query,
      headers: request.headers, body: request.body.isEmpty ? nil : Data(request.body.utf8))
    let address = addresses[request.domain]
    // Where the connection has none, a name that leads nowhere: Customer.io's own never stands in for it.
    url = (address.isEmpty ? "https://\(request.domain.rawValue).invalid" : address) + (made?.target ?? request.path)
    // Spaces around a value are no part of it, and some programs refuse them.
    headers = (made?.headers ?? request.headers).map { header in
      NameValue(header.name, header.value.trimmingCharacters(in: CharacterSet(charactersIn: " \t")))
    }
    if made?.needsCredentials == false {
      key = .none
    } else {
      switch request.domain {
      case .track: key = .basic(user: "CIO_CONSOLE_SITE_ID", password: "CIO_CONSOLE_API_KEY")
      case .app, .beta: key = .bearer("CIO_CONSOLE_APP_API_KEY")
      case .pipelines: key = .basic(user: "CIO_CONSOLE_PIPELINES_KEY", password: nil)
      }
    }
  }

  /// Words of a shell over several lines.
  static func shell(_ parts: [[String]]) -> String {
    parts.map { $0.joined(separator: " ") }.joined(separator: " \\\n  ")
  }
}
