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
    ".in[]?", ".tags.a?", ".a.b.c?",
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

  /// More of the language: what builds, changes, folds, matches, formats, counts time, and fails.
  static let language = [
    // Construction and destructuring.
    "{id, n}?", "{(\"a\",\"b\"): 1}", "{\"x\": .id?, \"y\": [.n?]}", "{$__loc__}", "{id: .list[]?.v?}?",
    "[.[]?] | {first: .[0]?}",
    ". as {id: $x} ?// [$x] | $x", "[[1,2],[3,4]] | .[] as [$a,$b] | {a: $a, b: $b}", ". as {list: [{v: $v}]} | $v",
    // Slices, paths, changes in place.
    ".[1:3]?", ".[:-1]?", ".[-2:]?", ".id[0:2]?", "path(..)", "[paths(type == \"number\")]", "path(.in.x?)",
    "getpath([\"in\",\"x\"])?",
    "[leaf_paths?]", "del(.id?)?", "delpaths([[\"id\"],[\"n\"]])?", "setpath([\"new\",\"deep\"]; 1)?",
    ".id? |= tostring",
    ".n? += 1", "(.. | numbers) |= . + 1", ".missing //= 3", "to_entries?|map(.key)",
    "with_entries(.value |= tostring)?",
    "walk(if type == \"number\" then . + 1 else . end)", "[tostream]", "fromstream(tostream)", "[.. | scalars]",
    "[truncate_stream(1; tostream)]", "pick(.id)?", "debug", "stderr",
    // Alternatives, conditions, errors.
    ".id // .n // \"neither\"", "(.[]? | .n?) // 0", "[.[]? | .n? // empty]", "try (.id | keys) catch .",
    "try error({a: 1}) catch .a",
    "(.id | .x) ?", "error(null)?", "try error catch .", "if . == null then 1 elif .id? then 2 else 3 end",
    "try (1 / 0) catch .", "[.[]? | try tonumber catch \"no number\"]", ".[\"id\"]?, error(\"after\")", "error",
    "{} | error",
    "\"abc\" | .[0]", "[1] | .a", "null | implode", "[] | implode", "{a: 1} | .[0]", "1 + \"a\"", "{} - 1",
    "[] | first",
    // Folds, recursion, generators, labels.
    "reduce .[]? as $x (null; . + 1)", "[foreach (1,2,3) as $x (0; . + $x)]",
    "[foreach .[]? as $x (0; . + 1; [., $x | type])]",
    "[limit(5; range(10))]", "[range(0; 10; 3)]", "[range(5; 0; -2)]",
    "[recurse(if . < 3 then . + 1 else empty end; . != null)]?",
    "[2 | recurse(. * .; . < 100)]", "[1 | while(. < 50; . * 2)]", "1 | until(. > 100; . * 3)",
    "[label $f | range(10) | ., (select(. == 3) | break $f)]",
    "def f(x): x * 2; f(.n? // 1)?", "def fac: if . <= 1 then 1 else . * (. - 1 | fac) end; 10 | fac",
    "def g($a; $b): $a + $b; g(1; 2)",
    "[.[]? | limit(1; .[]?)]", "first(range(10; 0; -1))", "[nth(2; range(10))]", "isempty(.[]?)", "[repeat(. * 2; 3)]?",
    "[combinations]?", "[[1,2],[3,4]] | [combinations]", "any(.[]?; . == 1)", "all(.[]?; . != 1)", "[input?]",
    "[inputs] | length",
    "first(inputs)", "[splits(\", \")]?", "until(true; .)", "[..] | length", "$ENV | type", "halt",
    "\"bye\" | halt_error",
    // Order and groups.
    "[.[]?] | sort", "[.[]?] | unique | length", "sort_by(.n?)?", "group_by(.n?)?", "min_by(.n?)?", "max_by(.n?)?",
    "unique_by(type)?",
    "[.[]? | type] | group_by(.) | map({(.[0]): length}) | add", "[3,1,2] | sort_by(-.)", "keys_unsorted?",
    "[.[]?] | min, max",
    "flatten?", "flatten(1)?", "[[1,2],[3]] | transpose", "reverse?", "indices(1)?", "[1,2,1] | index(1), rindex(1)",
    "inside([1,2,3,\"a\"])?",
    "contains({id: \"a\"})?", "map_values(type)?", "add?", "has(0)?", "in({\"id\": 1})?", "tojson",
    "[.[]?] | bsearch(1)?",
    // Strings and regular expressions.
    "\"\\(.id?) and \\(1 + 1)\"", "@csv \"\\([1, \"a\\\"b\", null])\"", "[1, \"a,b\", true] | @csv",
    "[1, \"a\\tb\"] | @tsv", "@html", "@uri \"q=\\(.id?)\"",
    "@sh \"echo \\(.id? | tostring)\"", "@base64", "\"aGk=\" | @base64d", "@text", "\"test\" | test(\"T\"; \"i\")",
    "\"a1b22\" | [scan(\"[0-9]+\")]",
    "\"2024-05-06\" | capture(\"(?<y>[0-9]+)-(?<m>[0-9]+)\")", "\"aXbX\" | sub(\"X\"; \"-\")",
    "\"aXbX\" | gsub(\"(?<c>X)\"; \"<\\(.c)>\")",
    "\"a, b,c\" | [splits(\", *\")]", "\"aéb\" | [match(\".\"; \"g\").offset]", "\"ab\" | explode | implode",
    "\"a-b\" | split(\"-\")", "[\"a\",\"b\"] | join(\"/\")",
    "\"prefix-x\" | ltrimstr(\"prefix-\"), rtrimstr(\"x\")", "\"abc\" | startswith(\"a\"), endswith(\"b\")",
    "\"ÄbC\" | ascii_downcase, ascii_upcase",
    "\"é\" | length, utf8bytelength", "\"x\" * 3", "\"a,b\" / \",\"", "\"(\" | test(\"(\")", "ascii(65)?",
    "\"\\u0000\\u001f\\ud83d\\ude00\"", "tostring | length",
    // Numbers and dates.
    "1, 1.5, 1e3, -0, 1e-5, 100000000000000000000", "10 / 4, 10 % 4, -5 % 3", "[1.5, -1.5 | floor, ceil, round, fabs]",
    "16 | sqrt, pow(.; 0.5), log2",
    "nan | isnan", "infinite | isinfinite, tostring", "[nan] | sort", "1425599621 | todate",
    "\"2015-03-05T23:51:47Z\" | fromdate",
    "\"2015-03-05T23:51:47Z\" | strptime(\"%Y-%m-%dT%H:%M:%SZ\") | mktime", "1425599621 | gmtime",
    "1425599621 | strftime(\"%A, %B %d, %Y\")",
    "now | type", "\"1.50\" | tonumber", "1e1000", "[.[]? | numbers] | add / length", "3.0, 3.10",
    "[limit(3; repeat(\"x\"))] | add",
  ]

  @Test(arguments: paths)
  func theDocumentAnswersAsJqDoes(_ filter: String) async throws {
    #expect(JSONQuery.isAnsweredFromDocument(filter))
    try await compare(filter)
  }

  @Test(arguments: programs + language)
  func libjqInTheChildAnswersAsJqDoes(_ filter: String) async throws {
    #expect(!JSONQuery.isAnsweredFromDocument(filter))
    try await compare(filter)
  }

  @Test(arguments: programs + language)
  func aFileThatLibjqReadsIsAnsweredAsJqDoes(_ filter: String) async throws {
    let text = Self.documents.joined(separator: "\n")
    let (outcome, lines) = try await FilterRun.product(filter, onFile: Data(text.utf8))
    let expected = try FilterRun.jq(filter, on: text)
    #expect(outcome.resultCount == lines.count && outcome.engine == .jq)
    #expect(try lines.map(Self.normalised) == expected.map(Self.normalised))
  }

  /// More than one piece of input, and programs that change in place what is kept for the end.
  @Test(arguments: [
    ".customers | group_by(.plan) | map({plan: .[0].plan, n: length})",
    ".customers[] | select(.email | test(\"^ada\")) | .id", ".customers |= map(.n += 1) | .customers[-1]",
    "reduce range(3) as $i (.; .customers[$i].n = $i) | [.customers[:4][].n], length",
    "del(.customers[1:]) | .customers", "[.customers[].n] | add, min, max", ".customers |= (reverse | .[:2])",
    "[limit(3; .customers[] | .email | ascii_upcase)]", ".customers | map(select(.plan == \"pro\")) | length",
    "[.customers[] | .tags[]?] | unique", ".customers | map(.email | capture(\"(?<a>[a-z]+)\").a) | unique",
    "[., input?] | length", "[inputs.n] | add",
  ])
  func aLargeFileIsAnsweredAsJqDoes(_ filter: String) async throws {
    let customers = (0..<3_000).map { number in
      let (name, plan) = (["ada", "grace", "édith"][number % 3], ["free", "pro"][number % 7 % 2])
      return #"{"n":\#(number),"email":"\#(name).\#(number)@example.com","plan":"\#(plan)","tags":["t\#(number % 5)"]}"#
    }
    let text = "{\"customers\":[\(customers.joined(separator: ","))],\"n\":1}\n{\"customers\":[],\"n\":2}\n"
    let (outcome, lines) = try await FilterRun.product(filter, onFile: Data(text.utf8))
    let expected = try FilterRun.jq(filter, on: text)
    #expect(outcome.resultCount == lines.count)
    #expect(try lines.map(Self.normalised) == expected.map(Self.normalised))
  }

  @Test func `the corpus is as large as was promised`() {
    let all = Self.paths + Self.programs + Self.language
    #expect(Set(all).count == all.count)
    #expect(all.count >= 150)
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
