// Emitted: a row as a plugin's process sent it, checked against the template's columns.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "page/template.h"
#include "plugin/wire.h"

namespace xueshi::plugin {

// Why a row is refused.
struct Refusal {
  std::string code;     // "plugin.unknown-column"
  std::string message;  // Chinese
};

class RowCheck {
 public:
  explicit RowCheck(const page::Template& page);

  // Reads (key, value)… and returns what is wrong, or nothing; then row() holds one cell for each
  // key of the template. The reader is not ok() where the bytes are no row.
  std::optional<Refusal> read(wire::Reader& reader);
  const page::Row& row() const { return row_; }

 private:
  struct Target {
    std::string key;
    page::Format format;
    int places;
  };
  void add(const std::string& key, page::Format format, int places);
  std::optional<Refusal> read_cell(wire::Reader& reader, const Target& target, page::Cell& cell);
  std::optional<Refusal> missing() const;

  std::vector<Target> targets_;
  std::vector<std::string> keys_;
  std::unordered_map<std::string, std::size_t> positions_;
  std::vector<bool> seen_;
  std::string key_;
  page::Row row_;
};

// A double at its first 15 digits, as a workbook keeps it: 130.80000000000001 is 130.8. Absent for
// NaN and infinity, for more than `places` decimals, and for more than 15 digits before the point.
std::optional<page::Number> exact(double value, int places);

}  // namespace xueshi::plugin
