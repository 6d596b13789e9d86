// swift-tools-version: 6.1
import PackageDescription

// The target graph. Data flows one way: key → screen → service → Customer.io → screen → cells.
// An edge between two of our targets can appear nowhere but here; see docs/architecture.md.

let package = Package(
  name: "cio-console",
  // An asynchronous root command needs a deployment target, even for a program that runs on Linux.
  platforms: [.macOS(.v14)],
  products: [
    .executable(name: "cio-console", targets: ["cio-console"])
  ],
  dependencies: [
    // Commands, options and their help come from one declaration each.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // HTTP/1.1 and HTTP/2 with one connection pool, TLS and streaming bodies.
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    // The sandbox is an HTTP server on loopback, with optional TLS.
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
    // SQLite with migrations, write-ahead logging and typed records.
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    // scrypt and ChaCha20-Poly1305 for a sealed vault.
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    // Theme and settings files.
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    // Objects whose keys keep their order.
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
  ],
  targets: [
    .systemLibrary(name: "CNcurses"),
    .systemLibrary(name: "CMainQueue"),
    .target(name: "CTerminalRescue"),
    .target(
      name: "Terminal",
      dependencies: ["CNcurses", "CMainQueue", "CTerminalRescue", "TOMLKit"],
      resources: [.embedInCode("Themes")]),
    .target(name: "CJSONScan", cSettings: [.unsafeFlags(["-O3"])]),
    .systemLibrary(name: "CPCRE2"),
    .target(name: "JSONText", dependencies: ["CJSONScan", "CPCRE2"]),
    .systemLibrary(name: "CJQ"),
    .target(name: "JSONQuery", dependencies: ["JSONText", "CJSONScan", "CJQ"]),
    .target(name: "Widgets", dependencies: ["Terminal", "JSONText"]),
    .target(
      name: "CustomerIO",
      dependencies: [
        "JSONText",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      resources: [.embedInCode("Resources")]),
    .systemLibrary(name: "CZlib"),
    .target(
      name: "Store",
      dependencies: [
        "CZlib",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ]),
    .systemLibrary(name: "CYAML"),
    .target(
      name: "Service",
      dependencies: ["CustomerIO", "Store", "JSONText", "CYAML"]),
    .target(name: "Console", dependencies: ["Service", "Widgets", "JSONQuery", "TOMLKit", "CZlib"]),
    .target(
      name: "Sandbox",
      dependencies: [
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdHTTP2", package: "hummingbird"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "X509", package: "swift-certificates"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Collections", package: "swift-collections"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
      ]),
    .executableTarget(
      name: "cio-console",
      dependencies: [
        "Console", "Service", "Sandbox", "Store", "CustomerIO", "JSONText", "JSONQuery", "Terminal", "Widgets",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      linkerSettings: [
        // A static standard library has every symbol of ours exported: 60,000 names, an eighth of the time to the first frame.
        .unsafeFlags(["-Xlinker", "--no-export-dynamic"], .when(platforms: [.linux], configuration: .release))
      ]),
    .executableTarget(
      name: "client-benchmark",
      dependencies: [
        "CustomerIO", "JSONText", "Sandbox",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      path: "Benchmarks/Client"),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal"]),
    .testTarget(name: "JSONTextTests", dependencies: ["JSONText"]),
    .executableTarget(name: "json-query-child", dependencies: ["JSONQuery"], path: "Tests/JSONQueryChild"),
    .testTarget(name: "JSONQueryTests", dependencies: ["JSONQuery", "JSONText", "json-query-child"]),
    .testTarget(name: "WidgetsTests", dependencies: ["Widgets"]),
    .testTarget(name: "CustomerIOTests", dependencies: ["CustomerIO", "Sandbox"]),
    .executableTarget(name: "store-torture", dependencies: ["Store"], path: "Tests/StoreTorture"),
    .testTarget(name: "StoreTests", dependencies: ["Store", "store-torture"]),
    .testTarget(name: "ServiceTests", dependencies: ["Service", "Sandbox", "CustomerIO", "Store", "JSONText"]),
    .testTarget(name: "ConsoleTests", dependencies: ["Console", "Sandbox", "json-query-child"]),
    .testTarget(
      name: "SandboxTests",
      dependencies: ["Sandbox", .product(name: "AsyncHTTPClient", package: "async-http-client")]),
    .executableTarget(name: "terminal-child", dependencies: ["Terminal"], path: "Tests/TerminalChild"),
    .testTarget(name: "ProgramTests", dependencies: ["Sandbox", "JSONText", "Service", "terminal-child"]),
  ],
  swiftLanguageModes: [.v6]
)
