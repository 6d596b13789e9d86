import CustomerIO
import JSONText

extension ExportedCall {
  var curl: String {
    var parts = [["curl", "--globoff", "--path-as-is", "--request", request.method.name]]
    parts.append([ShellText.quoted(url)])
    switch key {
    case .basic(let user, let password): parts.append(["--user", "\"$\(user):\(password.map { "$" + $0 } ?? "")\""])
    case .bearer(let name): parts.append(["--header", "\"Authorization: Bearer $\(name)\""])
    case .none: break
    }
    for header in headers {
      // Without a value it takes the header away, but for a semicolon.
      let text = header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)"
      parts.append(["--header", ShellText.quoted(text)])
    }
    if !request.body.isEmpty {
      // curl calls every body a form where nothing else is said.
      if !hasContentType { parts.append(["--header", "Content-Type:"]) }
      parts.append(isBodyPiped ? ["--data-binary", "@-"] : ["--data-raw", ShellText.quoted(request.body)])
    }
    return pipedBody + Self.shell(parts)
  }

  var httpie: String {
    var parts = [["http"] + (isBodyPiped ? [] : ["--ignore-stdin"]) + ["--path-as-is", "--print=b"]]
    switch key {
    case .basic(let user, let password): parts.append(["--auth", "\"$\(user):\(password.map { "$" + $0 } ?? "")\""])
    case .bearer(let name): parts.append(["--auth-type", "bearer", "--auth", "\"$\(name)\""])
    case .none: break
    }
    // The equals sign, because a body may begin with a dash.
    if !request.body.isEmpty, !isBodyPiped { parts.append(["--raw=" + ShellText.quoted(request.body)]) }
    parts.append([request.method.name, ShellText.quoted(url)])
    if headers.contains(where: { $0.name.hasPrefix("-") }) { parts.append(["--"]) }
    var items = headers.map(HTTPieItem.init)
    // HTTPie calls every body JSON where nothing else is said.
    if !request.body.isEmpty, !hasContentType { items.append(HTTPieItem(text: "Content-Type:")) }
    var descriptor = 3
    var documents = ""
    for item in items {
      guard let file = item.file else {
        parts.append([ShellText.quoted(item.text)])
        continue
      }
      let end = file == "END" ? "FIN" : "END"
      parts.append(["\(item.text)/dev/fd/\(descriptor)", "\(descriptor)<<'\(end)'"])
      documents += "\n\(file)\n\(end)"
      descriptor += 1
    }
    return pipedBody + Self.shell(parts) + documents
  }

  var command: String {
    // A name with an equals sign can stand in the URL only.
    let inURL = request.query.filter(Self.isForURL)
    var path = request.path
    for pair in inURL {
      path += path.utf8.contains(UInt8(ascii: "?")) ? "&" : "?"
      path += "\(PercentEncoding.component(pair.name))=\(PercentEncoding.component(pair.value))"
    }
    var parts = [["cio-console", "api", request.method.name, ShellText.quoted(path)]]
    parts.append(["--domain", request.domain.rawValue])
    if let connection, connection.source == .saved {
      parts.append(["--connection", ShellText.quoted(connection.name)])
    }
    for header in request.headers { parts.append(["--header", ShellText.quoted("\(header.name): \(header.value)")]) }
    for pair in request.query where !Self.isForURL(pair) {
      parts.append(["--query", ShellText.quoted("\(pair.name)=\(pair.value)")])
    }
    if isBodyPiped {
      parts.append(["--body", "-"])
    } else if !request.body.isEmpty {
      parts.append(["--body", ShellText.quoted((request.body.hasPrefix("@") ? "@" : "") + request.body)])
    }
    if !request.isKept { parts.append(["--no-history"]) }
    return pipedBody + Self.shell(parts)
  }

  var hasContentType: Bool { headers.contains { $0.name.lowercased() == "content-type" } }

  private static func isForURL(_ pair: NameValue) -> Bool {
    pair.name.isEmpty || pair.name.utf8.contains(UInt8(ascii: "="))
  }

  /// An argument holds no NUL, on Linux at most 128 KB, and `-` alone stands for standard input.
  private var isBodyPiped: Bool {
    request.body.utf8.count > 100_000 || request.body.utf8.contains(0) || request.body == "-"
  }

  /// The beginning of a pipe that writes the body, where it can't be an argument.
  private var pipedBody: String {
    guard isBodyPiped else { return "" }
    let format = request.body.replacingScalar("\\", with: "\\\\").replacingScalar("%", with: "%%")
      .replacingScalar("\0", with: "\\000")
    return "printf -- \(ShellText.quoted(format)) |\n  "
  }
}

/// A header in the words of HTTPie, where the first of `:`, `;`, `=` and `@` that has no backslash ends the name, and a
/// backslash before one of them is taken away.
struct HTTPieItem {
  let text: String
  /// What is read from the file whose name comes after ``text``.
  private(set) var file: String?

  init(text: String) { self.text = text }

  init(_ header: NameValue) {
    guard !header.value.isEmpty else {
      text = header.name + ";"
      return
    }
    // Of backslashes before a mark it keeps an even number only; such a value comes from a file.
    if Self.losesBackslash(header.value) {
      text = header.name + ":@"
      file = header.value
      return
    }
    // `:=` and `:@` mean something else.
    let first = header.value.utf8.first
    let isTaken = first == UInt8(ascii: "=") || first == UInt8(ascii: "@")
    text = header.name + (isTaken ? ":\\" : ":") + header.value
  }

  private static func losesBackslash(_ value: String) -> Bool {
    var count = 0
    for byte in value.utf8 {
      if byte == UInt8(ascii: "\\") {
        count += 1
        continue
      }
      if count % 2 == 1, marks.contains(byte) { return true }
      count = 0
    }
    return false
  }

  private static let marks = Array(":;=@".utf8)
}
