// CellTrail: a digest of the cells of a sheet, whatever their order: what was written is compared
// with what is read back.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace xueshi::workbook {

class CellTrail {
 public:
  // Rows and columns count from 1. Empty texts leave no trace, as they leave none in the file.
  void add(int row, int column, std::string_view text) {
    if (text.empty()) return;
    std::uint64_t place =
        static_cast<std::uint64_t>(row) << 20 | static_cast<std::uint64_t>(column);
    digest_ += mixed(mixed(place) ^ std::hash<std::string_view>()(text));
    ++cells_;
  }

  bool operator==(const CellTrail&) const = default;

 private:
  static std::uint64_t mixed(std::uint64_t value) {  // splitmix64
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9ull;
    value = (value ^ value >> 27) * 0x94D049BB133111EBull;
    return value ^ value >> 31;
  }

  std::uint64_t digest_ = 0;
  std::uint64_t cells_ = 0;
};

}  // namespace xueshi::workbook
