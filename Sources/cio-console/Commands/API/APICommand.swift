import ArgumentParser
import CustomerIO
import Service

/// *Make an API call*: `api METHOD URL`
struct APICommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration.dialog(
    .apiCall, arguments: " METHOD URL",
    discussion: """
      Prints the body of the answer: pretty at a terminal, as received in a pipe. --output json prints status, headers, \
      body, timing and attempts as one object.

      With --collection, --variable or --variable-set, {{name}} in the call stands for a variable's value; without them \
      every value is literal. With --collection, METHOD, URL and --domain may be left out; what is given takes their \
      place, and a header or query of a name the place of the saved ones of that name.

      Examples: cio-console api GET /v1/api/customers --domain beta
                cio-console api GET /v1/segments/1/membership --domain app --all-pages --jq .id
                cio-console api --collection "People/Attributes of one" --variable customer_id=ada
      """)

  @Argument(.method, of: .apiCall) var method: String?
  @Argument(.url, of: .apiCall) var url: String?
  @Option(.domain, of: .apiCall) var domain: String?
  @Option(.headers, of: .apiCall, help: "May be repeated.") var headers: [String] = []
  @Option(.query, of: .apiCall, help: "May be repeated.") var query: [String] = []
  @Option(.body, of: .apiCall) var body: String?
  @Option(.reason, of: .apiCall) var reason: String?
  @Flag(help: "Print the status and the headers before the body.") var include = false
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Print what a filter in jq's language makes of the answer, one result a line.", valueName: "filter"))
  var jq: String?
  @Flag(help: "Print strings that --jq finds without quotes.") var raw = false
  @Flag(help: "Follow every page of a list; one element a line, or one array with --output json.")
  var allPages = false
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Write a successful answer's body into a file of your own only, whole or not at all.",
      discussion: "A file that is there is replaced only with --yes, or when you say so.", valueName: "file"))
  var save: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Send a saved request.", discussion: "See collection list.", valueName: "collection/request"))
  var collection: String?
  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("The value of a variable; may be repeated.", valueName: "name=value"))
  var variable: [String] = []
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The set of variables. Default: the connection's.", valueName: "name"))
  var variableSet: String?
  @Flag(.noHistory, of: .apiCall) var noHistory = false
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let context = Context(global)
    let filter = jq.map { JQFilter($0, isRaw: raw) }
    try await filter?.check()
    if raw, jq == nil { throw Failure.option("--raw", "It goes with --jq.") }
    if include, allPages { throw Failure.option("--include", "It shows one answer, and --all-pages asks for many.") }
    var inputs = FieldInputs(.definition(.apiCall))
    try inputs.take(.method, method?.uppercased())
    try inputs.take(.url, url)
    try inputs.take(.domain, domain)
    try inputs.take(.headers, headers)
    try inputs.take(.query, query)
    try inputs.take(.body, body)
    try inputs.take(.reason, reason)
    inputs.take(.noHistory, isOn: noHistory)
    let saved = try await SavedCall(context, collection: collection, variables: variable, set: variableSet)
    let given = try saved.values(overriddenBy: inputs)
    var sink = AnswerSink(context, filter: filter, file: save, includesHead: include)
    let invocation = ModuleInvocation(given, context)
    try await sink.prepare()
    let place = sink
    if allPages {
      try await invocation.followPages(into: place)
    } else {
      try await invocation.run { run, _ in try await place.write(run) }
    }
  }
}
