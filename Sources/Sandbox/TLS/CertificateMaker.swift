import Crypto
import Foundation
import SwiftASN1
import X509

/// An authority of its own, and the certificates for loopback that it signs, or ones that a client has to refuse.
struct CertificateMaker {
  private static let day = 86_400.0

  private let now = Date()
  private let authorityKey = Certificate.PrivateKey(P256.Signing.PrivateKey())
  private let authorityName: DistinguishedName
  private let authority: Certificate

  init() throws {
    authorityName = try DistinguishedName { CommonName("cio-console sandbox authority") }
    authority = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: authorityKey.publicKey,
      notValidBefore: now - 400 * Self.day, notValidAfter: now + 3650 * Self.day, issuer: authorityName,
      subject: authorityName,
      signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
        Critical(KeyUsage(keyCertSign: true, cRLSign: true))
      }, issuerPrivateKey: authorityKey)
  }

  /// What a client has to trust.
  func authorityPEM() throws -> String { try authority.serializeAsPEM().pemString }

  func make(_ kind: SandboxConfiguration.Certificate) throws -> SandboxCertificates.Shown {
    let leafKey = P256.Signing.PrivateKey()
    let key = Certificate.PrivateKey(leafKey)
    let subject = try DistinguishedName { CommonName("cio-console sandbox") }
    let isSelfSigned = kind == .selfSigned
    let names: [GeneralName] =
      kind == .wrongName
      ? [.dnsName("elsewhere.example.com")]
      : [.dnsName("localhost"), .ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1]))]
    let leaf = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
      notValidBefore: now - 300 * Self.day,
      notValidAfter: kind == .expired ? now - 2 * Self.day : now + 90 * Self.day,
      issuer: isSelfSigned ? subject : authorityName, subject: subject, signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.notCertificateAuthority)
        Critical(KeyUsage(digitalSignature: true))
        try ExtendedKeyUsage([.serverAuth])
        SubjectAlternativeNames(names)
      }, issuerPrivateKey: isSelfSigned ? key : authorityKey)
    return SandboxCertificates.Shown(
      certificatePEM: try leaf.serializeAsPEM().pemString, privateKeyPEM: leafKey.pemRepresentation)
  }
}
