import ArgumentParser
import Campaigns
import Diagnostics
import Foundation
import Loyalty
import Shop
import Store
import Workspace

struct CustomerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "customer",
    abstract: "Everything known of one customer: attributes, orders, points, every message.",
    discussion: """
      Shows attributes, orders, figures and predictions, segments and messages. Where the shop has \
      a customer club, also the points with what each was for, the tier, stamp cards and vouchers.
      """
  )

  @Argument(help: "The customer's id or e-mail address.") var customer: String
  @OptionGroup var asOf: AsOfOptions
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let project = try workspace.project()
    let now = try asOf.instant(in: project)
    let history = try project.customer(customer)
    let desk = SegmentDesk(project: project, now: now)
    let figures = CustomerFigures(
      of: history.orders,
      before: now,
      by: project.configuration.orders
    )
    let view = CustomerOutput(
      history: history,
      figures: figures,
      rfm: try desk.rfm(of: figures),
      prediction: try desk.prediction(of: figures),
      club: try desk.membership(of: history).map { membership in
        ClubOutput(
          membership: membership,
          currency: project.configuration.currency,
          calendar: project.configuration.calendar,
          now: now
        )
      },
      segments: try desk.segments(of: history),
      messages: try project.store.delivery.messages(toCustomer: history.key),
      shop: project.configuration
    )
    Terminal.print(output.json ? view.json.document : view.text(width: Terminal.width))
  }
}
