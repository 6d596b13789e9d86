import Foundation
import FoundationNetworking
import Sandbox

/// The sandbox's own controls, as a check from outside uses them.
extension SandboxServer {
  func post(_ path: String, _ json: String) async throws { try await control("POST", path, json) }

  func delete(_ path: String) async throws { try await control("DELETE", path, nil) }

  private func control(_ method: String, _ path: String, _ json: String?) async throws {
    guard let url = URL(string: addresses.trackURL + path) else { return }
    var request = URLRequest(url: url)
    request.httpMethod = method
    request.httpBody = json.map { Data($0.utf8) }
    _ = try await URLSession.shared.data(for: request)
  }

  /// Calls the App API beside the console, as somebody else would.
  func callApp(_ method: String, _ path: String, _ json: String) async throws {
    guard let url = URL(string: addresses.appURL + path) else { return }
    var request = URLRequest(url: url)
    request.httpMethod = method
    request.setValue("Bearer \(credentials.appAPIKey)", forHTTPHeaderField: "Authorization")
    request.httpBody = Data(json.utf8)
    _ = try await URLSession.shared.data(for: request)
  }

  func get(_ path: String) async throws -> String {
    guard let url = URL(string: addresses.trackURL + path) else { return "" }
    return String(decoding: try await URLSession.shared.data(from: url).0, as: UTF8.self)
  }
}
