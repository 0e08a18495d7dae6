import Documents
import Foundation
import Store
import Workspace

/// The files a run was made from, kept with the run: what is sent does not change when they do.
enum RunContent {
  /// The texts to keep: all but other campaigns and offers.
  ///
  /// A list of codes stands there without its codes, which are the ledger's.
  static func files(
    of workspace: ShopWorkspace,
    for campaign: Campaign,
    offers: [Offer]
  ) -> [String: String] {
    let others = Set(workspace.files.campaigns.map(\.path) + workspace.files.offers.map(\.path))
      .subtracting([campaign.path]).subtracting(offers.map(\.path))
    var files = workspace.files.texts.filter { !others.contains($0.key) }
    for offer in offers {
      if case .pool(let path)? = offer.code { files[path.value] = "" }
    }
    return files
  }

  /// The run's files as a workspace of their own, in a folder that is made new.
  static func workspace(
    of run: Run,
    files: [String: String],
    in stateFolder: URL
  ) throws -> ShopWorkspace {
    let folder = stateFolder.appendingPathComponent("runs/\(run.name)")
    if FileManager.default.fileExists(atPath: folder.path) {
      try FileManager.default.removeItem(at: folder)
    }
    for (path, text) in files {
      let url = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(text.utf8).write(to: url)
    }
    return ShopWorkspace.load(try WorkspaceFolder(at: folder))
  }
}
