import NIOSSL

/// The certificates that a sandbox with TLS makes for itself, as PEM.
public struct SandboxCertificates: Sendable {
  /// What a client has to trust.
  public let authorityPEM: String
  /// What the sandbox shows.
  public let certificatePEM: String
  let privateKeyPEM: String

  static func make(_ kind: SandboxConfiguration.Certificate) throws -> SandboxCertificates {
    try CertificateMaker.make(kind)
  }

  func tlsConfiguration() throws -> TLSConfiguration {
    let chain = try NIOSSLCertificate.fromPEMBytes(Array(certificatePEM.utf8))
    let key = try NIOSSLPrivateKey(bytes: Array(privateKeyPEM.utf8), format: .pem)
    return TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
  }
}
