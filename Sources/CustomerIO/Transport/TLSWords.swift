import NIOSSL

/// What is wrong with a TLS handshake, in words.
enum TLSWords {
  /// Whether the handshake failed because the certificate is not trusted, its name aside.
  static func isAboutTrust(_ error: any Error) -> Bool {
    switch error {
    case NIOSSLError.unableToValidateCertificate: true
    case NIOSSLError.handshakeFailed(let reason): "\(reason)".contains("CERTIFICATE_VERIFY_FAILED")
    default: false
    }
  }

  static func describe(_ error: any Error, host: String) -> String {
    switch error {
    case NIOSSLError.noSuchFilesystemObject, NIOSSLError.failedToLoadCertificate:
      return "the file of certificate authorities can't be read"
    case let error as NIOSSLExtraError where error == .failedToValidateHostname:
      return "the certificate belongs to another name than \(host)"
    case NIOSSLError.unableToValidateCertificate, NIOSSLError.noCertificateToValidate:
      return "the certificate of \(host) can't be verified"
    case NIOSSLError.handshakeFailed(let reason):
      let text = "\(reason)"
      if text.contains("CERTIFICATE_VERIFY_FAILED") {
        return "the certificate of \(host) is not trusted: expired, self-signed, or of an authority unknown here"
      }
      if text.contains("WRONG_VERSION_NUMBER") || text.contains("HTTP_REQUEST") {
        return "\(host) does not speak TLS at this port"
      }
      if text.contains("EOF") { return "\(host) closed the connection during the TLS handshake" }
      return "the TLS handshake with \(host) failed"
    default:
      return "the TLS connection to \(host) failed"
    }
  }
}
