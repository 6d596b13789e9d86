import Foundation
import Synchronization

/// What was found in one slice.
struct SliceScan: Sendable {
  var count: Int
  /// Where the last match ends.
  var resume: UInt64
  var gaveUp: Bool
  /// Where the first match begins.
  private var first: Int

  /// - Parameter resume: where the last match before the slice ends.
  init(of slice: Range<Int>, by scanner: JSONSliceScanner, after resume: UInt64) {
    self.resume = resume
    (count, first) = scanner.count(slice, resume: &self.resume)
    gaveUp = scanner.gaveUp
  }

  /// Whether a scan that knew of no match before the slice found what it finds after one that ends there. It does where it left
  /// no match out: the first one is the same then, and with it all others.
  func isRight(after resume: UInt64) -> Bool { resume <= UInt64(first) }

  /// Scans slices on all processors, as if there were no matches before any of them.
  static func all(_ slices: [Range<Int>], by makeScanner: @Sendable () -> JSONSliceScanner) -> [SliceScan] {
    let workers = min(ProcessInfo.processInfo.activeProcessorCount, 8, slices.count)
    guard workers > 1 else {
      let scanner = makeScanner()
      return slices.map { SliceScan(of: $0, by: scanner, after: 0) }
    }
    let next = Atomic(0)
    let scans = Mutex([SliceScan?](repeating: nil, count: slices.count))
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      let scanner = makeScanner()
      while true {
        let number = next.add(1, ordering: .relaxed).oldValue
        guard number < slices.count else { return }
        let scan = SliceScan(of: slices[number], by: scanner, after: 0)
        scans.withLock { $0[number] = scan }
      }
    }
    return scans.withLock { $0.compactMap(\.self) }
  }
}
