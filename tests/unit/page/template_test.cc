#include "page/template.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace xueshi::page {
namespace {

using testing::ElementsAre;

Template load(const std::string& name) {
  std::string file = XUESHI_SOURCE_DIR "/templates/" + name + ".yaml";
  std::ifstream in(file, std::ios::binary);
  base::Findings findings;
  auto page = parse_template(file, std::string{std::istreambuf_iterator<char>(in), {}}, findings);
  for (const base::Finding& finding : findings.kept()) ADD_FAILURE() << base::render(finding);
  return page.value_or(Template());
}

std::vector<std::string> headings(const Template& page) {
  std::vector<std::string> all;
  for (const Column& column : std::get<ListBody>(page.sheets[0].body).columns)
    all.push_back(column.heading);
  return all;
}

const Fields kFields = {{"year", "2017"},
                        {"institute.name", "海岳信息技术研究所"},
                        {"labels.met", "完成100学时人数"},
                        {"labels.required", "需完成100学时人数"}};

// domain.md §4.1
TEST(Templates, Execution) {
  Template page = load("execution");
  EXPECT_EQ(fill(page.sheets[0].title, kFields), "2017年度继续教育与培训项目执行情况列表");
  ASSERT_EQ(page.sheets[0].lines.size(), 1u);
  EXPECT_EQ(fill(page.sheets[0].lines[0], kFields), "单位名称(加盖公章):海岳信息技术研究所");
  EXPECT_THAT(headings(page),
              ElementsAre("培训名称", "是否精品", "对象", "内容", "目的目标", "时间", "地点",
                          "参训人数", "工作人数", "经费开支", "培训成效", "联系人", "联系电话"));
  EXPECT_THAT(page.sheets[0].keys(),
              ElementsAre("name", "excellent", "audience", "content", "goal", "time", "place",
                          "attendees", "staff", "budget", "outcome", "contact", "phone"));
  EXPECT_TRUE(page.landscape);
}

// domain.md §4.2
TEST(Templates, Backbone) {
  Template page = load("backbone");
  EXPECT_EQ(fill(page.sheets[0].title, kFields), "2017年度骨干人才培训情况列表");
  EXPECT_THAT(headings(page), ElementsAre("姓名", "单位名称", "部门名称", "学时(小时)"));
  EXPECT_THAT(page.sheets[0].keys(), ElementsAre("name", "institute", "department", "hours"));
}

// domain.md §4.3: the grid, left and right, row by row
TEST(Templates, AnnualSummary) {
  Template page = load("annual-summary");
  EXPECT_EQ(fill(page.sheets[0].title, kFields), "2017年度继续教育与培训工作总结");
  EXPECT_THAT(page.sheets[0].keys(),
              ElementsAre("attendance", "execution_rate", "met", "backbone_rate", "headcount",
                          "completion_rate", "required", "funds", "total_hours", "average_hours",
                          "practice", "overview"));
  const auto& form = std::get<FormBody>(page.sheets[0].body);
  std::vector<std::string> labels;
  for (const auto& row : form.rows) {
    for (const FormCell& cell : row) labels.push_back(fill(cell.label, kFields));
  }
  for (const FormBlock& block : form.blocks) labels.push_back(block.label);
  EXPECT_THAT(labels,
              ElementsAre("单位培训总人次:", "年度计划执行率:", "完成100学时人数:",
                          "骨干人才完训率:", "单位在职总人数:", "职工完训率:", "需完成100学时人数:",
                          "单位投入总经费:", "单位职工总学时:", "单位职工平均学时:",
                          "特色经验及做法:", "年度“全员能力提升计划”执行工作整体概要:"));
}

TEST(Fill, ReplacesEveryFieldAndNothingElse) {
  EXPECT_EQ(fill("{year}年{year}{institute.name}!", kFields), "2017年2017海岳信息技术研究所!");
  EXPECT_EQ(fill("a}b", kFields), "a}b");
  EXPECT_EQ(fill("", kFields), "");
}

TEST(Parse, WhatIsLeftOutHasADefault) {
  base::Findings findings;
  auto page =
      parse_template("t.yaml", "name: t\ntitle: 表\ncolumns: [{key: a, heading: 甲}]\n", findings);
  ASSERT_TRUE(page && findings.empty());
  EXPECT_FALSE(page->landscape);
  EXPECT_EQ(page->margin_cm, 1.5);
  EXPECT_TRUE(page->sheets[0].lines.empty());
  const Column& column = std::get<ListBody>(page->sheets[0].body).columns.at(0);
  EXPECT_EQ(column.width, 10);
  EXPECT_EQ(column.format, Format::kText);
}

TEST(Parse, AllMistakesAtOnce) {
  base::Findings findings;
  EXPECT_FALSE(parse_template("t.yaml",
                              "name: t\n"
                              "titel: 表\n"
                              "paper: A2\n"
                              "margin_cm: 9\n"
                              "columns:\n"
                              "  - {key: a, heading: 甲, format: decimals}\n"
                              "  - {key: a, heading: 乙, width: 宽}\n",
                              findings));
  std::vector<std::string> codes;
  for (const base::Finding& finding : findings.kept()) codes.push_back(finding.code);
  EXPECT_THAT(codes,
              testing::UnorderedElementsAre("template.unknown-key", "template.unknown-word",
                                            "template.wrong-value", "template.unknown-word",
                                            "template.duplicate-column", "template.wrong-value"));
}

}  // namespace
}  // namespace xueshi::page
