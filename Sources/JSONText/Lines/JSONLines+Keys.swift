import CJSONScan

extension JSONLines {
  /// Keys of an object that begin with a text, in order, each once; at most `limit`, and of the first megabytes of it.
  public func keys(of node: JSONNode, beginningWith prefix: String, limit: Int = 50) -> [String] {
    let open = UInt64(max(0, node.offset))
    guard snapshot.byte(at: open) == UInt8(ascii: "{") else { return [] }
    let end = min(snapshot.index.count, open + 8 << 20)
    var keys: [String] = []
    snapshot.withBytes(nil) { bytes in
      let base = bytes.bindMemory(to: UInt8.self).baseAddress
      var at = open + 1
      var member = cjson_member()
      while keys.count < limit, cjson_next_member(base, &at, end, true, &member) {
        guard member.key_end > member.key else { continue }
        let key = snapshot.decodedText(Int(member.key)..<Int(member.key_end))
        if key.hasPrefix(prefix), !keys.contains(key) { keys.append(key) }
      }
    }
    return keys
  }

  /// What a value is, in a few words: `string`, `array of 12`.
  public func summary(of node: JSONNode) -> String {
    let start = UInt64(max(0, node.offset))
    switch snapshot.byte(at: start) {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      let level = snapshot.depth(at: start)
      let count = snapshot.childCount(of: start, level: level, close: snapshot.close(of: start, level: level))
      return snapshot.byte(at: start) == UInt8(ascii: "{") ? "object of \(count)" : "array of \(count)"
    case UInt8(ascii: "\""): return "string"
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return "boolean"
    case UInt8(ascii: "n"): return "null"
    default: return "number"
    }
  }
}
