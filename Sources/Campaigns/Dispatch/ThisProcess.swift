import Foundation
package import Store

extension Claimant {
  /// This process on this boot of the machine (Linux: random/boot_id of proc(5)).
  ///
  /// Where the boot cannot be told, each process counts as a boot of its own: what it leaves
  /// behind is in doubt rather than sent twice.
  package static func thisProcess(boot given: String? = nil) -> Claimant {
    let process = UUID().uuidString
    let system = "/proc/sys/kernel/random/boot_id"
    let boot = try? given ?? String(contentsOfFile: system, encoding: .utf8)
    return Claimant(
      bootID: boot?.trimmingCharacters(in: .whitespacesAndNewlines) ?? process,
      process: process
    )
  }
}
