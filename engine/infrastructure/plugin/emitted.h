// Emitted: a row as a plugin's process sent it, checked against the template's columns.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
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
  ~RowCheck();

  // Reads a sheet and (key, value)… and returns what is wrong, or nothing; then row() holds one
  // cell for each key of sheet(). The reader is not ok() where the bytes are no row.
  std::optional<Refusal> read(wire::Reader& reader);
  const page::Row& row() const;
  std::size_t sheet() const { return at_; }

  // Reads what `order{…}` says: of key() the headings().
  std::optional<Refusal> read_order(wire::Reader& reader);
  const std::string& key() const { return key_; }
  const std::vector<std::string>& headings() const { return headings_; }

  // What is wrong when no more rows come: a form without its row.
  std::optional<Refusal> finish() const;

 private:
  class SheetCheck;
  std::optional<Refusal> find_sheet(const std::string& name);

  const page::Template page_;
  std::vector<std::unique_ptr<SheetCheck>> checks_;  // by sheet
  std::size_t at_ = 0;
  std::string key_;
  std::vector<std::string> headings_;
};

// A double at its first 15 digits, as a workbook keeps it: 130.80000000000001 is 130.8. Absent for
// NaN and infinity, for more than `places` decimals, and for more than 15 digits before the point.
std::optional<page::Number> exact(double value, int places);

}  // namespace xueshi::plugin
