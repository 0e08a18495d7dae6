/// What libFuzzer calls with each input, always on one thread.
///
/// Long templates with mistakes are tried, but not built upon: -1 keeps them out of the corpus.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzLiquid(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = LiquidInput(UnsafeBufferPointer(start: bytes, count: count))
  return LiquidTrial(input).run() || count < 100 ? 0 : -1
}

/// What libFuzzer calls for a new input: changes one in place, up to so many bytes; answers its
/// length.
///
/// A quarter of the changes are libFuzzer's own, on bytes; the others keep most templates valid.
@_cdecl("LLVMFuzzerCustomMutator")
public func mutateLiquid(
  _ bytes: UnsafeMutablePointer<UInt8>,
  _ count: Int,
  _ most: Int,
  _ seed: CUnsignedInt
) -> Int {
  var editor = TemplateEditor(UnsafeBufferPointer(start: bytes, count: count), seed: UInt64(seed))
  guard seed % 4 != 0, editor.edit(), editor.bytes.count <= most else {
    return mutate(bytes, count, most)
  }
  bytes.update(from: editor.bytes, count: editor.bytes.count)
  return editor.bytes.count
}

/// libFuzzer's own change of an input in place.
@_silgen_name("LLVMFuzzerMutate")
private func mutate(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, _ most: Int) -> Int
