import Foundation
import JSONQuery
import JSONText
import Testing

/// Every filter over every document, answered by the product and by jq itself. One run takes a sequence of documents, so each
/// filter here stands for as many pairs as there are documents.
@Suite struct AgreementTests {
  static let documents = [
    #"{"id":"ada","n":1,"ok":true,"none":null,"tags":["a","b"],"in":{"x":{"y":[1,2,{"z":3}]}},"odd key":"é","list":[]}"#,
    #"{"id":"grace","n":2.50,"ok":false,"tags":[],"in":{"x":null},"list":[{"v":1,"w":"p"},{"v":2},{"v":null},{"w":3}]}"#,
    #"[{"n":1,"s":"b"},{"n":"1","s":"a"},{"n":null},{},{"n":10,"s":"ab"},{"n":-3e2,"s":""},{"n":[1]},{"n":{"a":1}}]"#,
    #"[[1,2],[3,[4]],[],"text",{"id":"in an array"}]"#,
    #"{"id":{"id":{"id":1}},"n":"1\u00e9\n","dup":1,"tags":{"b":2,"a":1},"list":[{"v":5,"tags":["x","y"]},{"v":"7"}]}"#,
    #""just text""#, "42", "null", "true",
  ]

  /// What the document answers by itself.
  static let paths = [
    ".", ".id", ".n", ".ok", ".none", ".missing", ".tags", ".tags[0]", ".tags[-1]", ".tags[7]", ".tags[]", ".in.x.y",
    ".in.x.y[2].z",
    ".[\"odd key\"]", ".\"odd key\"", ".[]", ".[]?", ".[0]", ".[1]", ".[-1]", ".[0]?", ".id?", ".[].n?", ".[]?.n?",
    ".list[].v", ".list[]|.w",
    ".id,.n", ".id | .id", "(.id,.n)", ".list[]? | select(.v > 1 and (.w | not))",
    ".[]? | select(.n? and (.s? | not)) | .n", ".[]?|select(.n? == 1 or .s? == \"a\")", ".list[] | (.v,.w)",
    ".[]?|.[]?", ".id.id.id", ".id?.id?", ".list[0].tags[]",
    ".in[]?", ".tags.a?",
    "select(.id)", "select(.ok?)", "select(.n? == 1)", ".list[]? | select(.v)", ".list[]?|select(.v == 1)",
    ".list[]? | select(.v != null) | .v",
    ".[]? | select(.n == 1)", ".[]?|select(.n? > 5)", ".[]? | .n?", ".[]? | select(.s? < \"b\")",
    ".list[]? | select(.v >= 2)",
    ".list[]? | select(.v <= 2 and .w == \"p\")", ".list[]?|select(.v == 1 or .w == 3)",
    ".list[]? | select(.v == null | not)",
    ".list[]? | select((.v == 5 or .v == 1) and .w != \"q\") | .v", ".list[]? | select(1 < .v) | .v",
    "select(.id == \"ada\") | .tags[]",
    ".list[]?|select(.v != \"7\")", ".[]? | select(.n? == -300)", "select(. == null)", "select(. == 42)",
    "select(. != true)", "select(.)",
    ".list[]?|select(.tags[1] == \"y\")|.v", ".list , .tags", ".[0].n , .[1].s", "((.id))", " .id ", ".list[]?\n|\n.v",
  ]

  /// What goes to libjq.
  static let programs = [
    "keys?", "(.id)?", "(.[]|.n)?", ".id??", "length?", "[.[]?]", "map(.n?)?", ".list | length",
    ".id | ascii_downcase?", "to_entries?", "type",
    ".. | numbers",
    "[.list[]? | .v] | add", "{id: .id?, n: .n?}?", ".tags[:1]?", "if .ok? then \"yes\" else \"no\" end",
    ".n? // \"none\"",
    "[paths]|length", "reduce (.list[]?|.v|numbers) as $x (0; . + $x)", ".list? | sort_by(.v)?",
    ".list?|group_by(.v)?|length",
    "tostring", "@json", "\"id: \\(.id?)\"", "first(.[]?)", "[limit(2;.[]?)]", "error(\"no\")",
    ".[]? as $x | $x | type",
    "try error(\"x\") catch .", "select(.id? | tostring | test(\"a\"))",
    "[.[]?|.n?]|sort", "input?",
    ".id as $i | $i", "def f: .id?; f", "label $out | 1, break $out, 2", "select(.n?+1 > 2)", "has(\"id\")?",
    "tojson|fromjson", ". as [$a] | $a",
    "ascii?", "@base64?", "limit(3;repeat(1))", "any", "splits(\"a\")?", "env|type",
    "$__loc__|.line",
  ]

  @Test(arguments: paths)
  func theDocumentAnswersAsJqDoes(_ filter: String) async throws {
    #expect(JSONQuery.isAnsweredFromDocument(filter))
    try await compare(filter)
  }

  @Test(arguments: programs)
  func libjqInTheChildAnswersAsJqDoes(_ filter: String) async throws {
    #expect(!JSONQuery.isAnsweredFromDocument(filter))
    try await compare(filter)
  }

  private func compare(_ filter: String) async throws {
    let text = Self.documents.joined(separator: "\n")
    let (outcome, lines) = await FilterRun.product(filter, on: text)
    let expected = try FilterRun.jq(filter, on: text)
    #expect(outcome.resultCount == lines.count)
    #expect(outcome.engine == (JSONQuery.isAnsweredFromDocument(filter) ? .document : .jq))
    #expect(try lines.map(Self.normalised) == expected.map(Self.normalised))
  }

  /// The value with its numbers as doubles, since jq keeps no digits.
  private static func normalised(_ text: String) throws -> JSONValue {
    normalised(try JSONValue(parsing: text))
  }

  private static func normalised(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(let members): .object(members.map { JSONMember(key: $0.key, value: normalised($0.value)) })
    case .array(let elements): .array(elements.map { normalised($0) })
    case .number(let number): .number(number.doubleValue.flatMap { JSONNumber($0) } ?? number)
    default: value
    }
  }
}
