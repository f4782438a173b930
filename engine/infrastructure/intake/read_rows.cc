#include "intake/read_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace xueshi::intake {

namespace {

std::string names_of(Kind kind) {
  std::string names;
  for (const Heading& heading : headings(kind)) {
    if (!heading.required) continue;
    names += names.empty() ? "" : "、";
    names += heading.name;
  }
  return names;
}

}  // namespace

std::optional<Layout> read_headings(Kind kind, sheet::Reader& reader, base::Findings& findings) {
  while (const sheet::Row* row = reader.next()) {
    bool empty = std::all_of(row->cells.begin(), row->cells.end(), [](const sheet::Cell& cell) {
      return trim_cell(cell.text).empty() && !cell.refused;
    });
    if (!empty) return Layout::check_headings(kind, reader.source(), *row, findings);
  }
  if (!reader.failed()) {
    findings.error(reader.source().place(1, 1), "intake.no-headings",
                   fmt::format("文件里没有内容，第一行应是列名：{}", names_of(kind)));
  }
  return std::nullopt;
}

}  // namespace xueshi::intake
