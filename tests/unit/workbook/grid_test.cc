#include "workbook/grid.h"

#include "workbook_support.h"

namespace xueshi::workbook {
namespace {

using testing::ElementsAre;

using Grid = Workbook;

std::vector<std::string> cells_of(const fs::path& path, int row) {
  std::vector<std::string> cells;
  base::Findings findings;
  auto reader = sheet::open(path.string(), findings);
  while (const sheet::Row* next = reader ? reader->next() : nullptr) {
    if (next->number != row) continue;
    for (const sheet::Cell& cell : next->cells)
      cells.push_back(sheet::column_letters(cell.column) + std::string(cell.text));
  }
  EXPECT_TRUE(findings.ok());
  return cells;
}

TEST_F(Grid, TheExampleRowBeginsWithItsMark) {
  fs::path path = folder_ / "people.xlsx";
  write_import_template(path, "示例",
                        {{"员工编号", true, {}, "", "P0001"}, {"姓名", true, {}, "", "林清"}});
  EXPECT_THAT(cells_of(path, 1), ElementsAre("A员工编号", "B姓名"));
  EXPECT_THAT(cells_of(path, 2), ElementsAre("A示例P0001", "B林清"));
}

TEST_F(Grid, AListHasItsHeadingsAndTypedCells) {
  fs::path path = folder_ / "roster.xlsx";
  write_grid(path, {{"员工编号"}, {"姓名"}, {"学时", true}},
             {{"0007", "=林清", "4.25"}, {"0008", "", "4"}});
  EXPECT_THAT(cells_of(path, 1), ElementsAre("A员工编号", "B姓名", "C学时"));
  EXPECT_THAT(cells_of(path, 2), ElementsAre("A0007", "B=林清", "C4.25"));
  EXPECT_THAT(cells_of(path, 3), ElementsAre("A0008", "C4"));
}

// An earlier copy may have got columns behind its 错误信息, and rows may be missing.
TEST_F(Grid, TheMessageStandsInItsColumnWhereverThatIs) {
  fs::path path = folder_ / "people-错误.xlsx";
  auto rows = [](const std::function<void(int, const GridRow&)>& on_row) {
    on_row(2, {{1, "员工编号"}, {2, "错误信息"}, {3, "姓名"}});
    on_row(5, {{1, "0001"}, {2, "旧的说明"}, {3, "=A1"}});
  };
  write_annotated_copy(path, rows, 2, 2, "错误信息", {{5, "新的说明"}});
  EXPECT_THAT(cells_of(path, 2), ElementsAre("A员工编号", "B错误信息", "C姓名"));
  EXPECT_THAT(cells_of(path, 5), ElementsAre("A0001", "B新的说明", "C=A1"));
}

TEST_F(Grid, WhatNoCellHoldsIsShortened) {
  fs::path path = folder_ / "people-错误.xlsx";
  std::string text;
  for (int i = 0; i < 40'000; ++i) text += "长";
  auto rows = [&](const std::function<void(int, const GridRow&)>& on_row) {
    on_row(1, {{1, "姓名"}});
    on_row(2, {{1, text}});
  };
  write_annotated_copy(path, rows, 1, 2, "错误信息", {{2, text}});
  std::vector<std::string> cells = cells_of(path, 2);
  ASSERT_EQ(cells.size(), 2u);
  for (const std::string& cell : cells) {
    EXPECT_EQ(cell.size(), 1 + 32'767u * 3);
    EXPECT_TRUE(cell.ends_with("长…"));
  }
}

}  // namespace
}  // namespace xueshi::workbook
