import ArgumentParser
import Foundation
import Shop
import Workspace

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a new workspace: configuration, segments, templates, offers, campaigns.",
    discussion: """
      With --demo it also gets the data of a demo shop: 2,000 customers of our own invention and \
      their orders up to today. In a workspace that is there already, --demo adds only the data. \
      No file is ever written over.
      """
  )

  @Argument(help: "The folder, which is made where it is missing.") var folder: String
  @Flag(help: "Add the data of a demo shop.") var demo = false

  func run() throws {
    let url = URL(fileURLWithPath: folder)
    let isWorkspace = FileManager.default.fileExists(
      atPath: url.appendingPathComponent("stamkund.yaml").path
    )
    do {
      if !(isWorkspace && demo) {
        for path in try StarterWorkspace.write(to: url) { Terminal.print("\(path)\n") }
      }
      if demo { try addDemoShop(to: url) }
    } catch let failure as StarterFailure {
      throw CommandFailure.problem("\(failure)")
    }
    let next = demo ? "'stamkund import', then 'stamkund segments'" : "'stamkund check'"
    Terminal.note("next: cd \(folder), \(next)\n")
  }

  private func addDemoShop(to url: URL) throws {
    let today = ShopCalendar(timeZone: .current).day(of: Instant(Date()))
    for (path, _) in DemoShop.files(asOf: today) {
      guard !FileManager.default.fileExists(atPath: url.appendingPathComponent(path).path) else {
        throw StarterFailure.exists(path)
      }
    }
    try DemoShop.write(to: url, asOf: today)
    Terminal.print("data/\n")
  }
}
