import Foundation

/// Times as the store keeps them: whole milliseconds since 1970, so that a time read back equals the one written.
extension Date {
  static var storedNow: Date { Date().storedPrecision }

  var storedPrecision: Date { Date(milliseconds: milliseconds) }

  var milliseconds: Int64 {
    let value = (timeIntervalSince1970 * 1000).rounded()
    return Int64(exactly: value) ?? (value > 0 ? .max : .min)
  }

  init(milliseconds: Int64) {
    self.init(timeIntervalSince1970: Double(milliseconds) / 1000)
  }
}
