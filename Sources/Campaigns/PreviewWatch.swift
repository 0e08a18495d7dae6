import Liquid

/// Notes what the templates of one message read and which branches they took.
///
/// Belongs to one writer.
final class PreviewWatch {
  /// What a message found at a variable.
  enum Finding: Comparable {
    /// None of its templates reads the variable.
    case unused
    case filled
    /// Empty, and something stands in.
    case replaced
    /// Empty where it is shown: a hole.
    case missing
  }

  let inventory: PreviewInventory
  /// By the number of the variable.
  private(set) var findings: [Finding]
  /// The numbers of the branches.
  private(set) var branches: Set<Int> = []

  init(_ inventory: PreviewInventory) {
    self.inventory = inventory
    findings = inventory.variables.map { _ in .unused }
  }

  /// Forgets the message before.
  func begin() {
    for number in findings.indices { findings[number] = .unused }
    branches.removeAll(keepingCapacity: true)
  }

  /// Notes a template that has just been rendered, even if not to its end.
  func note(_ template: Template, _ data: [TemplateData], by renderer: Renderer) {
    guard let part = inventory.part(of: template) else { return }
    for (number, variable) in part.variables {
      let finding: Finding =
        switch (variable.isEmpty(in: data), variable.mayBeEmpty) {
        case (false, _): .filled
        case (true, true): .replaced
        case (true, false): .missing
        }
      findings[number] = max(findings[number], finding)
    }
    for (number, position) in part.branches where renderer.hasTaken(branch: position) {
      branches.insert(number)
    }
  }
}
