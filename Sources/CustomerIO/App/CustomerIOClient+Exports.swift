import Foundation

extension CustomerIOClient {
  /// Asks for an export until it is done or has failed; leaves room for others meanwhile.
  /// - Parameters:
  ///   - interval: between two questions.
  ///   - report: told of every answer.
  public func finishedExport(
    id: Int, interval: Duration = .seconds(2), report: (@Sendable (Export) -> Void)? = nil
  ) async throws(APIError) -> Export {
    while true {
      let export = try await fetch(.export(id: id), priority: .background)
      report?(export)
      if export.isDone || export.hasFailed { return export }
      await time.sleep(interval)
      if Task.isCancelled { throw APIError(kind: .cancelled, domain: .app) }
    }
  }

  /// Fetches the file of a finished export, without any key, to a new file that only its owner can read.
  /// - Parameters:
  ///   - file: must not exist.
  ///   - progress: told how much has come.
  /// - Returns: its size in bytes.
  @discardableResult
  public func download(
    _ link: DownloadLink, to file: URL, progress: (@Sendable (CallProgress) -> Void)? = nil
  ) async throws(APIError) -> Int {
    var url = link.url
    for _ in 0...Redirect.limit {
      guard let (origin, rest) = try? Origin.split(url), origin.scheme == .https || origin.isLoopback else {
        throw APIError(kind: .redirected, domain: .app, detail: "the export's address is no https address")
      }
      let request = SignedRequest(
        method: .get, origin: origin, target: rest.isEmpty ? "/" : rest, headers: [NameValue("Host", origin.authority)],
        body: nil, authorization: nil, ownOrigins: [])
      let answer: TransportAnswer
      switch await transport.execute(
        request, timeouts: timeouts, priority: .background, progress: progress, alwaysToFile: true)
      {
      case .success(let found): answer = found
      case .failure(let failure):
        throw APIError(
          kind: failure.kind.apiKind, domain: .app, bytesSent: failure.bytesSent, detail: failure.detail)
      }
      if [301, 302, 303, 307, 308].contains(answer.status), let location = answer.header("location") {
        url = location.hasPrefix("/") ? origin.text + location : location
        continue
      }
      guard answer.status == 200 else {
        throw APIError(
          kind: answer.status == 404 || answer.status == 403 ? .notFound : .server, domain: .app, status: answer.status,
          bytesSent: true, detail: "the file of the export could not be fetched")
      }
      return try keep(answer, as: file)
    }
    throw APIError(kind: .redirected, domain: .app, detail: "more than \(Redirect.limit) redirects, one after another")
  }

  private func keep(_ answer: TransportAnswer, as file: URL) throws(APIError) -> Int {
    do {
      let data = try answer.body.data()
      // Nobody else's from its first moment, and never one that was there before.
      let descriptor = open(file.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw TemporaryFileError(code: errno) }
      let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
      do { try handle.write(contentsOf: data) } catch {
        try? FileManager.default.removeItem(at: file)
        throw error
      }
      return data.count
    } catch {
      throw APIError(
        kind: .tooLarge, domain: .app, bytesSent: true,
        detail: "it can't be written to \(file.path): \(error.localizedDescription)")
    }
  }
}
