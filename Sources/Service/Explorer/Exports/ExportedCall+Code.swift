import CustomerIO

extension ExportedCall {
  var python: String {
    var lines = ["import os", "", "import requests", "", "response = requests.request("]
    lines += ["    \(Self.python(request.method.name)),", "    \(Self.python(url)),"]
    var headers = joinedHeaders.map { "        \(Self.python($0.name)): \(Self.pythonHeader($0.value))," }
    switch key {
    case .basic(let user, let password):
      let second = password.map { "os.environ[\(Self.python($0))]" } ?? "\"\""
      lines.append("    auth=(os.environ[\(Self.python(user))], \(second)),")
    case .bearer(let name):
      headers.append("        \"Authorization\": \"Bearer \" + os.environ[\(Self.python(name))],")
    case .none: break
    }
    if !headers.isEmpty { lines += ["    headers={"] + headers + ["    },"] }
    if !request.body.isEmpty { lines.append("    data=\(Self.python(request.body)).encode(),") }
    lines += ["    timeout=30,", ")", "response.raise_for_status()", "print(response.text)"]
    return lines.joined(separator: "\n") + "\n"
  }

  var swift: String {
    var lines = [
      "import Foundation", "", "#if canImport(FoundationNetworking)", "  import FoundationNetworking", "#endif", "",
      "guard let url = URL(string: \(Self.swift(url))) else { fatalError(\"The address is not valid\") }",
      "let environment = ProcessInfo.processInfo.environment", "var request = URLRequest(url: url)",
      "request.httpMethod = \(Self.swift(request.method.name))",
    ]
    switch key {
    case .basic(let user, let password):
      let second = password.map { "environment[\(Self.swift($0))] ?? \"\"" } ?? "\"\""
      lines += [
        "let credentials = (environment[\(Self.swift(user))] ?? \"\") + \":\" + (\(second))",
        "let key = Data(credentials.utf8).base64EncodedString()",
        "request.setValue(\"Basic \" + key, forHTTPHeaderField: \"Authorization\")",
      ]
    case .bearer(let name):
      lines += [
        "let key = environment[\(Self.swift(name))] ?? \"\"",
        "request.setValue(\"Bearer \" + key, forHTTPHeaderField: \"Authorization\")",
      ]
    case .none: break
    }
    for header in joinedHeaders {
      lines.append("request.setValue(\(Self.swift(header.value)), forHTTPHeaderField: \(Self.swift(header.name)))")
    }
    if !request.body.isEmpty, !hasContentType {
      // URLSession calls every body a form where nothing else is said.
      lines.append("request.setValue(\"\", forHTTPHeaderField: \"Content-Type\")")
    }
    if !request.body.isEmpty { lines.append("request.httpBody = Data(\(Self.swift(request.body)).utf8)") }
    lines += [
      "let (data, _) = try await URLSession.shared.data(for: request)", "print(String(decoding: data, as: UTF8.self))",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// Each name once: neither program sends one twice.
  private var joinedHeaders: [NameValue] {
    var result: [NameValue] = []
    for header in headers {
      if let index = result.firstIndex(where: { $0.name.lowercased() == header.name.lowercased() }) {
        result[index].value += ", " + header.value
      } else {
        result.append(header)
      }
    }
    return result
  }

  /// Text of a header is written in Latin-1 where it is no bytes.
  private static func pythonHeader(_ value: String) -> String {
    python(value) + (value.utf8.allSatisfy { $0 < 0x80 } ? "" : ".encode()")
  }

  private static func python(_ text: String) -> String {
    literal(text) { scalar in
      let digits = String(scalar.value, radix: 16)
      let width = scalar.value > 0xFFFF ? 8 : 4
      return "\\" + (width == 8 ? "U" : "u") + String(repeating: "0", count: width - digits.count) + digits
    }
  }

  private static func swift(_ text: String) -> String {
    literal(text) { "\\u{\(String($0.value, radix: 16))}" }
  }

  /// A string in double quotes, with what an editor could hide or obey as escapes.
  private static func literal(_ text: String, _ escape: (Unicode.Scalar) -> String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
          result += escape(scalar)
        default: result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
