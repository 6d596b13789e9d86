import HummingbirdCore
import HummingbirdHTTP2
import Logging
import NIOCore

/// Connections over TLS: HTTP/2 where the client offers it, else HTTP/1.1, under the certificate that the moment asks
/// for.
struct SecureChannel: ServerChildChannel {
  struct Value: ServerChildChannelValue {
    fileprivate let chosen: HTTP2UpgradeChannel
    fileprivate let value: HTTP2UpgradeChannel.Value
    var channel: any Channel { value.channel }
  }

  private let usual: HTTP2UpgradeChannel
  private let others: [SandboxConfiguration.Certificate: HTTP2UpgradeChannel]
  private let connections: Connections
  /// The certificate that a fault wants shown to the next connection; nil for the usual one.
  private let wanted: @Sendable () -> SandboxConfiguration.Certificate?

  init(
    _ certificates: SandboxCertificates, connections: Connections,
    wanted: @escaping @Sendable () -> SandboxConfiguration.Certificate?,
    responder: @escaping HTTPChannelHandler.Responder
  ) throws {
    var channels: [SandboxConfiguration.Certificate: HTTP2UpgradeChannel] = [:]
    for (kind, shown) in certificates.shown {
      channels[kind] = try HTTP2UpgradeChannel(
        tlsConfiguration: try shown.tlsConfiguration(), configuration: HTTP2ChannelConfiguration(), responder: responder
      )
    }
    guard let usual = channels[certificates.usual] else { throw ChannelError.inappropriateOperationForState }
    self.usual = usual
    others = channels
    self.connections = connections
    self.wanted = wanted
  }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    connections.follow(channel)
    let chosen = wanted().flatMap { others[$0] } ?? usual
    return chosen.setup(channel: channel, logger: logger).map { Value(chosen: chosen, value: $0) }
  }

  func handle(value: Value, logger: Logger) async {
    await value.chosen.handle(value: value.value, logger: logger)
  }
}
