package import Diagnostics

/// Everything that people wrote in a workspace, read once.
package struct WorkspaceFiles: Sendable {
  /// Nil where it cannot be read.
  package let configuration: SourceFile?
  /// By name, as the next two.
  package let segments: [SourceFile]
  package let offers: [SourceFile]
  package let campaigns: [SourceFile]
  package let templates: TemplateFiles
  /// Files that cannot be read, and files that nothing would use.
  package let problems: [Diagnostic]
  /// The text of every file, by path.
  package let texts: [String: String]

  /// Reads the files, each at most 1 MB of UTF-8.
  package static func read(_ folder: WorkspaceFolder) -> WorkspaceFiles {
    var reader = SourceFileReader(root: folder.root)
    let configuration = reader.read(WorkspaceFolder.configurationFile, name: "stamkund")
    let segments = documents(in: "segments", &reader)
    let offers = documents(in: "offers", &reader)
    let campaigns = documents(in: "campaigns", &reader)
    let templates = TemplateFiles.read(&reader)
    return WorkspaceFiles(
      configuration: configuration,
      segments: segments,
      offers: offers,
      campaigns: campaigns,
      templates: templates,
      problems: reader.problems
    )
  }

  private init(
    configuration: SourceFile?,
    segments: [SourceFile],
    offers: [SourceFile],
    campaigns: [SourceFile],
    templates: TemplateFiles,
    problems: [Diagnostic]
  ) {
    self.configuration = configuration
    self.segments = segments
    self.offers = offers
    self.campaigns = campaigns
    self.templates = templates
    self.problems = problems
    var texts: [String: String] = [:]
    let files = [configuration].compactMap { $0 } + segments + offers + campaigns + templates.files
    for file in files { texts[file.path] = file.text }
    texts[WorkspaceFolder.configurationFile] = configuration.map { SecretMask.masked($0.text) }
    self.texts = texts
  }

  /// The text of a file by the path that diagnostics carry, for showing lines of it: what looks like
  /// a secret is masked, every character by a dot.
  package func text(ofFile path: String) -> String? { texts[path] }

  private static func documents(
    in folder: String,
    _ reader: inout SourceFileReader
  ) -> [SourceFile] {
    var files: [SourceFile] = []
    for fileName in reader.names(in: folder) {
      let path = "\(folder)/\(fileName)"
      guard fileName.hasSuffix(".yaml") else {
        reader.reportUnused(path, help: "files in \(folder)/ end with .yaml")
        continue
      }
      guard let name = reader.checkedName(fileName.dropLast(".yaml".count), path: path),
        let file = reader.read(path, name: name)
      else { continue }
      files.append(file)
    }
    return files
  }
}
