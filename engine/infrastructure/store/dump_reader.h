// DumpReader: a dump as pg_restore prints it, table by table; for this room's own files.
//
// Only the data matters here: a row is a line between `COPY public.audit (chain, …) FROM stdin;`
// and
// `\.`, with tabs between its columns.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace xueshi::store {

struct DumpRow {
  const std::string& table;  // without its schema
  const std::vector<std::string>& columns;
  std::string_view line;

  // The values, unescaped, in the order of the columns; null is "".
  std::vector<std::string> values() const;
};

class DumpReader {
 public:
  using OnTable = std::function<void(const std::string& table)>;
  using OnRow = std::function<void(const DumpRow&)>;
  DumpReader(OnTable on_table, OnRow on_row)
      : on_table_(std::move(on_table)), on_row_(std::move(on_row)) {}

  void add(const std::string& line);

 private:
  OnTable on_table_;
  OnRow on_row_;
  bool in_table_ = false;
  std::string table_;
  std::vector<std::string> columns_;
};

}  // namespace xueshi::store
