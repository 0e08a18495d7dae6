import Foundation

/// A file of columns in memory, whole and sound; unmapped with the object.
///
/// The file may be replaced meanwhile: what is mapped stays as it was.
final class MappedColumns: Sendable {
  let directory: ColumnsFormat.Directory
  private let bytes: Mapping
  private let sections: [String: ColumnsFormat.Section]
  private let path: String

  private struct Mapping: @unchecked Sendable {  // Mapped for reading only.
    let bytes: UnsafeRawBufferPointer
  }

  init(at url: URL) throws(ColumnsFailure) {
    path = url.path
    bytes = try Self.map(url.path)
    do {
      directory = try Self.directory(bytes.bytes, path)
    } catch {
      Self.unmap(bytes)
      throw error
    }
    sections = Dictionary(directory.sections.map { ($0.name, $0) }) { first, _ in first }
  }

  deinit { Self.unmap(bytes) }

  func section(_ name: String) throws(ColumnsFailure) -> ColumnsFormat.Section {
    guard let section = sections[name] else {
      throw .damaged(path: path, reason: "it has no \(name)")
    }
    return section
  }

  func bytes(_ section: ColumnsFormat.Section) -> UnsafeRawBufferPointer {
    let end = section.offset + section.length
    return UnsafeRawBufferPointer(rebasing: bytes.bytes[section.offset..<end])
  }

  private static func map(_ path: String) throws(ColumnsFailure) -> Mapping {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { throw .missing(path: path) }
      throw .cannotRead(path: path, reason: String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    let length = lseek(descriptor, 0, SEEK_END)
    guard length >= ColumnsFormat.headerLength else {
      throw .damaged(path: path, reason: "it has \(length) bytes")
    }
    let address = mmap(nil, Int(length), PROT_READ, MAP_SHARED, descriptor, 0)
    guard let address, address != MAP_FAILED else {
      throw .cannotRead(path: path, reason: String(cString: strerror(errno)))
    }
    return Mapping(bytes: UnsafeRawBufferPointer(start: address, count: Int(length)))
  }

  private static func unmap(_ mapping: Mapping) {
    munmap(UnsafeMutableRawPointer(mutating: mapping.bytes.baseAddress), mapping.bytes.count)
  }

  /// Checks the header, the directory and every section.
  private static func directory(
    _ bytes: UnsafeRawBufferPointer,
    _ path: String
  ) throws(ColumnsFailure) -> ColumnsFormat.Directory {
    let words = UnsafeRawBufferPointer(rebasing: bytes[..<ColumnsFormat.headerLength])
    func word(_ index: Int) -> UInt64 {
      words.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)
    }
    guard word(0) == ColumnsFormat.magic else {
      throw .damaged(path: path, reason: "it does not begin as such a file does")
    }
    guard word(1) == UInt64(ColumnsFormat.version) else {
      throw .otherVersion(
        path: path,
        Int(truncatingIfNeeded: word(1)),
        known: Int(ColumnsFormat.version)
      )
    }
    let header = ColumnsFormat.Header(
      length: word(2),
      directoryOffset: word(3),
      directoryChecksum: word(4)
    )
    guard header.bytes.elementsEqual(words) else {
      throw .damaged(path: path, reason: "its header is not as it was written")
    }
    guard header.length == UInt64(bytes.count), header.directoryOffset <= header.length else {
      throw .damaged(path: path, reason: "it is \(bytes.count) bytes long, not \(header.length)")
    }
    let part = UnsafeRawBufferPointer(rebasing: bytes[Int(header.directoryOffset)...])
    guard Checksum.of(part) == header.directoryChecksum,
      let directory = ColumnsFormat.Directory(part)
    else { throw .damaged(path: path, reason: "its directory is not as it was written") }
    let sums = Checksum.of(
      parts: directory.sections.map {
        UnsafeRawBufferPointer(rebasing: bytes[$0.offset..<($0.offset + $0.length)])
      }
    )
    for (section, sum) in zip(directory.sections, sums) where section.checksum != sum {
      throw .damaged(path: path, reason: "\(section.name) is not as it was written")
    }
    return directory
  }
}
