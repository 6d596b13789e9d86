import Crypto
import Foundation
import SwiftASN1
import X509

/// Makes an authority and a certificate for loopback, or one that a client has to refuse.
enum CertificateMaker {
  static func make(_ kind: SandboxConfiguration.Certificate) throws -> SandboxCertificates {
    let now = Date()
    let day = 86_400.0
    let authorityKey = Certificate.PrivateKey(P256.Signing.PrivateKey())
    let authorityName = try DistinguishedName { CommonName("cio-console sandbox authority") }
    let authority = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: authorityKey.publicKey,
      notValidBefore: now - 400 * day, notValidAfter: now + 3650 * day, issuer: authorityName, subject: authorityName,
      signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
        Critical(KeyUsage(keyCertSign: true, cRLSign: true))
      }, issuerPrivateKey: authorityKey)
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
      notValidBefore: now - 300 * day, notValidAfter: kind == .expired ? now - 2 * day : now + 90 * day,
      issuer: isSelfSigned ? subject : authorityName, subject: subject, signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.notCertificateAuthority)
        Critical(KeyUsage(digitalSignature: true))
        try ExtendedKeyUsage([.serverAuth])
        SubjectAlternativeNames(names)
      }, issuerPrivateKey: isSelfSigned ? key : authorityKey)
    return SandboxCertificates(
      authorityPEM: try authority.serializeAsPEM().pemString, certificatePEM: try leaf.serializeAsPEM().pemString,
      privateKeyPEM: leafKey.pemRepresentation)
  }
}
