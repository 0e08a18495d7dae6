// swift-tools-version: 6.2
import PackageDescription

// A house of floors: a target depends only on floors below it. The build is run with
// `--explicit-target-dependency-import-check error`, so this list is the architecture.

let argumentParser: Target.Dependency = .product(
  name: "ArgumentParser",
  package: "swift-argument-parser"
)
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(
  name: "HummingbirdCore",
  package: "hummingbird"
)
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let rainbow: Target.Dependency = .product(name: "Rainbow", package: "Rainbow")
let serviceLifecycle: Target.Dependency = .product(
  name: "ServiceLifecycle",
  package: "swift-service-lifecycle"
)
let unixSignals: Target.Dependency = .product(
  name: "UnixSignals",
  package: "swift-service-lifecycle"
)
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let floor0: [Target] = [
  .target(name: "Diagnostics"),
  .target(name: "SQL"),
  .target(name: "Concurrency"),
  .target(name: "Shop"),
  .systemLibrary(
    name: "CCurl",
    pkgConfig: "libcurl",
    providers: [.apt(["libcurl4-openssl-dev"])]
  ),
  .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
  .systemLibrary(name: "CGumbo", pkgConfig: "gumbo", providers: [.apt(["libgumbo-dev"])]),
  .systemLibrary(name: "CIDN", pkgConfig: "libidn2", providers: [.apt(["libidn2-dev"])]),
  .systemLibrary(
    name: "CMarkdown",
    pkgConfig: "libcmark-gfm",
    providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]
  ),
  .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
]

let floor1: [Target] = [
  .target(name: "Liquid", dependencies: ["Diagnostics"]),
  .target(name: "HTML", dependencies: ["Diagnostics", "CGumbo"]),
  .target(name: "Markdown", dependencies: ["CMarkdown"]),
  .target(name: "Mail", dependencies: ["CCrypto", "CIDN"]),
  .target(name: "Scheduling", dependencies: ["Diagnostics", "Shop"]),
  .target(name: "Database", dependencies: ["SQL", grdb, grdbSQLite]),
  .target(name: "Documents", dependencies: ["Diagnostics", yams]),
  .target(name: "CSV", dependencies: ["CZlib"]),
  .target(name: "Loyalty", dependencies: ["SQL", "Shop"]),
  .target(name: "Columns"),
]

let floor2: [Target] = [
  .target(
    name: "Segmentation",
    dependencies: ["Diagnostics", "SQL", "Shop", "Documents", "Loyalty", "Columns"]
  ),
  .target(
    name: "Workspace",
    dependencies: ["Diagnostics", "Documents", "Shop", "Scheduling", "Mail", "Loyalty"],
    exclude: ["Shipped/Words"]
  ),
]

let floor3: [Target] = [
  .target(name: "SMTP", dependencies: ["Mail", "Concurrency", "CCurl"]),
  .target(name: "Mailbox", dependencies: [nioCore, nioPosix]),
  .target(
    name: "Store",
    dependencies: [
      "SQL", "Shop", "Database", "CSV", "Mail", "Scheduling", "Workspace", "Loyalty", "Diagnostics",
      "Concurrency", "Columns",
    ]
  ),
]

let floor4: [Target] = [
  .target(
    name: "Campaigns",
    dependencies: [
      "Diagnostics", "SQL", "Concurrency", "Shop", "Liquid", "HTML", "Markdown", "Mail",
      "Scheduling", "Database", "Documents", "Segmentation", "Loyalty", "Workspace", "Store",
    ]
  ),
  .target(
    name: "Reports",
    dependencies: ["Shop", "Segmentation", "Loyalty", "Workspace", "Store"]
  ),
]

let floor5: [Target] = [
  .target(
    name: "Web",
    dependencies: [
      "CCrypto", "Shop", "Mail", "Workspace", "Store", httpTypes, hummingbird,
      hummingbirdCore, logging, nioCore, serviceLifecycle, unixSignals,
    ]
  )
]

let floor6: [Target] = [
  .executableTarget(
    name: "stamkund",
    dependencies: [
      "Diagnostics", "SQL", "Concurrency", "Shop", "Liquid", "HTML", "Mail", "Scheduling",
      "Database", "Segmentation", "Loyalty", "Workspace", "SMTP", "Mailbox", "Store",
      "CSV", "Campaigns", "Reports", "Web", argumentParser, rainbow, unixSignals,
    ]
  )
]

// Beside the house: what measures it and what tries to break it.
let benchmarks: [Target] = [
  .target(name: "CAllocationCounter", path: "Benchmarks/CAllocationCounter"),
  .executableTarget(
    name: "RenderBench",
    dependencies: ["Liquid", "CAllocationCounter"],
    path: "Benchmarks/RenderBench"
  ),
  .executableTarget(
    name: "SegmentBench",
    dependencies: [
      "Campaigns", "Columns", "Database", "Segmentation", "Shop", "Store", "Workspace",
    ],
    path: "Benchmarks/SegmentBench"
  ),
  .executableTarget(
    name: "SigningBench",
    dependencies: ["Mail"],
    path: "Benchmarks/SigningBench"
  ),
  .executableTarget(
    name: "TransportBench",
    dependencies: ["Mail", "SMTP"],
    path: "Benchmarks/TransportBench"
  ),
  .executableTarget(
    name: "TransportSink",
    path: "Benchmarks/TransportSink",
    linkerSettings: [.linkedLibrary("ssl"), .linkedLibrary("crypto")]
  ),
  .executableTarget(
    name: "ConstantPage",
    dependencies: [hummingbird, httpTypes, nioCore],
    path: "Benchmarks/ConstantPage"
  ),
]

// Fuzzers have no `main` of their own and need libFuzzer: only `make fuzz` builds them.
let fuzzers: [Target] =
  Context.environment["STAMKUND_FUZZ"] == nil
  ? []
  : [
    .executableTarget(
      name: "LiquidFuzzer",
      dependencies: ["Liquid", "Diagnostics"],
      path: "Fuzzing/LiquidFuzzer",
      exclude: ["options", "seeds.sh", "words.dict"]
    )
  ]

let tests: [Target] = [
  .target(name: "TestSupport", dependencies: ["Diagnostics"], path: "Tests/TestSupport"),
  .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics", "TestSupport"]),
  .testTarget(name: "SQLTests", dependencies: ["SQL"]),
  .testTarget(name: "ConcurrencyTests", dependencies: ["Concurrency"]),
  .testTarget(name: "ShopTests", dependencies: ["Shop"]),
  .testTarget(
    name: "LiquidTests",
    dependencies: ["Liquid", "Diagnostics", "TestSupport"],
    exclude: ["Cases"]
  ),
  .testTarget(name: "HTMLTests", dependencies: ["HTML", "TestSupport"], exclude: ["Cases"]),
  .testTarget(
    name: "MarkdownTests",
    dependencies: ["Markdown", "CMarkdown", "TestSupport"],
    exclude: ["Cases"]
  ),
  .testTarget(name: "MailTests", dependencies: ["Mail", "TestSupport"]),
  .testTarget(name: "SchedulingTests", dependencies: ["Scheduling", "Shop", "TestSupport"]),
  .testTarget(name: "DatabaseTests", dependencies: ["Database", "SQL", "TestSupport"]),
  .testTarget(name: "DocumentsTests", dependencies: ["Documents", "Diagnostics"]),
  .testTarget(name: "CSVTests", dependencies: ["CSV", "TestSupport"]),
  .testTarget(name: "ColumnsTests", dependencies: ["Columns", "TestSupport"]),
  .testTarget(
    name: "SegmentationTests",
    dependencies: [
      "Segmentation", "Diagnostics", "SQL", "Shop", "Database", "Loyalty", "Columns",
      "TestSupport",
    ],
    exclude: ["Cases"]
  ),
  .testTarget(
    name: "LoyaltyTests",
    dependencies: ["Loyalty", "Shop", "TestSupport"],
    exclude: ["Data"]
  ),
  .testTarget(
    name: "WorkspaceTests",
    dependencies: [
      "Workspace", "Diagnostics", "Shop", "Scheduling", "TestSupport", "Documents", "Mail",
      "Loyalty",
    ],
    exclude: ["Cases"]
  ),
  .testTarget(name: "SMTPTests", dependencies: ["SMTP", "Mail", "Mailbox", "TestSupport"]),
  .testTarget(name: "MailboxTests", dependencies: ["Mailbox", "TestSupport"]),
  .testTarget(
    name: "StoreTests",
    dependencies: [
      "Store", "Database", "SQL", "Shop", "Workspace", "TestSupport", "Diagnostics", "Mail", "CSV",
      "Loyalty", "Columns",
    ]
  ),
  .testTarget(
    name: "CampaignsTests",
    dependencies: [
      "Campaigns", "Store", "Database", "SQL", "Mail", "Scheduling", "Workspace", "Shop",
      "Diagnostics", "TestSupport", "Liquid", "Loyalty", "Segmentation",
    ]
  ),
  .testTarget(
    name: "WebTests",
    dependencies: ["Web", "Workspace", "Store", "Database", "SQL", "Shop", "Mail", "TestSupport"]
  ),
  .testTarget(name: "ReportsTests", dependencies: ["Reports", "Loyalty", "Shop"]),
  .testTarget(
    name: "EndToEndTests",
    dependencies: ["Mailbox", "TestSupport", "stamkund"],
    exclude: ["Workspaces"]
  ),
]

let package = Package(
  name: "stamkund",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "stamkund", targets: ["stamkund"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/onevcat/Rainbow", from: "4.2.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: floor0 + floor1 + floor2 + floor3 + floor4 + floor5 + floor6 + benchmarks + fuzzers
    + tests
)

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  ]
}

for fuzzer in fuzzers { fuzzer.swiftSettings?.append(.unsafeFlags(["-parse-as-library"])) }
