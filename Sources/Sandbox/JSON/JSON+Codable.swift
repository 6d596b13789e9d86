extension JSON: Codable {
  init(from decoder: any Decoder) throws {
    self = try JSONParser.parse(try decoder.singleValueContainer().decode(String.self))
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(compactText)
  }
}

extension JSONObject: Codable {
  init(from decoder: any Decoder) throws {
    self = try JSON(from: decoder).object ?? JSONObject()
  }

  func encode(to encoder: any Encoder) throws {
    try JSON.object(self).encode(to: encoder)
  }
}

extension ExactText: Codable {
  init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
