import ArgumentParser

/// How results are written. A table at a terminal, JSON in a pipe, or what `--output` says.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  case table, json, ndjson, csv

  /// What is used where nothing was asked for.
  static func preferred(at output: StandardOutput) -> OutputFormat { output.isTerminal ? .table : .json }
}
