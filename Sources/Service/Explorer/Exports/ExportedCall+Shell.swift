import CustomerIO

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
      if !headers.contains(where: { $0.name.lowercased() == "content-type" }) {
        parts.append(["--header", "Content-Type:"])
      }
      parts.append(["--data-raw", ShellText.quoted(request.body)])
    }
    return Self.shell(parts)
  }

  var httpie: String {
    var parts = [["http", "--ignore-stdin", "--print=b"]]
    switch key {
    case .basic(let user, let password): parts.append(["--auth", "\"$\(user):\(password.map { "$" + $0 } ?? "")\""])
    case .bearer(let name): parts.append(["--auth-type", "bearer", "--auth", "\"$\(name)\""])
    case .none: break
    }
    if !request.body.isEmpty { parts.append(["--raw", ShellText.quoted(request.body)]) }
    parts.append([request.method.name, ShellText.quoted(url)])
    for header in headers {
      // `:=` and `:@` mean something else to it.
      let mark = header.value.hasPrefix("=") || header.value.hasPrefix("@") ? "\\" : ""
      let text = header.value.isEmpty ? "\(header.name);" : "\(header.name):\(mark)\(header.value)"
      parts.append([ShellText.quoted(text)])
    }
    return Self.shell(parts)
  }

  var command: String {
    // A name with an equals sign can stand in the URL only.
    let inURL = request.query.filter { $0.name.contains("=") || $0.name.isEmpty }
    var path = request.path
    for pair in inURL {
      path += path.contains("?") ? "&" : "?"
      path += "\(PercentEncoding.component(pair.name))=\(PercentEncoding.component(pair.value))"
    }
    var parts = [["cio-console", "api", request.method.name, ShellText.quoted(path)]]
    parts.append(["--domain", request.domain.rawValue])
    if let connection, connection.source == .saved {
      parts.append(["--connection", ShellText.quoted(connection.name)])
    }
    for header in request.headers { parts.append(["--header", ShellText.quoted("\(header.name): \(header.value)")]) }
    for pair in request.query where !(pair.name.contains("=") || pair.name.isEmpty) {
      parts.append(["--query", ShellText.quoted("\(pair.name)=\(pair.value)")])
    }
    if !request.body.isEmpty {
      parts.append(["--body", ShellText.quoted((request.body.hasPrefix("@") ? "@" : "") + request.body)])
    }
    if !request.isKept { parts.append(["--no-history"]) }
    return Self.shell(parts)
  }
}
