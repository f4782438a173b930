// CellTrail: a running digest of the cells of a sheet, in order: what was written is compared with
// what is read back.
#pragma once

#include <cstdint>
#include <string_view>

namespace xueshi::workbook {

class CellTrail {
 public:
  // Rows and columns count from 1. Empty texts leave no trace, as they leave none in the file.
  void add(int row, int column, std::string_view text) {
    if (text.empty()) return;
    mix(static_cast<std::uint64_t>(row) << 20 | static_cast<std::uint64_t>(column));
    for (unsigned char c : text) digest_ = (digest_ ^ c) * kPrime;
    ++cells_;
  }

  bool operator==(const CellTrail&) const = default;

 private:
  static constexpr std::uint64_t kPrime = 1099511628211ull;  // FNV-1a
  void mix(std::uint64_t value) {
    for (int shift = 0; shift < 64; shift += 8)
      digest_ = (digest_ ^ (value >> shift & 0xFF)) * kPrime;
  }
  std::uint64_t digest_ = 14695981039346656037ull;
  std::uint64_t cells_ = 0;
};

}  // namespace xueshi::workbook
