#include "intake/read_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

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

// Among how many rows that are not empty the headings are looked for.
constexpr int kMostRowsLookedAt = 20;

// A row that outlives the reader's; `texts` holds what its cells say.
sheet::Row kept(const sheet::Row& row, std::vector<std::string>& texts) {
  sheet::Row copy = row;
  texts.clear();
  for (const sheet::Cell& cell : row.cells) texts.emplace_back(cell.text);
  for (std::size_t i = 0; i < texts.size(); ++i) copy.cells[i].text = texts[i];
  return copy;
}

}  // namespace

std::optional<Layout> read_headings(Kind kind, sheet::Reader& reader, base::Findings& findings) {
  // Where no row has headings, what is wrong is said of the first that holds anything.
  std::vector<std::string> texts;
  sheet::Row first;
  for (int looked_at = 0; looked_at < kMostRowsLookedAt;) {
    const sheet::Row* row = reader.next();
    if (row == nullptr) break;
    bool is_empty = std::all_of(row->cells.begin(), row->cells.end(), [](const sheet::Cell& cell) {
      return trim_cell(cell.text).empty() && !cell.refused;
    });
    if (is_empty) continue;
    ++looked_at;
    if (is_heading_row(kind, *row)) {
      if (!first.cells.empty())
        findings.warning(reader.source().place(row->number, 1), "intake.rows-above",
                         fmt::format("列名在第 {} 行，其上的文字未导入", row->number));
      return Layout::check_headings(kind, reader.source(), *row, findings);
    }
    if (first.cells.empty()) first = kept(*row, texts);
  }
  if (!first.cells.empty() && count_headings(kind, first) > 0)
    return Layout::check_headings(kind, reader.source(), first, findings);
  if (!first.cells.empty()) {
    findings.error(
        reader.source().place(first.number, first.cells.front().column), "intake.no-headings",
        fmt::format("没有找到列名；数据应在第一张工作表中，其上一行是列名：{}", names_of(kind)));
  } else if (!reader.failed()) {
    findings.error(reader.source().place(1, 1), "intake.no-headings",
                   fmt::format("文件里没有内容，第一行应是列名：{}", names_of(kind)));
  }
  return std::nullopt;
}

}  // namespace xueshi::intake
