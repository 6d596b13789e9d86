import Foundation
import NIOCore
import NIOPosix
import NIOSSL

/// Looks at the certificate that a server shows, after a handshake failed because of it. Trusts nothing and sends
/// nothing.
enum CertificateProbe {
  private static let patience = TimeAmount.seconds(5)

  /// - Returns: the certificates as presented, the server's own first; none where it showed none in time.
  static func certificates(of origin: Origin, on group: any EventLoopGroup) async -> [NIOSSLCertificate] {
    let loop = group.next()
    let shown = loop.makePromise(of: [NIOSSLCertificate].self)
    let timeout = loop.scheduleTask(in: patience) { shown.succeed([]) }
    defer { timeout.cancel() }
    let host = origin.host.hasPrefix("[") ? String(origin.host.dropFirst().dropLast()) : origin.host
    let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
    ClientBootstrap(group: loop).connectTimeout(patience)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let context = try NIOSSLContext(configuration: .makeClientConfiguration())
          let handler = try NIOSSLClientHandler(
            context: context, serverHostname: isAddress ? nil : host,
            customVerificationCallback: { certificates, verdict in
              shown.succeed(certificates)
              verdict.succeed(.failed)
            })
          try channel.pipeline.syncOperations.addHandler(handler)
        }
      }
      .connect(host: host, port: origin.port)
      .whenComplete { result in
        switch result {
        case .success(let channel):
          channel.closeFuture.whenComplete { _ in shown.succeed([]) }
          shown.futureResult.whenComplete { _ in channel.close(promise: nil) }
        case .failure: shown.succeed([])
        }
      }
    return await withTaskCancellationHandler {
      (try? await shown.futureResult.get()) ?? []
    } onCancel: {
      shown.succeed([])
    }
  }
}

/// What is wrong with a certificate, as far as it tells by itself.
struct CertificateFlaw {
  let words: String

  init?(_ certificates: [NIOSSLCertificate], host: String, now: Date) {
    guard let own = certificates.first else { return nil }
    let begin = Date(timeIntervalSince1970: TimeInterval(own.notValidBefore))
    let end = Date(timeIntervalSince1970: TimeInterval(own.notValidAfter))
    let day = Date.ISO8601FormatStyle().year().month().day()
    if now > end {
      words = "the certificate of \(host) expired on \(end.formatted(day))"
    } else if now < begin {
      words = "the certificate of \(host) is not valid before \(begin.formatted(day)): check this machine's clock"
    } else if let der = try? own.toDERBytes(), DER.isSelfIssued(der) {
      words = "the certificate of \(host) is self-signed: no authority vouches for it"
    } else {
      words = "the certificate of \(host) is signed by an authority that this machine does not trust"
    }
  }
}

/// Reads just enough of a certificate's encoding to compare its issuer with its subject.
enum DER {
  static func isSelfIssued(_ certificate: [UInt8]) -> Bool {
    var outer = certificate[...]
    guard var body = take(&outer), var fields = take(&body) else { return false }
    // An explicit version number may stand first.
    if fields.first == 0xA0 { _ = take(&fields) }
    _ = take(&fields)
    _ = take(&fields)
    let issuer = take(&fields)
    _ = take(&fields)
    let subject = take(&fields)
    guard let issuer, let subject else { return false }
    return issuer.elementsEqual(subject)
  }

  /// The content of the element at the front, which is taken off; nil where there is no whole one.
  private static func take(_ bytes: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard bytes.count >= 2 else { return nil }
    bytes = bytes.dropFirst()
    let first = bytes.removeFirst()
    var length = Int(first)
    if first & 0x80 != 0 {
      let count = Int(first & 0x7F)
      guard (1...4).contains(count), bytes.count >= count else { return nil }
      length = bytes.prefix(count).reduce(0) { $0 << 8 | Int($1) }
      bytes = bytes.dropFirst(count)
    }
    guard bytes.count >= length else { return nil }
    defer { bytes = bytes.dropFirst(length) }
    return bytes.prefix(length)
  }
}
