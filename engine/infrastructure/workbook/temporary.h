// Temporary: the temporary files of libxlsxwriter, taken over.
//
// The library puts a workbook together out of a dozen temporary files and ignores every write to
// them that fails: a full disk then gives a damaged workbook and a success. It asks for them
// through lxw_tmpfile(), which temporary.cc defines in its place. Here a small file stays in memory
// – a workbook of a few pages never touches the disk before its own zip – and a larger one goes
// on, without a name, in the folder of the output; a write that fails is counted.
#pragma once

#include <cstddef>
#include <cstdint>

namespace xueshi::workbook {

// Writes to temporary files that failed in this thread so far.
std::uint64_t failed_temporary_writes();

inline constexpr std::size_t kMostInMemory = std::size_t{256} << 10;  // bytes of one file

}  // namespace xueshi::workbook
