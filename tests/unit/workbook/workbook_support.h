// What the tests of this room share: a folder of their own, the shipped templates, rows of invented
// classes.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/error.h"
#include "page/template.h"
#include "sheet/sheet.h"
#include "workbook/writer.h"

namespace xueshi::workbook {

namespace fs = std::filesystem;

class Workbook : public testing::Test {
 protected:
  Workbook() { fs::create_directories(folder_); }
  ~Workbook() override { fs::remove_all(folder_); }

  // What is left in the folder, by name.
  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder_))
      names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
  }

  fs::path folder_ = fs::temp_directory_path() /
                     (std::string(testing::UnitTest::GetInstance()->current_test_info()->name()) +
                      "." + std::to_string(::getpid()));
};

inline std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// templates/<name>.yaml, as shipped.
inline page::Template load_template(const std::string& name) {
  std::string file = XUESHI_SOURCE_DIR "/templates/" + name + ".yaml";
  base::Findings findings;
  auto page = page::parse_template(file, read_file(file), findings);
  for (const base::Finding& finding : findings.kept()) ADD_FAILURE() << base::render(finding);
  return page.value_or(page::Template());
}

inline page::Fields make_fields() {
  return {{"year", "2017"},
          {"institute.name", "海岳信息技术研究所"},
          {"institute.code", "I001"},
          {"labels.met", "完成100学时人数"},
          {"labels.required", "需完成100学时人数"}};
}

inline Published write(const page::Template& page, const std::vector<page::Row>& rows,
                       const fs::path& path) {
  Writer writer(page, make_fields(), path);
  for (const page::Row& row : rows) writer.add(row);
  return writer.finish().publish();
}

// A class as the execution workbook lists it; its number makes it different from its neighbours.
inline page::Row make_class(int number) {
  std::string n = std::to_string(number);
  return {"科研项目管理专题培训班第" + n + "期",
          number % 4 == 0 ? "是" : "否",
          "科研骨干、管理人员",
          "项目申报、过程管理、经费使用与结题验收的政策要求及案例分析",
          "提高项目管理能力，规范经费使用",
          "2017-11-01 09:00-2017-11-04 18:00",
          "学术报告厅",
          page::Number{30 + number, 0},
          page::Number{3, 0},
          page::Number{125 + number, 2},
          "学员反映良好，达到预期目标",
          "林清",
          "010-60000001"};
}

// A list of one text column, for everything that is about texts.
inline page::Template text_list(double width = 40) {
  page::Template page;
  page.name = "texts";
  page.sheets[0].title = "文字";
  page::Column column;
  column.key = column.heading = "text";
  column.width = width;
  page.sheets[0].body = page::ListBody{{column}};
  return page;
}

// The first column of what a workbook says, from `row` on.
inline std::vector<std::string> read_texts(const fs::path& path, int row) {
  std::vector<std::string> texts;
  base::Findings findings;
  auto reader = sheet::open(path.string(), findings);
  while (const sheet::Row* next = reader ? reader->next() : nullptr) {
    if (next->number >= row)
      texts.push_back(next->cells.empty() ? "" : std::string(next->cells[0].text));
  }
  EXPECT_TRUE(findings.ok());
  return texts;
}

}  // namespace xueshi::workbook
