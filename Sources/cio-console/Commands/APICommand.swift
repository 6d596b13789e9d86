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

      Example: cio-console api GET /v1/api/customers --domain beta
      """)

  @Argument(.method, of: .apiCall) var method: String?
  @Argument(.url, of: .apiCall) var url: String?
  @Option(.domain, of: .apiCall) var domain: String?
  @Option(.headers, of: .apiCall, help: "May be repeated.") var headers: [String] = []
  @Option(.query, of: .apiCall, help: "May be repeated.") var query: [String] = []
  @Option(.body, of: .apiCall) var body: String?
  @Option(.reason, of: .apiCall) var reason: String?
  @Flag(help: "Print the status and the headers before the body.") var include = false
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    var inputs = FieldInputs(.definition(.apiCall))
    try inputs.take(.method, method?.uppercased())
    try inputs.take(.url, url)
    try inputs.take(.domain, domain)
    try inputs.take(.headers, headers)
    try inputs.take(.query, query)
    try inputs.take(.body, body)
    try inputs.take(.reason, reason)
    let context = Context(global)
    try await ModuleInvocation(inputs, context).run { run, _ in
      guard let exchange = run.bundle else { return }
      try write(Bundle(exchange: exchange), context)
    }
  }

  private func write(_ bundle: Bundle, _ context: Context) throws {
    switch context.format {
    case nil, .table:
      let isPretty = context.format == .table || context.output.isTerminal
      if include { try context.output.write(isPretty ? TableText.visible(bundle.head) : bundle.head) }
      try bundle.writeBody(to: context.output, pretty: isPretty)
      try bundle.endLine(of: context.output, pretty: isPretty)
    case .json where bundle.exchange.isDeepJSON: try context.output.write(bundle.compactText + "\n")
    case let format?:
      try Report.record(bundle.json).write(as: format, to: context.output)
    }
  }
}
