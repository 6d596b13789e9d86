import NIOSSL

/// The certificates that a sandbox with TLS makes for itself, as PEM: one that it shows, and those that a fault shows
/// in its place.
public struct SandboxCertificates: Sendable {
  /// A certificate with its key.
  struct Shown: Sendable {
    let certificatePEM: String
    let privateKeyPEM: String

    func tlsConfiguration() throws -> TLSConfiguration {
      let chain = try NIOSSLCertificate.fromPEMBytes(Array(certificatePEM.utf8))
      let key = try NIOSSLPrivateKey(bytes: Array(privateKeyPEM.utf8), format: .pem)
      return TLSConfiguration.makeServerConfiguration(
        certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
    }
  }

  /// What a client has to trust.
  public let authorityPEM: String
  let usual: SandboxConfiguration.Certificate
  let shown: [SandboxConfiguration.Certificate: Shown]

  init(usual: SandboxConfiguration.Certificate) throws {
    let maker = try CertificateMaker()
    self.usual = usual
    authorityPEM = try maker.authorityPEM()
    var shown: [SandboxConfiguration.Certificate: Shown] = [:]
    for kind in SandboxConfiguration.Certificate.allCases { shown[kind] = try maker.make(kind) }
    self.shown = shown
  }
}
