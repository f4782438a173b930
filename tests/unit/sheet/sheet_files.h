// Files for tests of sheet, and what was read from them as text.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "sheet/sheet.h"

namespace xueshi::sheet::test {

// A folder of its own for every test, removed at its end.
class SheetTest : public testing::Test {
 protected:
  SheetTest()
      : folder_(std::filesystem::temp_directory_path() /
                fmt::format("xueshi-sheet-{}-{}", ::getpid(),
                            testing::UnitTest::GetInstance()->current_test_info()->name())) {
    std::filesystem::create_directories(folder_);
  }
  ~SheetTest() override { std::filesystem::remove_all(folder_); }

  std::string path(std::string_view name) const { return (folder_ / name).string(); }

  std::string write(std::string_view name, std::string_view bytes) const {
    std::ofstream(path(name), std::ios::binary) << bytes;
    return path(name);
  }

  // "2: a|b|" a row; a '-' in front of cells that are refused.
  std::vector<std::string> read(const std::string& file) {
    findings_ = base::Findings();
    std::vector<std::string> rows;
    std::unique_ptr<Reader> reader = open(file, findings_);
    if (!reader) return rows;
    while (const Row* row = reader->next()) {
      std::string text = fmt::format("{}:", row->number);
      for (const Cell& cell : row->cells) {
        text += fmt::format(" {}={}{}", column_letters(cell.column),
                            cell.fault != nullptr ? "-" : "", cell.text);
      }
      rows.push_back(text);
      add_cell_faults(reader->source(), *row, findings_);
    }
    failed_ = reader->failed();
    return rows;
  }

  // Findings without the folder and, for brevity, without their message: "a.csv:3:1
  // sheet.not-utf8".
  std::vector<std::string> found() const {
    std::vector<std::string> lines;
    for (const base::Finding& finding : findings_.kept()) {
      base::Place place = finding.place;
      place.file = std::filesystem::path(place.file).filename().string();
      lines.push_back(base::render(place) + " " + finding.code);
    }
    return lines;
  }

  base::Findings findings_;
  bool failed_ = false;

 private:
  std::filesystem::path folder_;
};

}  // namespace xueshi::sheet::test
