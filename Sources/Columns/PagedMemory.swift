import Foundation

/// Memory for columns, which goes back to the system as soon as it is freed where it is large.
///
/// The C library would keep it in its heap, among what other columns still use.
struct PagedMemory {
  private static let large = 1 << 17

  let start: UnsafeMutableRawPointer
  let capacity: Int

  init(capacity wanted: Int) {
    capacity = wanted
    guard wanted >= Self.large else {
      start = .allocate(byteCount: wanted, alignment: 16)
      return
    }
    let flags = MAP_PRIVATE | MAP_ANONYMOUS
    let pages = mmap(nil, wanted, PROT_READ | PROT_WRITE, flags, -1, 0)
    guard let pages, pages != MAP_FAILED else {
      preconditionFailure("there is no memory for \(wanted) bytes")
    }
    // Fewer and larger pages are mapped much faster; where there are none, small ones do.
    madvise(pages, wanted, CInt(MADV_HUGEPAGE))
    start = pages
  }

  func deallocate() {
    if capacity >= Self.large { munmap(start, capacity) } else { start.deallocate() }
  }
}
