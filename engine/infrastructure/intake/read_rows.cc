#include "intake/read_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "intake/further.h"

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

// "'Sheet2'、'Sheet3'"
std::string quoted(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "'" : "、'") + name + "'";
  return text;
}

// Among how many rows that are not empty the headings are looked for.
constexpr int kMostRowsLookedAt = 20;

// A row that outlives the reader's; `texts` holds what its cells say.
sheet::Row kept(const sheet::Row& row, std::vector<std::string>& texts) {
  sheet::Row copy = row;
  texts.clear();
  for (const sheet::Cell& cell : row.cells) texts.emplace_back(cell.text);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    copy.cells[i].text = texts[i];
    copy.cells[i].fault = nullptr;
  }
  return copy;
}

}  // namespace

void Unseen::add(const sheet::Row& row) {
  if (!row.hidden) return;
  bool goes_on = !rows_.empty() && rows_.back().second == row.number - 1;
  if (goes_on) {
    rows_.back().second = row.number;
  } else {
    rows_.emplace_back(row.number, row.number);
  }
}

void Unseen::warn(const sheet::Reader& reader, base::Findings& findings) const {
  constexpr std::size_t kMostShown = 5;
  const sheet::Source& source = layout_.source();
  std::string rows;
  for (std::size_t i = 0; i < std::min(rows_.size(), kMostShown); ++i) {
    const auto& [from, to] = rows_[i];
    rows += (rows.empty() ? "" : "、") +
            (from == to ? fmt::format("{}", from) : fmt::format("{}–{}", from, to));
  }
  if (rows_.size() > kMostShown) rows += " 等";
  if (!rows_.empty())
    findings.warning(source.place(rows_.front().first, 1), "intake.hidden-rows",
                     fmt::format("第 {} 行被隐藏或筛选掉了，也一并导入；不要的请删除", rows));
  for (int column : reader.hidden_columns()) {
    if (layout_.slot_at(column) >= kMostSlots) continue;
    findings.warning(source.place(layout_.heading_row(), column), "intake.hidden-column",
                     fmt::format("列 '{}' 被隐藏了，也一并导入；请核对其内容",
                                 layout_.headings()[layout_.slot_at(column)].name));
  }
  const std::vector<std::string>& others = reader.other_sheets();
  if (others.empty()) return;
  base::Place place;
  place.file = source.file;
  findings.warning(place, "intake.other-sheets",
                   fmt::format("只导入了第一张可见的工作表 '{}'；{} 里也有内容，没有导入，"
                               "要导入的请另存为单独的文件",
                               source.sheet, quoted(others)));
}

std::optional<Layout> read_headings(Kind kind, sheet::Reader& reader, base::Findings& findings,
                                    const std::shared_ptr<const Further>& further) {
  std::vector<Heading> known = all_headings(kind, further.get());
  // Where no row has headings, what is wrong is said of the first that holds anything.
  std::vector<std::string> texts;
  sheet::Row first;
  for (int looked_at = 0; looked_at < kMostRowsLookedAt;) {
    const sheet::Row* row = reader.next();
    if (row == nullptr) break;
    bool is_empty = std::all_of(row->cells.begin(), row->cells.end(), [](const sheet::Cell& cell) {
      return trim_cell(cell.text).empty() && cell.fault == nullptr;
    });
    if (is_empty) continue;
    ++looked_at;
    if (is_heading_row(known, *row)) {
      sheet::add_cell_faults(reader.source(), *row, findings);
      if (!first.cells.empty())
        findings.warning(reader.source().place(row->number, 1), "intake.rows-above",
                         fmt::format("列名在第 {} 行，其上的文字未导入", row->number));
      return Layout::check_headings(kind, reader.source(), *row, findings, further);
    }
    if (first.cells.empty()) first = kept(*row, texts);
  }
  if (!first.cells.empty() && count_headings(known, first) > 0)
    return Layout::check_headings(kind, reader.source(), first, findings, further);
  if (!first.cells.empty()) {
    findings.error(
        reader.source().place(first.number, first.cells.front().column), "intake.no-headings",
        reader.other_sheets().empty()
            ? fmt::format("没有找到列名；数据上面一行应是列名：{}", names_of(kind))
            : fmt::format(
                  "第一张可见的工作表 '{}' 里没有列名，只有它会导入；请把数据所在的一张（{} "
                  "之一）移到最前面，或删除这一张",
                  reader.source().sheet, quoted(reader.other_sheets())));
  } else if (!reader.failed()) {
    findings.error(reader.source().place(1, 1), "intake.no-headings",
                   fmt::format("文件里没有内容，第一行应是列名：{}", names_of(kind)));
  }
  return std::nullopt;
}

}  // namespace xueshi::intake
