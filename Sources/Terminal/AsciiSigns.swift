/// What signs become on a terminal that shows ASCII only.
enum AsciiSigns {
  static func replacement(for scalar: UInt32) -> UInt8 {
    switch scalar {
    case 0x20..<0x7F: return UInt8(scalar)
    case 0xA0: return UInt8(ascii: " ")
    case 0x2500, 0x2501, 0x2504, 0x2505, 0x2508, 0x2509, 0x2550, 0x2574, 0x2576, 0x2013, 0x2014, 0x2212:
      return UInt8(ascii: "-")
    case 0x2502, 0x2503, 0x2506, 0x2507, 0x250A, 0x250B, 0x2551, 0x2575, 0x2577, 0x258F: return UInt8(ascii: "|")
    case 0x250C...0x254F, 0x2552...0x2573: return UInt8(ascii: "+")
    case 0x25B8, 0x25B6, 0x25BA, 0x203A, 0x276F, 0x2192, 0x258C, 0x2590, 0x258E, 0x258D: return UInt8(ascii: ">")
    case 0x25C2, 0x25C0, 0x2039, 0x276E, 0x2190: return UInt8(ascii: "<")
    case 0x25BE, 0x25BC, 0x2193: return UInt8(ascii: "v")
    case 0x25B4, 0x25B2, 0x2191: return UInt8(ascii: "^")
    case 0x25CF, 0x2022, 0x25C6, 0x2588: return UInt8(ascii: "*")
    case 0x25CB, 0x25E6: return UInt8(ascii: "o")
    case 0x2713, 0x2714: return UInt8(ascii: "v")
    case 0x2717, 0x2718, 0x2715, 0x2716, 0x00D7: return UInt8(ascii: "x")
    case 0x2026: return UInt8(ascii: "~")
    case 0x00B7: return UInt8(ascii: ".")
    case 0x23CE: return UInt8(ascii: "$")
    case 0x2591...0x2593: return UInt8(ascii: "#")
    case 0x2018, 0x2019: return UInt8(ascii: "'")
    case 0x201C, 0x201D: return UInt8(ascii: "\"")
    case 0x207A: return UInt8(ascii: "+")
    case 0x2800...0x28FF: return UInt8(ascii: "*")  // spinners
    case 0x2581...0x2587: return UInt8(ascii: "_")
    case 0x2589...0x258B: return UInt8(ascii: "#")
    default: return UInt8(ascii: "?")
    }
  }
}
