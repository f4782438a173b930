// SharedStrings: the texts that cells of a workbook name by number, in one block of memory.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sheet/archive.h"
#include "sheet/fault.h"

namespace xueshi::sheet {

class SharedStrings {
 public:
  // From `sharedStrings.xml`; none without that part.
  static SharedStrings load(std::unique_ptr<Part> part, Fault& fault);

  // By the text of a cell's value, "17". Absent where there is no such string. Lives as long as
  // this does.
  std::optional<std::string_view> find(std::string_view index) const;

 private:
  friend class SharedStringsHandler;
  std::string block_;
  std::vector<std::uint32_t> ends_;  // of each string in the block; a part is below 64 MiB
};

}  // namespace xueshi::sheet
