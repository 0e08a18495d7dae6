import Campaigns
import Documents
import Foundation
import Mail
import SMTP
import Workspace

/// The ways out that `smtp:` names.
enum MailLanes {
  /// One lane a server; throws where a password cannot be read or TLS is missing where it must be.
  static func lanes(of project: ShopProject) throws -> [Dispatcher.Lane] {
    try project.configuration.servers.map { server in
      let credentials = try server.account.map { account in
        SMTPCredentials(
          username: account.username,
          password: try account.password.value.read(
            in: project.workspace.folder,
            environment: ProcessInfo.processInfo.environment
          )
        )
      }
      let configuration = try SMTPConfiguration(
        server: server.server,
        tls: server.tls,
        credentials: credentials,
        authorities: server.authorities.map { project.workspace.folder.url($0.value).path }
      )
      return Dispatcher.Lane(
        transport: SMTPTransport(configuration),
        connections: server.connections,
        weight: server.weight,
        rate: server.rate,
        domains: server.domains,
        warmUp: server.warmUp
      )
    }
  }

  /// Whether every server is on this machine: then nothing can reach a real customer.
  static func areLoopback(_ configuration: ShopConfiguration) -> Bool {
    configuration.servers.allSatisfy(\.server.isLoopback)
  }
}
