import CustomerIO

/// What can be a person's identifier, told before anything is sent.
enum CustomerRules {
  /// A sentence about what is wrong with an identifier, or nil.
  static func problem(with text: String, as idType: IDType? = nil) -> String? {
    if text.utf8.count > Limits.customerID {
      return "Too long: \(text.utf8.count) bytes, and Customer.io takes \(Limits.customerID)."
    }
    if text.allSatisfy(\.isWhitespace) {
      return "Spaces alone name nobody. Enter an id, an email or a cio_… identifier."
    }
    if let scalar = text.unicodeScalars.first(where: { $0.properties.generalCategory == .control }) {
      return
        "Holds the control character U+\(String(scalar.value, radix: 16, uppercase: true).leftPadded(to: 4)), which no identifier has."
    }
    switch idType ?? PersonReference.customerID(text).idType {
    case .cioID:
      let digits = text.after("cio_") ?? text
      let isWellFormed = !digits.isEmpty && digits.utf8.allSatisfy { $0.isASCIILetterOrDigit }
      return isWellFormed ? nil : "After cio_ come letters and digits only."
    case .email: return EmailRules.problem(with: text)
    case .id, .phone: return nil
    }
  }
}

/// What can be an email address, told loosely: the provider knows better.
enum EmailRules {
  static func problem(with text: String) -> String? {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count >= 2, let domain = parts.last, !domain.isEmpty, text.first != "@" else {
      return "Not an email address: a name, @ and a domain, as in ada@example.com."
    }
    if text.contains(where: \.isWhitespace) { return "An email address holds no spaces." }
    return nil
  }
}

extension UInt8 {
  fileprivate var isASCIILetterOrDigit: Bool {
    (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
  }
}

extension String {
  func leftPadded(to length: Int, with filler: Character = "0") -> String {
    String(repeating: filler, count: max(0, length - count)) + self
  }
}

extension PersonReference {
  init(_ idType: IDType, _ text: String) {
    switch idType {
    case .id: self = .id(text)
    case .email: self = .email(text)
    case .cioID: self = .cioID(text.after("cio_") ?? text)
    case .phone: self = .phone(text)
    }
  }
}
