import CJSONScan

/// A number as its digits: `1.10`, `12345678901234567890` and 400 digits alike stay as they came.
public struct JSONNumber: Hashable, Sendable {
  public let text: String

  /// Nil unless `text` is a number of JSON's grammar: no leading zero or plus sign, no `NaN`.
  public init?(_ text: String) {
    var text = text
    let valid = text.withUTF8 { bytes in
      bytes.count > 0 && cjson_number_length(bytes.baseAddress, bytes.count) == bytes.count
    }
    guard valid else { return nil }
    self.text = text
  }

  public init(_ int: Int) {
    text = String(int)
  }

  /// The shortest digits that read back as the same double; nil for infinities and NaN, which JSON cannot write.
  public init?(_ double: Double) {
    guard double.isFinite else { return nil }
    if let int = Int(exactly: double), abs(double) < 1e15, !(double == 0 && double.sign == .minus) {
      text = String(int)
    } else {
      text = "\(double)"
    }
  }

  init(verified text: String) {
    self.text = text
  }

  /// The value, where it is whole, written without fraction and exponent, and fits.
  public var intValue: Int? { Int(text) }

  /// The nearest double; nil where the number is beyond a double's range.
  public var doubleValue: Double? {
    guard let double = Double(text), double.isFinite else { return nil }
    return double
  }
}

extension JSONNumber: CustomStringConvertible {
  public var description: String { text }
}
