// The loop that every kind of file shares.
#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "base/finding.h"
#include "intake/cells.h"
#include "intake/layout.h"
#include "intake/read.h"
#include "sheet/sheet.h"

namespace xueshi::intake {

// Reads up to the first row that is not empty, the headings.
std::optional<Layout> read_headings(Kind kind, sheet::Reader& reader, base::Findings& findings,
                                    const std::shared_ptr<const Further>& further);

// What somebody who looks at the page does not see of what is imported, or of what is not.
class Unseen {
 public:
  explicit Unseen(const Layout& layout) : layout_(layout) {}
  void add(const sheet::Row& row);
  // Hidden rows and columns, which are imported; further sheets, which are not.
  void warn(const sheet::Reader& reader, base::Findings& findings) const;

 private:
  const Layout& layout_;
  std::vector<std::pair<int, int>> rows_;  // hidden ones, from – to
};

// `parse(cells, value)` fills in every member of a value that it is handed again and again.
template <typename Value, typename Parse>
std::optional<Layout> read_rows(Kind kind, sheet::Reader& reader, base::Findings& findings,
                                const OnRow<Value>& on_row, Parse&& parse,
                                const std::shared_ptr<const Further>& further = nullptr) {
  std::optional<Layout> layout = read_headings(kind, reader, findings, further);
  if (!layout) return std::nullopt;
  Cells cells(*layout, findings);
  Unseen unseen(*layout);
  Value value;
  while (const sheet::Row* row = reader.next()) {
    if (!cells.take(*row)) continue;
    unseen.add(*row);
    parse(cells, value);
    if (cells.sound()) on_row(value, RowPlace{cells.row(), &*layout});
  }
  unseen.warn(reader, findings);
  return layout;
}

}  // namespace xueshi::intake
