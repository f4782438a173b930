// One target under libFuzzer; XUESHI_FUZZ_TARGET is its place in the table.
#include <cstddef>
#include <cstdint>

#include "targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  xueshi::fuzz::kTargets[XUESHI_FUZZ_TARGET].run({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
