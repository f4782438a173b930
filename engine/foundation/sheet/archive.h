// Archive: the parts of a zip, inflated under the limits of limits.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>

#include "sheet/fault.h"
#include "sheet/input_file.h"
#include "sheet/limits.h"

namespace xueshi::sheet {

// What a workbook may cost; the defaults are those of limits.h, for files that
// people hand in.
struct Limits {
  std::int64_t part_bytes = kMostPartBytes;
  std::int64_t workbook_bytes = kMostWorkbookBytes;
  std::int64_t inflation = kMostInflation;

  static Limits none() {
    constexpr std::int64_t kAny = std::numeric_limits<std::int64_t>::max();
    return {kAny, kAny, kAny};
  }
};

// One part while it is inflated. Requires: its archive outlives it.
class Part {
 public:
  virtual ~Part() = default;
  // Up to `most` bytes; 0 at the end, whose checksum then was right; absent
  // where fault() says why.
  virtual std::optional<std::size_t> read(char* into, std::size_t most) = 0;
  virtual const Fault& fault() const = 0;
  virtual const std::string& name() const = 0;
  // Compressed bytes: how far, as good as it can be told, and in all.
  virtual std::int64_t done() const = 0;
  virtual std::int64_t size() const = 0;
};

class Archive {
 public:
  // Null with a fault where the file is no zip, is truncated, encrypted, an old
  // .xls, or too large.
  static std::unique_ptr<Archive> open(const InputFile& file, const Limits& limits, Fault& fault);
  virtual ~Archive() = default;

  // Null where there is no such part. Names are compared without letter case,
  // as OPC has it.
  virtual std::unique_ptr<Part> open_part(const std::string& name) = 0;
};

}  // namespace xueshi::sheet
