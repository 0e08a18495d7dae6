import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// What Hummingbird can do at best: one page, the same for every request.
///
///     ConstantPage BYTES      prints the port that it listens on
@main struct ConstantPage {
  static func main() async throws {
    let size = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 3_000
    let page = ByteBuffer(repeating: UInt8(ascii: "x"), count: size)
    let application = Application(
      responder: CallbackResponder<BasicRequestContext> { _, _ in
        Response(status: .ok, headers: [.contentType: "text/html"], body: .init(byteBuffer: page))
      },
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in
        let line = "\(channel.localAddress?.port ?? 0)\n"
        FileHandle.standardOutput.write(Data(line.utf8))
      }
    )
    try await application.runService()
  }
}
