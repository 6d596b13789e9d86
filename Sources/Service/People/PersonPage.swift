import CustomerIO
import Foundation
import JSONText

/// One person as Customer.io has them at one moment.
public struct PersonPage: Sendable {
  public let summary: PersonSummary
  public let isUnsubscribed: Bool
  public let attributes: [AttributeRow]
  public let devices: [Device]
  /// The answer as it came.
  public let raw: JSONValue
  public let asOf: Date

  init(_ answer: PersonAttributes, asOf: Date) {
    summary = PersonSummary(answer)
    isUnsubscribed = answer.isUnsubscribed
    attributes = answer.attributes.map(AttributeRow.init)
    devices = answer.devices
    raw = answer.raw
    self.asOf = asOf
  }
}

/// An attribute as the App API gives it: always text, whatever it was sent as.
public struct AttributeRow: Hashable, Sendable, Identifiable {
  public let name: String
  public let value: String
  /// A guess by the text's shape.
  public let type: PairType
  /// When it was last set, where Customer.io says so.
  public let changedAt: Date?

  public var id: String { name }

  init(_ attribute: PersonAttributes.Attribute) {
    name = attribute.name
    value = attribute.text
    type = PairType(guessedFrom: attribute.value)
    changedAt = attribute.changedAt.map { Date(timeIntervalSince1970: Double($0)) }
  }
}

extension PairType {
  /// By the shape of the value, or of the text that the App API makes of every value.
  init(guessedFrom value: JSONValue) {
    switch value {
    case .number: self = .number
    case .boolean: self = .boolean
    case .null: self = .null
    case .object, .array, .unpairedString: self = .json
    case .string("true"), .string("false"): self = .boolean
    case .string(let text): self = JSONNumber(text) == nil ? .string : .number
    }
  }
}

extension Activity {
  /// What it is about, in a word: the event's name, the page's address, the attributes that changed, the delivery.
  public var subject: String {
    let changed = changes.map(\.attribute).joined(separator: ", ")
    return name ?? url ?? (changed.isEmpty ? nil : changed) ?? deliveryID ?? ""
  }

  public var date: Date? { timestamp.map { Date(timeIntervalSince1970: Double($0)) } }
}
