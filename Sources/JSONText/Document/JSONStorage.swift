import CJSONScan
import Foundation

/// The memory behind a document: its bytes and its index, in one reservation of address space, so that they grow in place and
/// no reader ever sees them move. Pages take memory when they are first written.
///
/// Unchecked: `JSONDocument` writes under its lock, and only beyond what it has published; readers hold a snapshot and stay
/// below the counts in it.
final class JSONStorage: @unchecked Sendable {
  let bytes: UnsafeMutablePointer<UInt8>
  let blocks: UnsafeMutablePointer<cjson_block>
  let groups: UnsafeMutablePointer<cjson_group>
  /// Bytes that fit.
  let capacity: Int
  private let base: UnsafeMutableRawPointer
  private let length: Int

  /// Address space for a document whose length is not known. Less is taken where the system grants no more.
  static let openCapacity = 1 << 36

  /// Nil where the system has no address space even for `atLeast` bytes.
  init?(capacity wanted: Int, atLeast: Int) {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    var capacity = max(wanted, atLeast, page)
    while true {
      let layout = Self.layout(for: capacity, page: page)
      let memory = mmap(nil, layout.length, PROT_READ | PROT_WRITE, Self.flags, -1, 0)
      if let memory, memory != MAP_FAILED {
        base = memory
        length = layout.length
        bytes = memory.assumingMemoryBound(to: UInt8.self)
        blocks = (memory + layout.blocks).assumingMemoryBound(to: cjson_block.self)
        groups = (memory + layout.groups).assumingMemoryBound(to: cjson_group.self)
        self.capacity = capacity
        return
      }
      if capacity / 2 < max(atLeast, page) { return nil }
      capacity /= 2
    }
  }

  deinit {
    munmap(base, length)
  }

  private static func layout(for capacity: Int, page: Int) -> (blocks: Int, groups: Int, length: Int) {
    func rounded(_ size: Int) -> Int { (size + page - 1) / page * page }
    let blockCount = capacity / Int(CJSON_BLOCK_SIZE) + 1
    let groupCount = blockCount / Int(CJSON_BLOCKS_PER_GROUP) + 1
    let blocks = rounded(capacity)
    let groups = blocks + rounded(blockCount * MemoryLayout<cjson_block>.stride)
    return (blocks, groups, groups + rounded(groupCount * MemoryLayout<cjson_group>.stride))
  }

  private static var flags: Int32 {
    #if os(Linux)
      Int32(MAP_PRIVATE) | Int32(MAP_ANONYMOUS) | Int32(MAP_NORESERVE)
    #else
      MAP_PRIVATE | MAP_ANON | MAP_NORESERVE
    #endif
  }
}
