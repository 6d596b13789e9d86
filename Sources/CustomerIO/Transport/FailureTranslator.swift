import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Puts what went wrong below HTTP into words that a person can act on. What it says is made of the host, the time-outs
/// and the system's own texts, never of headers or bodies.
struct FailureTranslator {
  let origin: Origin
  let timeouts: Timeouts
  let configuration: Transport.Configuration

  private var place: String { "\(origin.host):\(origin.port)" }

  func failure(for error: any Error, state: ResponseCollector.ProgressState) -> TransportFailure {
    let (kind, detail) = translate(error, state)
    return TransportFailure(kind, detail: detail, bytesSent: state.headSent, timing: state.timing)
  }

  private func translate(
    _ error: any Error, _ state: ResponseCollector.ProgressState
  ) -> (TransportFailure.Kind, String) {
    switch error {
    case is CancellationError: return (.cancelled, "cancelled")
    case is FirstByteTimeout:
      return (.timedOut, "\(place) accepted the request and sent nothing for \(APIError.words(timeouts.firstByte))")
    case is AnswerTooLarge:
      return (.tooLarge, "more than \(Self.size(configuration.answerLimit)) came from \(place)")
    case let error as TemporaryFileError: return (.tooLarge, "it could not be kept on disk: \(error)")
    case let error as HTTPClientError: return translate(error, state)
    case let error as HTTPParserError: return translate(error)
    case let error as NIOConnectionError: return translate(error)
    case let error as ChannelError: return translate(error)
    case let error as IOError: return translate(error, state)
    case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError:
      return (.tls, TLSWords.describe(error, host: origin.host))
    case let error as CertificateFileError:
      return (.tls, "the file of certificate authorities \(error.path) holds none")
    default:
      if "\(type(of: error))".contains("Decompress") {
        return (.unreadable, "its compression is broken")
      }
      return (.network, "the connection to \(place) broke")
    }
  }

  private func translate(
    _ error: HTTPClientError, _ state: ResponseCollector.ProgressState
  ) -> (TransportFailure.Kind, String) {
    switch error {
    case .cancelled, .requestStreamCancelled: return (.cancelled, "cancelled")
    case .connectTimeout, .getConnectionFromPoolTimeout:
      return (.timedOut, "no connection to \(place) within \(APIError.words(timeouts.connect))")
    case .tlsHandshakeTimeout:
      return (.timedOut, "\(place) did not finish the TLS handshake within \(APIError.words(timeouts.connect))")
    case .httpProxyHandshakeTimeout, .socksHandshakeTimeout:
      return (.timedOut, "the \(configuration.proxy) did not answer within \(APIError.words(timeouts.connect))")
    case .proxyAuthenticationRequired:
      return (.network, "the \(configuration.proxy) wants a user name and password: put them into HTTPS_PROXY")
    case .invalidProxyResponse: return (.network, "the \(configuration.proxy) refused to connect to \(place)")
    case .deadlineExceeded:
      let what = state.status == nil ? "no answer" : "only \(Self.size(state.received)) of the answer"
      return (.timedOut, "\(what) from \(place) within \(APIError.words(timeouts.total))")
    case .remoteConnectionClosed:
      let what = state.status == nil ? "before it answered" : "in the middle of its answer"
      return (.network, "\(place) closed the connection \(what)")
    case .invalidURL, .emptyHost, .emptyScheme:
      return (.invalidRequest, "its address can't be read")
    default:
      return (.network, "the connection to \(place) broke: \(error.shortDescription.lowercased())")
    }
  }

  private func translate(_ error: HTTPParserError) -> (TransportFailure.Kind, String) {
    switch error {
    case .headerOverflow: (.tooLarge, "\(place) sent headers of more than 80 KB")
    case .invalidEOFState: (.network, "\(place) closed the connection in the middle of its answer")
    default: (.unreadable, "\(place) did not answer in HTTP")
    }
  }

  private func translate(_ error: NIOConnectionError) -> (TransportFailure.Kind, String) {
    if let failure = error.connectionErrors.first {
      if let error = failure.error as? IOError { return translate(error, .init()) }
      if let error = failure.error as? ChannelError { return translate(error) }
      return (.network, "no connection to \(error.host):\(error.port)")
    }
    return (.network, "the host name \(error.host) is not known to this machine's DNS")
  }

  private func translate(_ error: ChannelError) -> (TransportFailure.Kind, String) {
    if case .connectTimeout = error {
      return (.timedOut, "no connection to \(place) within \(APIError.words(timeouts.connect))")
    }
    return (.network, "the connection to \(place) broke")
  }

  private func translate(
    _ error: IOError, _ state: ResponseCollector.ProgressState
  ) -> (TransportFailure.Kind, String) {
    switch error.errnoCode {
    case ECONNREFUSED: return (.network, "\(place) refuses connections: nothing listens there")
    case EHOSTUNREACH, ENETUNREACH, ENETDOWN, EHOSTDOWN: return (.network, "there is no route to \(place)")
    case ETIMEDOUT: return (.timedOut, "\(place) stopped answering")
    case ECONNRESET, EPIPE, ECONNABORTED:
      let what = state.status == nil ? "before it answered" : "in the middle of its answer"
      return (.network, "\(place) reset the connection \(what)")
    case EACCES, EPERM: return (.network, "this machine does not allow connections to \(place)")
    case EMFILE, ENFILE: return (.network, "this machine has no free file descriptors")
    default: return (.network, "\(place): \(String(cString: strerror(error.errnoCode)))")
    }
  }

  /// "512 bytes", "8 MB", "1 GB".
  static func size(_ bytes: Int) -> String {
    switch bytes {
    case ..<1024: "\(bytes) bytes"
    case ..<(1 << 20): "\(bytes >> 10) KB"
    case ..<(1 << 30): "\(bytes >> 20) MB"
    default: "\(bytes >> 30) GB"
    }
  }
}
