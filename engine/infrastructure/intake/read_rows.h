// The loop that every kind of file shares.
#pragma once

#include <optional>

#include "base/finding.h"
#include "intake/cells.h"
#include "intake/layout.h"
#include "intake/read.h"
#include "sheet/sheet.h"

namespace xueshi::intake {

// Reads up to the first row that is not empty, the headings.
std::optional<Layout> read_headings(Kind kind, sheet::Reader& reader, base::Findings& findings);

// `parse(cells, value)` fills in every member of a value that it is handed again and again.
template <typename Value, typename Parse>
std::optional<Layout> read_rows(Kind kind, sheet::Reader& reader, base::Findings& findings,
                                const OnRow<Value>& on_row, Parse&& parse) {
  std::optional<Layout> layout = read_headings(kind, reader, findings);
  if (!layout) return std::nullopt;
  Cells cells(*layout, findings);
  Value value;
  while (const sheet::Row* row = reader.next()) {
    if (!cells.take(*row)) continue;
    parse(cells, value);
    if (cells.sound()) on_row(value, RowPlace{cells.row(), &*layout});
  }
  return layout;
}

}  // namespace xueshi::intake
