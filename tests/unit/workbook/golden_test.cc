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

page::Template parse(const std::string& text) {
  base::Findings findings;
  auto page = page::parse_template("t.yaml", text, findings);
  for (const base::Finding& finding : findings.kept()) ADD_FAILURE() << base::render(finding);
  return page.value_or(page::Template());
}

// Headings in two rows, groups with subtotals, a total, merged cells, numbers in their formats, a
// line to sign; the second group begins a page.
TEST_F(Golden, Groups) {
  page::Template page = parse(R"(
name: funds
title: "{year}年度培训经费表"
paper: A5
unit: 单位：万元
fonts: {title: 黑体, body: 仿宋}
group: {by: source, subtotal: 小计, new_page: true}
total: 合计
freeze: true
sign: [填报人, 负责人]
columns:
  - {key: source, heading: 列支渠道, width: 14, merge: true}
  - {key: start,  heading: 开始, width: 18, format: date}
  - {key: budget, heading: 预算, under: 经费, width: 10, format: decimal, places: 2, least_places: 1, total: sum}
  - {key: spent,  heading: 支出, under: 经费, width: 10, format: decimal, places: 2, total: sum}
  - {key: rate,   heading: 执行率, width: 10, format: percent, red_below: 50}
)");
  expect_golden("groups", page,
                {{"院经费", "2017-11-01", Number{15, 1}, Number{1, 1}, Number{667, 2}},
                 {"院经费", "2017-11-02 09:10", Number{2, 0}, Number{2, 1}, Number{100, 0}},
                 {"院经费", {}, Number{325, 2}, {}, {}},
                 {"自筹", "2017-12-01 00:00", Number{4, 0}, Number{2, 0}, Number{50, 0}}});
}

// Two sheets: one that spreads and draws, one form a page a row.
TEST_F(Golden, Sheets) {
  page::Template page = parse(R"(
name: sheets
title: 学时
sheets:
  - name: 按部门
    columns:
      - {key: department, heading: 部门, width: 20}
      - {spread: kinds, under: 学时, width: 10, format: decimal, total: sum}
      - {key: people, heading: 人数, width: 10, format: integer, total: sum}
    total: 合计
    chart: {kind: bar, x: department, y: [people], title: 人数}
  - name: 证明
    title: 学时证明
    form: {repeat: page, rows: [[{label: "姓名:", key: name}, {label: "完成率:", key: rate, format: percent}]]}
)");
  fs::path file = folder_ / "sheets.xlsx";
  Writer writer(page, make_fields(), file);
  writer.order("kinds", {"线下", "线上"});
  writer.add({"一部", page::Spread{{"线上", Number{125, 1}}}, Number{3, 0}});
  writer.turn_to(1);
  writer.add({"林清", Number{425, 1}});
  writer.turn_to(0);
  writer.add({"二部", page::Spread{{"外派", Number{1, 0}}, {"线上", Number{2, 0}}}, Number{4, 0}});
  writer.turn_to(1);
  writer.add({"江晓岚", Number{100, 0}});
  EXPECT_EQ(writer.finish().publish(), Published::kWritten);
  expect_golden("sheets", file);
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
