import Foundation

/// A credential. It shows itself masked wherever it is printed, and its bytes are wiped when the last copy goes.
public struct Secret: Sendable, Hashable {
  public static let mask = "••••••••"

  private let storage: Storage

  public init(_ text: String) {
    storage = Storage(Array(text.utf8))
  }

  /// The credential itself, for the one place that sends it.
  public func reveal() -> String {
    String(decoding: storage.bytes, as: UTF8.self)
  }

  public func withValue<Result, Failure: Error>(
    _ body: (String) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(reveal())
  }

  public var isEmpty: Bool { storage.bytes.isEmpty }

  var bytes: [UInt8] { storage.bytes }

  public static func == (left: Secret, right: Secret) -> Bool {
    // As long for a wrong first character as for a wrong last one.
    guard left.bytes.count == right.bytes.count else { return false }
    return zip(left.bytes, right.bytes).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(storage.bytes)
  }

  // Sound: the bytes change only in `deinit`, when nobody else has the object.
  private final class Storage: @unchecked Sendable {
    private(set) var bytes: [UInt8]

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
    }

    deinit {
      bytes.withUnsafeMutableBytes { buffer in
        guard let start = buffer.baseAddress else { return }
        explicit_bzero(start, buffer.count)
      }
    }
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { Self.mask }
  public var debugDescription: String { Self.mask }
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// Which of a connection's credentials.
public enum SecretKind: String, Hashable, Sendable, CaseIterable {
  case trackAPIKey, appAPIKey, pipelinesWriteKey

  /// How it is named in the output of a secret's command, and by `{secret}` in its arguments.
  public var name: String {
    switch self {
    case .trackAPIKey: "track-api-key"
    case .appAPIKey: "app-api-key"
    case .pipelinesWriteKey: "pipelines-write-key"
    }
  }
}
