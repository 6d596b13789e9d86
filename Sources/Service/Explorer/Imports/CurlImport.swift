import CustomerIO
import Foundation

/// Reads a `curl` command as browsers, documents and people write it.
enum CurlImport {
  static func read(_ text: String, _ hosts: KnownHosts) throws(ImportError) -> ImportedRequests {
    let shell = try ShellWords(text)
    var imported = ImportedRequests()
    if shell.isFollowed { imported.note("What follows the command was dropped.") }
    var command = CurlCommand()
    try command.read(Array(shell.words.dropFirst()), &imported)
    let request = try command.request(hosts, &imported)
    let used = Set(VariableValues.names(in: request.values))
    for name in shell.variables where used.contains(name) {
      imported.note("The shell's $\(name) became the variable {{\(name)}}.")
    }
    try imported.add(request)
    return imported
  }
}

/// The options of a `curl` command, gathered.
private struct CurlCommand {
  private var urls: [String] = []
  private var method: String?
  private var headers: [NameValue] = []
  private var data: [String] = []
  private var isJSON = false
  private var queryFromData = false
  private var isHead = false

  private static let short: [Character: String] = [
    "X": "request", "H": "header", "d": "data", "G": "get", "u": "user", "I": "head", "A": "user-agent",
    "e": "referer", "b": "cookie", "F": "form", "T": "upload-file", "o": "output", "m": "max-time", "x": "proxy",
    "E": "cert", "w": "write-out", "c": "cookie-jar", "K": "config", "D": "dump-header", "r": "range",
    "U": "proxy-user",
    "y": "speed-time", "Y": "speed-limit", "z": "time-cond", "C": "continue-at", "Q": "quote", "P": "ftp-port",
    "t": "telnet-option", "h": "help",
  ]

  /// Options with a value that say how to send, not what.
  private static let ignoredWithValue: Set<String> = [
    "output", "max-time", "proxy", "cert", "key", "cacert", "capath", "write-out", "cookie-jar", "config",
    "dump-header", "range", "proxy-user", "speed-time", "speed-limit", "time-cond", "continue-at", "quote", "ftp-port",
    "telnet-option", "connect-timeout", "retry", "retry-delay", "retry-max-time", "resolve", "interface", "limit-rate",
    "max-redirs", "ciphers", "tls-max", "noproxy", "cert-type", "key-type", "pass", "stderr", "trace", "trace-ascii",
    "aws-sigv4", "dns-servers", "keepalive-time", "local-port", "max-filesize", "output-dir", "proto", "unix-socket",
    "url-query", "variable",
  ]

  private static let withValue: Set<String> = ignoredWithValue.union([
    "request", "header", "data", "data-ascii", "data-raw", "data-binary", "data-urlencode", "json", "user",
    "oauth2-bearer", "user-agent", "referer", "cookie", "form", "form-string", "upload-file", "url",
  ])

  mutating func read(_ words: [String], _ imported: inout ImportedRequests) throws(ImportError) {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        urls += rest
        return
      } else if word.hasPrefix("--") {
        let name = String(word.dropFirst(2))
        try take(name, of: word, from: &rest, &imported)
      } else if word.hasPrefix("-"), word.count > 1 {
        var letters = word.dropFirst()
        while let letter = letters.popFirst() {
          guard let name = Self.short[letter] else { continue }
          if Self.withValue.contains(name) {
            if !letters.isEmpty { rest = ([String(letters)] + rest)[...] }
            letters = ""
          }
          try take(name, of: "-\(letter)", from: &rest, &imported)
        }
      } else {
        urls.append(word)
      }
    }
  }

  private mutating func take(
    _ name: String, of word: String, from rest: inout ArraySlice<String>, _ imported: inout ImportedRequests
  ) throws(ImportError) {
    guard Self.withValue.contains(name) else {
      if name == "get" { queryFromData = true }
      if name == "head" { isHead = true }
      if name == "insecure" { imported.note("--insecure was dropped: certificates are always checked.") }
      return
    }
    guard let value = rest.popFirst() else { throw ImportError("\(word) has no value behind it.") }
    switch name {
    case "request": method = value.uppercased()
    case "url": urls.append(value)
    case "header": addHeader(value, &imported)
    case "user-agent": headers.append(NameValue("User-Agent", value))
    case "referer": headers.append(NameValue("Referer", value))
    case "json":
      isJSON = true
      addData(value, of: word, readsFiles: true, &imported)
    case "data", "data-ascii", "data-binary": addData(value, of: word, readsFiles: true, &imported)
    case "data-raw": data.append(value)
    case "data-urlencode": addEncoded(value, &imported)
    case "user", "oauth2-bearer":
      imported.note("\(word) was dropped: it is a secret, and the connection's own is sent.")
    case "cookie": imported.note("\(word) was dropped: cookies are secrets.")
    case "form", "form-string", "upload-file":
      throw ImportError("\(word) sends a file or a form of several parts, which this dialog can't send.")
    default: imported.note("\(word) was dropped: it is no part of the request.")
    }
  }

  private mutating func addHeader(_ text: String, _ imported: inout ImportedRequests) {
    if text.hasPrefix("@") {
      imported.note("The headers in the file \(text.dropFirst()) were not read: add them.")
    } else if let (name, rest) = text.parts(around: ":") {
      let value = rest.unicodeScalars.drop { $0 == " " }
      // "Name:" takes a header of curl's own away.
      if !value.isEmpty { headers.append(NameValue(name, String(value))) }
    } else if text.hasSuffix(";") {
      headers.append(NameValue(String(text.dropLast()), ""))
    }
  }

  private mutating func addData(
    _ value: String, of word: String, readsFiles: Bool, _ imported: inout ImportedRequests
  ) {
    guard readsFiles, value.hasPrefix("@") else { return data.append(value) }
    let name = value == "@-" ? "standard input" : "the file \(value.dropFirst())"
    imported.note("\(word) reads \(name), which was not read: put its text into the body.")
    data.append("")
  }

  private mutating func addEncoded(_ value: String, _ imported: inout ImportedRequests) {
    func encoded(_ text: Substring) -> String {
      VariableText(String(text)).pieces.map { piece in
        switch piece {
        case .text(let text): PercentEncoding.component(text)
        case .variable(let name): "{{\(name)}}"
        }
      }.joined()
    }
    guard let mark = value.firstIndex(where: { $0 == "=" || $0 == "@" }) else {
      return data.append(encoded(value[...]))
    }
    let name = value[..<mark]
    let content = value[value.index(after: mark)...]
    if value[mark] == "@" {
      imported.note("--data-urlencode reads the file \(content), which was not read: put its text into the body.")
    }
    let text = value[mark] == "@" ? "" : encoded(content)
    data.append(name.isEmpty ? text : "\(name)=\(text)")
  }

  func request(_ hosts: KnownHosts, _ imported: inout ImportedRequests) throws(ImportError) -> SavedRequest {
    guard let url = urls.first else { throw ImportError("The command names no URL.") }
    if urls.count > 1 { imported.note("Only the first of \(urls.count) URLs was taken.") }
    if url.contains("@"), url.prefix(while: { $0 != "?" }).contains("@") {
      let authority = url.range(of: "://").map { url[$0.upperBound...] } ?? url[...]
      if authority.prefix(while: { !"/?#".contains($0) }).contains("@") {
        imported.note("The name and password in the URL were dropped: they are secrets.")
      }
    }
    guard let (domain, whole) = hosts.split(url).map({ ($0.domain, $0.path) }) else {
      throw ImportError("\(KnownHosts.authority(url)) is no host of Customer.io, nor of this connection.")
    }
    var target = whole
    if let fragment = target.firstIndex(of: "#") {
      target = String(target[..<fragment])
      imported.note("What follows # in the URL was dropped: it is never sent.")
    }
    let body = isJSON ? data.joined() : data.joined(separator: "&")
    if queryFromData, !body.isEmpty { target += (target.contains("?") ? "&" : "?") + body }
    let methodName = method ?? (isHead ? "HEAD" : data.isEmpty || queryFromData ? "GET" : "POST")
    guard let method = HTTPMethod(rawValue: methodName) else {
      throw ImportError("The method \(methodName.prefix(20)) is none of GET, POST, PUT, PATCH and DELETE.")
    }
    var kept = ImportedParts.headers(headers, &imported)
    let hasBody = !queryFromData && !body.isEmpty
    if hasBody, !isJSON, !kept.contains(where: { $0.name.lowercased() == "content-type" }) {
      if (body.first.map { "{[".contains($0) } ?? false) {
        imported.note("curl would send this body as a form; here it goes as JSON.")
      } else {
        kept.append(NameValue("Content-Type", "application/x-www-form-urlencoded"))
      }
    }
    let (path, query) = ImportedParts.split(target)
    return SavedRequest(
      name: "\(method.name) \(path)", domain: domain, method: method, path: path, query: query, headers: kept,
      body: hasBody ? body : "")
  }
}
