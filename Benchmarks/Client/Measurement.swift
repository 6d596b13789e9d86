import Foundation

/// So many calls with the time and the processor time that this process spent on them.
struct Measurement {
  let name: String
  let calls: Int
  let items: Int
  let seconds: Double
  let processorSeconds: Double

  /// Lines of `key value`, for the script that sets them beside other programs'.
  var lines: String {
    let perThousand = processorSeconds / Double(calls) * 1000
    return """
      \(name).per_second \(Int(Double(items) / seconds))
      \(name).cpu_seconds_per_1000_calls \(String(format: "%.4f", perThousand))
      """
  }

  static func take(_ name: String, calls: Int, items: Int? = nil, _ work: () async throws -> Void) async rethrows
    -> Measurement
  {
    let clock = ContinuousClock.now
    let before = processorTime()
    try await work()
    let spent = processorTime() - before
    let seconds = clock.duration(to: .now) / .seconds(1)
    return Measurement(name: name, calls: calls, items: items ?? calls, seconds: seconds, processorSeconds: spent)
  }

  private static func processorTime() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }

  /// The most memory this process ever held, in MiB.
  static var peakMemory: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss / 1024
  }
}
