import CustomerIO
import Service

extension PersonSummary {
  /// How the person is named in a route and in a dialog, so that no other kind of identifier is taken for it.
  var referenceText: String {
    if let customerID, !customerID.isEmpty { return PersonReference.id(customerID).routeText }
    if let email, !email.isEmpty { return PersonReference.email(email).routeText }
    return "cio_" + (cioID ?? "")
  }

  /// The identifier as the dialogs take it.
  var identifier: String {
    if let customerID, !customerID.isEmpty { return customerID }
    return email ?? cioID.map { "cio_" + $0 } ?? ""
  }

  var copies: [CopyOffer] {
    var offers: [CopyOffer] = []
    if let customerID { offers.append(CopyOffer(title: "ID", text: customerID)) }
    if let email { offers.append(CopyOffer(title: "email", text: email)) }
    if let cioID { offers.append(CopyOffer(title: "cio_id", text: "cio_" + cioID)) }
    if let name { offers.append(CopyOffer(title: "name", text: name)) }
    return offers
  }
}

extension PersonReference {
  /// `id:…`, `email:…` or `cio_…`; the short form where it is read back the same.
  var routeText: String {
    switch self {
    case .customerID(let text): text
    case .id(let text): PersonReference(route: text) == self ? text : "id:" + text
    case .email(let text): PersonReference(route: text) == self ? text : "email:" + text
    case .cioID(let text): "cio_" + text
    case .phone(let text): "phone:" + text
    }
  }

  /// Reads `id:…`, `email:…`, `cio_…`; bare text is an email when it has an `@`, else an id.
  init(route text: String) {
    if let id = text.after("id:") {
      self = .id(id)
    } else if let email = text.after("email:") {
      self = .email(email)
    } else if let cioID = text.after("cio_"), !cioID.isEmpty {
      self = .cioID(cioID)
    } else if text.utf8.contains(UInt8(ascii: "@")) {
      self = .email(text)
    } else {
      self = .id(text)
    }
  }
}

extension ModuleValues {
  /// A dialog about one person, with their identifier filled in.
  static func about(_ person: PersonSummary, for id: ModuleID) -> ModuleValues {
    if id == .addToSegment {
      if let id = person.customerID { return ModuleValues([.customerIDs: .lines([id]), .idType: .text("id")]) }
      if let email = person.email { return ModuleValues([.customerIDs: .lines([email]), .idType: .text("email")]) }
      return ModuleValues([.customerIDs: .lines([person.cioID ?? ""]), .idType: .text("cio_id")])
    }
    return ModuleValues([.customerID: .text(person.identifier)])
  }
}
