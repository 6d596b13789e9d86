import Foundation
import JSONText

/// People of the Track API. Where a path can't carry the identifier, the same is asked through version 2, whose body
/// can.
extension APIRequest {
  /// Which region the account is in; the reliable test of a Site ID and its key.
  public static func region() -> APIRequest {
    APIRequest(domain: .track, method: .get, path: "/api/v1/accounts/region", repeatable: true, changes: false)
  }

  /// Creates or updates a person.
  /// - Parameters:
  ///   - attributes: an object; null or an empty string removes an attribute.
  ///   - updateOnly: creates nobody.
  ///   - timestamp: when the change happened, in Unix seconds; puts rapid changes in order.
  public static func identify(
    _ person: some PersonNaming, attributes: JSONValue = [:], updateOnly: Bool = false, timestamp: Int? = nil
  ) throws(RequestError) -> APIRequest {
    guard case .object(var members) = attributes else { throw .notAnObject("attributes") }
    let reference = person.personReference
    guard reference.fitsTrackPath else {
      if updateOnly { members.set("_update", true) }
      return try .entity(.identify(reference, attributes: .object(members), timestamp: timestamp))
    }
    if updateOnly { members.set("_update", true) }
    if let timestamp { members.set("_timestamp", .number(JSONNumber(timestamp))) }
    return try track(.put, person: reference, "identify a person", body: .object(members), repeatable: true)
  }

  /// Deletes a person and all their information.
  public static func deleteCustomer(_ person: some PersonNaming) throws(RequestError) -> APIRequest {
    let reference = person.personReference
    guard reference.fitsTrackPath else { return try .entity(.delete(reference)) }
    return try track(.delete, person: reference, "delete a person", repeatable: true)
  }

  /// Adds or updates a device.
  /// - Parameters:
  ///   - device: the object with `id` (the token), `platform` (`ios` or `android`), `last_used`, `attributes`.
  public static func addDevice(_ person: some PersonNaming, device: JSONValue) throws(RequestError) -> APIRequest {
    guard case .object(let members) = device else { throw .notAnObject("device") }
    let reference = person.personReference
    guard reference.fitsTrackPath else { return try .entity(.addDevice(reference, device: .object(members))) }
    return try track(
      .put, person: reference, "add a device", suffix: "/devices", body: ["device": device], repeatable: true)
  }

  public static func deleteDevice(_ person: some PersonNaming, token: String) throws(RequestError) -> APIRequest {
    let reference = person.personReference
    guard !token.isEmpty else { throw .emptyIdentifier }
    guard reference.fitsTrackPath, !PathSegment.isDotSegment(token) else {
      return try .entity(.deleteDevice(reference, token: token))
    }
    let device = try PathSegment.encode(token, action: "delete a device")
    return try track(.delete, person: reference, "delete a device", suffix: "/devices/" + device, repeatable: true)
  }

  /// Deletes a person and blocks their identifiers.
  public static func suppress(_ person: some PersonNaming) throws(RequestError) -> APIRequest {
    let reference = person.personReference
    guard reference.fitsTrackPath else { return try .entity(.suppress(reference)) }
    return try track(.post, person: reference, "suppress a person", suffix: "/suppress", repeatable: true)
  }

  /// Frees blocked identifiers; the profile does not come back.
  public static func unsuppress(_ person: some PersonNaming) throws(RequestError) -> APIRequest {
    let reference = person.personReference
    guard reference.fitsTrackPath else { return try .entity(.unsuppress(reference)) }
    return try track(.post, person: reference, "unsuppress a person", suffix: "/unsuppress", repeatable: true)
  }

  /// Merges two people; the secondary one is deleted. Can't be undone.
  public static func merge(
    primary: some PersonNaming, secondary: some PersonNaming
  ) throws(RequestError) -> APIRequest {
    guard !primary.personReference.text.isEmpty, !secondary.personReference.text.isEmpty else { throw .emptyIdentifier }
    return track(
      .post, "/api/v1/merge_customers",
      body: [
        "primary": primary.personReference.identifiers, "secondary": secondary.personReference.identifiers,
      ], repeatable: true)
  }

  static func track(
    _ method: HTTPMethod, person: PersonReference, _ action: String, suffix: String = "", body: JSONValue? = nil,
    repeatable: Bool
  ) throws(RequestError) -> APIRequest {
    let segment = try PathSegment.encode(person.text, action: action)
    return track(method, "/api/v1/customers/" + segment + suffix, body: body, repeatable: repeatable)
  }

  static func track(
    _ method: HTTPMethod, _ path: String, query: [NameValue] = [], body: JSONValue? = nil, repeatable: Bool,
    needsCredentials: Bool = true
  ) -> APIRequest {
    APIRequest(
      domain: .track, method: method, path: path, query: query, headers: body == nil ? [] : [.json],
      body: body.map { Data($0.compactText.utf8) }, repeatable: repeatable, changes: true,
      needsCredentials: needsCredentials)
  }
}

extension [JSONMember] {
  /// Sets a key's value in its place, or appends it.
  mutating func set(_ key: String, _ value: JSONValue) {
    if let index = lastIndex(where: { $0.key == key }) {
      self[index].value = value
    } else {
      append(JSONMember(key: key, value: value))
    }
  }
}
