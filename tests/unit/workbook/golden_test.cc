// The three workbooks as text: tests/golden/<name>.txt, made by tests/golden/dump.py.
// XUESHI_REWRITE=1 rewrites them; the diff is what is reviewed.
#include <cstdlib>

#include "workbook/grid.h"
#include "workbook_support.h"

namespace xueshi::workbook {
namespace {

using page::Number;
using page::Row;

class Golden : public Workbook {
 protected:
  void expect_golden(const std::string& name, const fs::path& file) {
    fs::path golden = fs::path(XUESHI_SOURCE_DIR "/tests/golden") / (name + ".txt");
    fs::path dumped = folder_ / "dump.txt";
    std::string command = "python3 '" XUESHI_SOURCE_DIR "/tests/golden/dump.py' '" + file.string() +
                          "' > '" + dumped.string() + "'";
    ASSERT_EQ(std::system(command.c_str()), 0);
    if (std::getenv("XUESHI_REWRITE") != nullptr)
      fs::copy_file(dumped, golden, fs::copy_options::overwrite_existing);
    EXPECT_EQ(read_file(dumped), read_file(golden));
  }

  void expect_golden(const std::string& name, const page::Template& page,
                     const std::vector<Row>& rows) {
    fs::path file = folder_ / (name + ".xlsx");
    ASSERT_EQ(write(page, rows, file), Published::kWritten);
    expect_golden(name, file);
  }
};

// domain.md §4.1: thirteen columns; a class not carried out shows 0 and 0 and keeps its budget.
TEST_F(Golden, Execution) {
  Row formula = make_class(2);
  formula[0] = "=1+1";
  formula[3] = "http://example.org/course?id=1";
  formula[4] = "1e5";
  formula[12] = "01060000002";
  formula[9] = Number{3'600'001, 6};
  Row not_carried_out = {"财务新规宣讲",
                         "否",
                         {},
                         {},
                         {},
                         "2017-03-08 00:00-2017-03-08 00:00",
                         {},
                         Number{0, 0},
                         Number{0, 0},
                         Number{5, 1},
                         {},
                         {},
                         {}};
  expect_golden("execution", load_template("execution"), {make_class(1), formula, not_carried_out});
}

// domain.md §6.2: ten people, in this order, hours as printed.
TEST_F(Golden, Backbone) {
  const std::vector<std::pair<const char*, int>> kPeople = {
      {"江晓岚", 37540}, {"田立新", 25248}, {"韩若溪", 17232}, {"方启明", 14800},
      {"陆一帆", 14292}, {"于海宁", 13080}, {"谢文舟", 12800}, {"唐小雨", 11844},
      {"顾长青", 11610}, {"钱思远", 11136}};
  std::vector<Row> rows;
  for (const auto& [name, hundredths] : kPeople)
    rows.push_back({name, "海岳信息技术研究所", "高性能计算部", Number{hundredths, 2}});
  expect_golden("backbone", load_template("backbone"), rows);
}

// domain.md §6.1: the documents' own figures.
TEST_F(Golden, AnnualSummary) {
  Row figures = {Number{647, 0},
                 Number{4286, 2},
                 Number{23, 0},
                 Number{2188, 2},
                 Number{457, 0},
                 Number{472, 2},
                 Number{487, 0},
                 Number{5, 0},
                 Number{1042321, 2},
                 Number{2119, 2},
                 "一、结合重点任务办班。\n二、送课到部门。",
                 {}};
  expect_golden("annual-summary", load_template("annual-summary"), {figures});
}

TEST_F(Golden, ImportTemplate) {
  fs::path file = folder_ / "people.xlsx";
  write_import_template(file, "示例",
                        {{"员工编号", true, {}, "每人一个，不重复", "P0001"},
                         {"姓名", true, {}, "", "林清"},
                         {"岗位类别", false, {"科研", "管理", "支撑"}, "", "科研"}});
  expect_golden("import-template", file);
}

TEST_F(Golden, ErrorCopy) {
  fs::path file = folder_ / "people-错误.xlsx";
  auto rows = [](const std::function<void(int, const GridRow&)>& on_row) {
    on_row(1, {{1, "员工编号"}, {2, "姓名"}});
    on_row(2, {{1, "0001"}, {2, "=1+1"}});
    on_row(4, {{1, "0001"}});
  };
  write_annotated_copy(file, rows, 1, 3, "错误信息", {{4, "姓名不能为空"}});
  expect_golden("error-copy", file);
}

}  // namespace
}  // namespace xueshi::workbook
